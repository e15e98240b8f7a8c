"""The evidence of ranges in one real repository: what git shows, walked and gathered."""

import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from changes import ORGANISATION, PEOPLE_PATH, POLICY_PATH, RECORD, act_path, act_text, blob, entry, log_of

from remit.attribution.evidence import Reader, changed_by, gather, walk
from remit.attribution.evidence import _read_before as read_before
from remit.attribution.statements import stated_by
from remit.log.change import Evidence, Made, Step
from remit.log.people import read_people
from remit.log.problem import CannotProceed
from remit.repo.raw import Difference
from remit.repo.repository import Repository
from remit.repo.trees import Contents
from support import PEOPLE, POLICY, record_text

Files = Mapping[str, str | bytes | None]
START = 1_795_000_000
OTHER, MOVED = RECORD.replace("k3f9qz", "m4x8ra"), RECORD.replace(".md", "-cache.md")
ADVICE, GATE = act_path("advice", "eva"), ".github/workflows/ci.yml"
PROPOSED = record_text(status="proposed", decider=None, decided=None)


class Told:
    """A repository that is told commit by commit, and written by git at once."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.stream = b""
        self.names: dict[str, int] = {}
        self.ids: dict[str, str] = {}

    def commit(self, name: str, edits: Files, parents: Sequence[str] = ("base",), who: str = "ben", at: int = 0) -> str:
        """A commit; of a merge, `edits` is what differs from its first parent. It is named as its author is, else so."""
        self.names[name] = number = len(self.names) + 1
        when = START + 60 * (at or number)
        author = f"{who.capitalize()} <{who}@example.com> {when} +0000"
        lines = [
            f"commit refs/heads/{name}",
            f"mark :{number}",
            f"author {author}",
            f"committer {author}",
            "data 1",
            "x",
        ]
        lines += [
            f"{word} :{self.names[parent]}" for word, parent in zip(["from", *["merge"] * 9], parents, strict=False)
        ]
        self.stream += "\n".join(lines).encode() + b"\n"
        for path, text in edits.items():
            data = text.encode() if isinstance(text, str) else text
            self.stream += (
                f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"
                if data is not None
                else f"D {path}\n".encode()
            )
        return name

    def write(self) -> None:
        """Everything that was told becomes a repository."""
        subprocess.run(["git", "init", "-q", "-b", "none", str(self.top)], check=True)
        words = ["git", "fast-import", "--quiet", f"--export-marks={self.top}/marks"]
        subprocess.run(words, cwd=self.top, input=self.stream, check=True)
        marks = dict(line.split() for line in (self.top / "marks").read_text().splitlines())
        self.ids = {name: marks[f":{number}"] for name, number in self.names.items()}

    def time(self, name: str) -> int:
        return START + 60 * self.names[name]

    @property
    def repository(self) -> Repository:
        return Repository(str(self.top), f"{self.top}/.git", f"{self.top}/.git")

    def name(self, commit: str) -> str:
        return next((name for name, known in self.ids.items() if known == commit), commit)

    def walked(self, base: str, head: str, common_dir: Path | None = None) -> Any:
        base = self.ids[base] if base else ""
        return walk(self.repository, str(common_dir or self.top / ".git"), base, self.ids[head])

    def gathered(
        self, base: str, head: str, *, brought: Iterable[Difference] = (), judging: Files = ORGANISATION, **more: Any
    ) -> Evidence:
        """The evidence of a range; `brought`: what differs besides, whoever did that."""
        walked = self.walked(base, head)
        walked = walked._replace(brought=[*walked.brought, *brought])
        return gather(self.repository, walked, log_of(judging), Contents(self.repository), **more)  # type: ignore[arg-type]

    def who(self, several: Iterable[Made]) -> str:
        return "+".join(self.name(one.commit.id) for one in several)

    def stated(self, found: Evidence) -> dict[str, dict[str, str]]:
        return {
            path: {kind: self.who(several) for kind, several in kinds.items()} for path, kinds in found.stated.items()
        }

    def by(self, found: Mapping[str, Iterable[Made]]) -> dict[str, str]:
        return {path: self.who(several) for path, several in found.items()}


WIDE = {f"src/{number:02}": "one\n" for number in range(11)}
BASE: Files = {
    **ORGANISATION,
    RECORD: PROPOSED,
    ADVICE: act_text("advice", "eva"),
    GATE: "run: remit check\n",
    "notes/ci.yml": "remit\n",
    "src/x": "1\n",
    **WIDE,
}
MORE = PEOPLE.replace("holds:", "  gil: {name: Gil}\nholds:")
TOP_LINE, LAST_LINE = f"# people\n{PEOPLE}", f"{PEOPLE}scribes: []\n"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    told = Told(tmp_path_factory.mktemp("ranges"))
    told.commit("base", BASE, (), who="dia")
    # records and acts
    told.commit("decide", {RECORD: record_text(), "src/x": "2\n"})
    told.commit(
        "reword",
        {RECORD: record_text(title="Another"), ADVICE: act_text("advice", "eva", "No.")},
        ("decide",),
        who="eva",
    )
    told.commit("then", {RECORD: record_text(title="A third")}, ("reword",))
    told.commit("copied", {MOVED: PROPOSED}, who="ben")
    told.commit("uncopied", {RECORD: None}, ("copied",), who="eva")
    told.commit("customers", {OTHER: record_text("m4x8ra", boundary="customer-data")}, who="cho")
    told.commit("odd", {OTHER: b"\xff"}, ("customers",), who="cho")
    told.commit(
        "later",
        {OTHER: None, OTHER[:-3] + "-x.md": record_text("m4x8ra", boundary="customer-data", title="Another")},
        ("customers",),
        who="cho",
    )
    heard = {
        OTHER: record_text("m4x8ra", boundary="customer-data"),
        act_path("advice", "eva", "m4x8ra"): act_text("advice", "eva"),
    }
    told.commit("heard", heard, who="cho")
    told.commit("twice", {MOVED: record_text(), RECORD: record_text(boundary="customer-data")}, who="ben")
    told.commit("moved", {RECORD: None, MOVED: PROPOSED}, who="cho")
    told.commit("reworded", {RECORD: PROPOSED.replace("needed", "wanted")}, who="eva")
    told.commit("formatted", {RECORD: PROPOSED.replace("needed.", "needed.\n\n"), PEOPLE_PATH: TOP_LINE}, who="eva")
    told.commit("beside", {ADVICE: act_text("advice", "eva", "No.")}, ("formatted",), who="cho")
    told.commit("evil", {OTHER: record_text("m4x8ra")}, ("base", "decide"), who="eva")
    told.commit("after-evil", {OTHER: record_text("m4x8ra", title="Another")}, ("evil",))
    # protected files
    told.commit(
        "guards",
        {
            PEOPLE_PATH: MORE,
            POLICY_PATH: POLICY.replace("Acme", "Us"),
            GATE: "run: nothing\n",
            ".gitlab-ci.yml": "remit\n",
            "notes/ci.yml": "x\n",
        },
    )
    told.commit("unguarded", {PEOPLE_PATH: None}, ("guards",), who="eva")
    told.commit("spelt", {PEOPLE_PATH: MORE + "\n# the same\n"}, ("guards",), who="cho")
    told.commit("wrong", {PEOPLE_PATH: b"people:\n  ana: {name: \xff}\n"})
    told.commit("spoiled", {PEOPLE_PATH: PEOPLE.replace("Ana", "Ann")}, who="eva")
    told.commit("mended", {PEOPLE_PATH: PEOPLE}, ("spoiled",), who="ben")
    told.commit("anew", {PEOPLE_PATH: PEOPLE.replace("Eva Maas", "Eva M")}, ("mended",), who="cho")
    told.commit("meanwhile", {PEOPLE_PATH: PEOPLE.replace("Ben Okoro", "Ben O")}, who="cho")
    # merges
    for side, parent in (("left", "base"), ("right", "base")):
        told.commit(side, dict.fromkeys(WIDE, f"{side}\n"), (parent,), who="ben")
    told.commit("ten", dict.fromkeys(list(WIDE)[:10], "left\n"))
    told.commit("merge", {RECORD: record_text()}, ("reworded", "decide"), who="cho")
    told.commit("alone", {RECORD: PROPOSED}, (), who="eva")
    told.commit("older", {"src/y": "1\n"}, ("decide",), at=-900)
    told.commit("cross-1", {RECORD: record_text()}, ("decide", "reworded"))
    told.commit("cross-2", {RECORD: record_text()}, ("reworded", "decide"))
    told.commit("crossed", {PEOPLE_PATH: MORE}, ("cross-2",))
    told.write()
    return told


def test_everything_that_a_record_states_has_its_authors(told: Told):
    found = told.gathered("base", "reword")
    assert told.stated(found) == {
        RECORD: {"deciding": "decide", "wording": "reword", "text": "reword"},
        ADVICE: {"said": "reword"},
    }
    assert (found.base, found.head) == (told.ids["base"], told.ids["reword"])
    assert [told.name(commit.id) for commit in found.commits] == ["decide", "reword"]
    assert set(found.paths) == {RECORD, ADVICE, "src/x"}
    assert (found.touched, found.handled, found.blobs, found.people, found.landed, found.cut_off) == (
        {},
        {},
        {},
        (),
        False,
        False,
    )
    assert told.gathered("base", "decide", landed=True).landed


def test_who_took_a_copy_away_moved_it(told: Told):
    assert told.stated(told.gathered("base", "uncopied")) == {MOVED: {"located": "copied+uncopied"}}
    assert told.stated(told.gathered("base", "copied"))[MOVED]["located"] == "copied"


def test_words_are_found_where_the_target_moved_them(told: Told):
    assert told.stated(told.gathered("moved", "reworded")) == {MOVED: {"text": "reworded", "wording": "reworded"}}


def test_who_had_brought_a_record(told: Told):
    for base, head, path, name in (
        ("base", "decide", RECORD, "base"),
        ("moved", "reworded", MOVED, "moved"),
        ("evil", "after-evil", OTHER, "evil"),
    ):
        found = told.gathered(base, head)
        assert {where: told.name(commit.id) for where, commit in found.wrote.items()} == {path: name}
        assert (len(found.wrote), list(found.wrote)) == (1, [path])
    assert dict(told.gathered("base", "copied").wrote) == {}
    unknown = Difference(OTHER, "100644", "100644", blob(PROPOSED), blob(record_text()))
    assert set(told.gathered("base", "decide", brought=[unknown]).wrote) == {RECORD}
    assert dict(told.gathered("base", "guards").wrote) == {}


def test_what_says_the_same_was_handled(told: Told):
    found = told.gathered("base", "formatted")
    assert (told.stated(found), told.by(found.handled), found.touched) == (
        {},
        {RECORD: "formatted", PEOPLE_PATH: "formatted"},
        {},
    )
    assert told.by(told.gathered("base", "beside").handled) == {RECORD: "formatted", PEOPLE_PATH: "formatted"}
    assert told.by(told.gathered("base", "uncopied").handled) == {}


def test_a_difference_that_no_commit_shows_is_everybodys(told: Told):
    same = Difference(OTHER, "000000", "100644", "0" * 40, blob(record_text()))
    found = told.gathered("base", "reword", brought=[same])
    assert told.who(found.by(OTHER, "located")) == "decide+reword"


def test_protected_files_are_touched(told: Told):
    found = told.gathered("base", "guards")
    assert told.by(found.touched) == {PEOPLE_PATH: "guards", POLICY_PATH: "guards", GATE: "guards"}
    assert found.blobs == {
        PEOPLE_PATH: (blob(MORE),),
        POLICY_PATH: (blob(POLICY.replace("Acme", "Us")),),
        GATE: (blob("run: nothing\n"),),
    }
    (step,) = found.people
    old, new = (read_people(text, PEOPLE_PATH)[0] for text in (PEOPLE, MORE))
    assert step == Step(found.touched[GATE][0], old, new)


def test_a_protected_file_that_goes(told: Told):
    found = told.gathered("base", "unguarded")
    assert told.by(found.touched)[PEOPLE_PATH] == "guards+unguarded"
    assert found.blobs[PEOPLE_PATH] == ("",)
    assert [(step.before is None, step.after is None) for step in found.people] == [(False, False), (False, True)]


def test_every_spelling_of_a_protected_file_counts_as_its_content(told: Told):
    found = told.gathered("base", "spelt")
    assert found.blobs[PEOPLE_PATH] == (blob(MORE + "\n# the same\n"), blob(MORE))
    assert told.by(found.touched)[PEOPLE_PATH] == "guards"
    assert told.gathered("base", "anew").blobs[PEOPLE_PATH] == (blob(PEOPLE.replace("Eva Maas", "Eva M")),)


def test_a_people_file_with_wrong_bytes_is_read_as_far_as_it_goes(told: Told):
    (step,) = told.gathered("base", "wrong").people
    assert step.after
    assert step.after.people[0].name == "\ufffd"


def test_what_was_undone_is_nobodys_where_the_range_left_the_target(told: Told):
    assert told.by(told.gathered("base", "anew").touched) == {PEOPLE_PATH: "anew"}
    assert told.by(told.gathered("meanwhile", "anew").touched) == {PEOPLE_PATH: "anew"}
    assert told.by(told.gathered("base", "spoiled").touched) == {PEOPLE_PATH: "spoiled"}


def test_a_merge_is_the_author_of_what_git_would_not_have_made(told: Told):
    assert told.stated(told.gathered("base", "merge")) == {RECORD: {"deciding": "decide", "wording": "merge"}}


def test_a_range_with_several_forks(told: Told):
    found = told.gathered("cross-1", "crossed")
    assert told.by(found.touched) == {PEOPLE_PATH: "crossed"}


def test_a_first_push_is_compared_with_nothing(told: Told):
    found = told.gathered("", "alone")
    assert {*told.stated(found)[RECORD].values()} == {"alone"}
    assert (found.base, found.paths) == ("", (RECORD,))
    assert told.by(told.gathered("", "guards").touched)[PEOPLE_PATH] == "base+guards"


def test_a_commit_is_as_old_as_what_it_builds_on(told: Told):
    found = told.gathered("base", "older")
    times = {
        told.name(one.commit.id): one.written
        for kinds in found.stated.values()
        for several in kinds.values()
        for one in several
    }
    (older,) = changed_by(str(told.top), told.walked("decide", "older"), ["src/y"])["src/y"]
    assert older.written == times["decide"] == START + 120
    assert older.commit.committed == START - 900 * 60
    assert not older.merge
    assert all(one.merge for one in told.gathered("base", "merge").by(RECORD, "wording"))


def test_every_commit_that_changed_a_path(told: Told):
    walked = told.walked("base", "reword")
    assert told.by(changed_by(str(told.top), walked, ["src/x", RECORD, "nothing"])) == {
        "src/x": "decide",
        RECORD: "decide+reword",
        "nothing": "",
    }


def test_what_does_not_merge_is_said(told: Told):
    files = list(WIDE)
    for base, named in (("right", f"{', '.join(files[:10])} and 1 more"),):
        with pytest.raises(CannotProceed) as caught:
            told.walked(base, "left")
        assert (
            caught.value.message
            == f"{told.ids['left'][:8]} does not merge into {told.ids[base][:8]}: conflicts in {named}"
        )
        assert caught.value.remedy == "merge the target branch into this one, resolve the conflicts, and check again"
    with pytest.raises(CannotProceed) as caught:
        told.walked("right", "ten")
    assert caught.value.message.endswith(f"conflicts in {', '.join(files[:10])}")


def test_grafts_are_refused(told: Told, tmp_path: Path):
    (tmp_path / "info").mkdir()
    (tmp_path / "info" / "grafts").write_text("")
    with pytest.raises(CannotProceed, match="grafts"):
        told.walked("base", "decide", tmp_path)


@pytest.mark.parametrize(
    ("base", "head", "shallow", "cut"),
    [
        ("base", "decide", (), False),
        ("base", "decide", ("base", "reword"), False),
        ("base", "reword", ("decide",), True),
        ("alone", "decide", ("right",), True),  # they have nothing in common
        ("", "decide", ("right",), False),
        ("", "decide", ("base",), True),
        ("moved", "uncopied", ("uncopied",), True),
    ],
)
def test_a_shallow_clone_may_cut_a_range_off(
    told: Told, tmp_path: Path, base: str, head: str, shallow: tuple[str, ...], cut: bool
):
    if shallow:
        (tmp_path / "shallow").write_text("".join(f"{told.ids[name]}\n" for name in shallow))
    walked = told.walked(base, head, tmp_path)
    assert walked.cut is cut
    assert (walked.tree == told.ids[head]) is (cut or not base)
    found = gather(told.repository, walked, log_of(ORGANISATION), Contents(told.repository))
    assert found.cut_off is cut
    assert (found.commits == ()) is cut
    assert all(not entry.gone for entry in walked.brought) or not cut


def test_what_has_nothing_in_common_does_not_merge(told: Told):
    with pytest.raises(CannotProceed):
        told.walked("alone", "decide")


def test_what_is_gone_is_not_said_to_be_where_history_is_cut(told: Told, tmp_path: Path):
    assert any(entry.gone for entry in told.walked("base", "uncopied", tmp_path).brought)
    (tmp_path / "shallow").write_text(told.ids["uncopied"])
    walked = told.walked("base", "uncopied", tmp_path)
    assert [entry.path for entry in walked.brought] == [MOVED]
    assert not walked.brought[0].gone


SIGNED = {**ORGANISATION, POLICY_PATH: POLICY.replace("topic: tooling\n", "topic: tooling\n    grade: signed\n", 1)}


@pytest.mark.parametrize(
    ("base", "head", "judging", "asked"),
    [
        ("base", "reword", ORGANISATION, []),
        ("base", "reword", SIGNED, ["decide", "reword"]),
        ("base", "reword", {**SIGNED, PEOPLE_PATH: None}, []),
        ("base", "copied", SIGNED, ["copied"]),
        ("base", "uncopied", SIGNED, []),
        ("base", "customers", SIGNED, []),
        ("base", "odd", SIGNED, ["odd"]),
        ("customers", "later", SIGNED, []),
        ("base", "heard", SIGNED, []),
        ("base", "twice", SIGNED, ["twice"]),
        ("evil", "after-evil", SIGNED, ["after-evil"]),
        ("formatted", "beside", SIGNED, ["beside"]),
    ],
)
def test_signatures_are_verified_where_the_policy_asks_for_them(
    told: Told, base: str, head: str, judging: Files, asked: list[str]
):
    found = told.gathered(base, head, judging=judging)
    assert [told.name(commit) for commit in found.signatures] == asked
    assert {signature.state for signature in found.signatures.values()} <= {"unsigned"}


def test_signatures_are_those_of_people(told: Told, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("remit.attribution.evidence.verify", lambda _nodes, keys: keys)
    people = PEOPLE.replace("emails: [ben@", "keys: [one, two], emails: [ben@")
    keys = told.gathered("base", "reword", judging={**SIGNED, PEOPLE_PATH: people}).signatures
    assert keys == {**dict.fromkeys(("ana", "cho", "dia", "eva"), ()), "ben": ("one", "two")}


def test_since_when_a_file_of_the_target_says_something(told: Told):
    since = told.gathered("reword", "then").since
    for _ in range(2):
        assert since(RECORD, lambda content: "status: accepted" in content) == told.time("decide")
        assert since(RECORD, lambda content: "title: Another" in content) == told.time("reword")
        assert since(RECORD, bool) == told.time("base")
        assert since(RECORD, lambda content: "nothing" in content) == 0
        assert since(ADVICE, lambda content: "No." in content) == told.time("reword")


def test_a_shallow_clone_does_not_guess_who_wrote_a_file(told: Told, tmp_path: Path):
    (tmp_path / "shallow").write_text(told.ids["base"])
    shallow = told.repository._replace(common_dir=str(tmp_path))
    found = gather(shallow, told.walked("reword", "then"), log_of(ORGANISATION), Contents(told.repository))
    assert found.since(RECORD, lambda content: "status: accepted" in content) == told.time("decide")
    for ask in (lambda: dict(found.wrote), lambda: found.since(RECORD, bool)):
        with pytest.raises(CannotProceed) as caught:
            ask()
        assert (
            caught.value.message
            == f"this shallow clone lacks the commit that wrote {RECORD}, so who wrote it and when can't be checked"
        )


STOP = "decisions/stops/tooling-eva-p7x2.md"
SAID = {ADVICE: act_text("advice", "eva"), STOP: act_text("stop", "eva", topic="tooling")}


def test_what_was_read_of_both_sides_is_not_read_again(told: Told):
    before, after = log_of({RECORD: PROPOSED, **SAID}), log_of({RECORD: record_text(), **SAID})
    brought = [
        entry(RECORD, PROPOSED, record_text()),
        *(entry(path, text, text) for path, text in SAID.items()),
        entry("x", "1", "2"),
    ]
    known = read_before(brought, before, after)
    (act,), (stop,) = before.records[0].acts, before.stops
    assert known == {
        (RECORD, blob(PROPOSED)): before.records[0],
        (RECORD, blob(record_text())): after.records[0],
        (ADVICE, blob(SAID[ADVICE])): act,
        (STOP, blob(SAID[STOP])): stop,
    }
    foreign = before.replace(records=(before.records[0]._replace(format="nygard"),))
    assert (RECORD, blob(PROPOSED)) not in read_before(brought, foreign, after)
    read = Reader("decisions", Contents(told.repository), known)
    for path, text in ((RECORD, PROPOSED), (RECORD, record_text()), *SAID.items()):
        assert read(path, blob(text)) == stated_by(path, blob(text), text.encode(), "decisions"), path
    assert read.record(RECORD, blob(PROPOSED)) is before.records[0]
    assert read.record(ADVICE, blob(SAID[ADVICE])) is None
    sides = (
        log_of(BASE),
        log_of({**BASE, RECORD: record_text(title="Another"), ADVICE: act_text("advice", "eva", "No.")}),
    )  # type: ignore[arg-type]
    assert told.gathered("base", "reword", sides=sides).stated == told.gathered("base", "reword").stated
