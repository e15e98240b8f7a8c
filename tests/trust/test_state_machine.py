"""Everything at once, on real git: people propose, decide, act, end, stop, lie, branch, merge, rebase, squash and crash.

Beside it runs a naive model: of every branch it knows whether somebody did on it what they may not. The range check must
say the same, and what lands must stay whole: ids are unique, decided words never change, the check of the whole log is
green, and whatever a site published before still stands.
"""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from support import PEOPLE, Repo

ENGINEERS = ("ben", "dia")
EVERYBODY = ("ana", "ben", "cho", "dia", "eva")
DECIDED = ("accepted", "superseded", "deprecated")


class Branch:
    """What the model knows of a branch."""

    def __init__(self) -> None:
        self.wrongs: list[str] = []
        """What somebody did that nobody may."""
        self.deciders: set[str] = set()
        """Who decided on it."""
        self.ends: set[str] = set()
        """Ids of landed records that it ends."""
        self.guards = False
        self.decides = False


class Story(RuleBasedStateMachine):
    """Rules and invariants."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="story-"))
        subprocess.run(["git", "init", "-q", "-b", "main", str(self.folder / "acme")], check=True)
        self.repo = Repo(self.folder / "acme")
        self.repo.write(".gitignore", ".*.tmp\n")
        self.repo.organisation()
        self.branches: dict[str, Branch] = {}
        self.engineers = set(ENGINEERS)
        self.landed: dict[str, str] = {}
        """The words of every decided record of main, by id, as they landed."""
        self.number = 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    # -- helpers --------------------------------------------------------------------------------------------------
    def run(self, *words: str) -> str:
        code, out, err = self.repo.remit(*words)
        assert code == 0, (words, out, err)
        return out

    def on(self, name: str) -> Branch:
        """Switch to a branch, made where it is not there."""
        if name not in self.branches:
            self.repo.git("switch", "-q", "-c", name, "main")
            self.branches[name] = Branch()
        else:
            self.repo.git("switch", "-q", name)
        return self.branches[name]

    def title(self) -> str:
        self.number += 1
        return f"Decision number {self.number}"

    def records(self, *statuses: str) -> list[tuple[str, Path, str]]:
        """Id, file and status of the records here."""
        found = []
        for path in sorted((self.repo.root / "decisions").glob("2*/D-*.md")):
            status = next(line for line in path.read_text("utf-8").splitlines() if line.startswith("status: "))[8:]
            if not statuses or status in statuses:
                found.append((path.name[:17], path, status))
        return found

    def here_on_main(self, *statuses: str) -> list[tuple[str, Path, str]]:
        """The records here that are on main too, in one of these statuses, ended by no branch yet."""
        ending = set().union(*(branch.ends for branch in self.branches.values()))
        return [found for found in self.records(*statuses) if found[0] in self.landed and found[0] not in ending]

    # -- what people do -------------------------------------------------------------------------------------------
    names = st.sampled_from(["one", "two"])

    @initialize()
    def first_decision(self) -> None:
        self.decide("one", "ben", forged=False)
        self.land("one", "merge")

    @rule(name=names, who=st.sampled_from(EVERYBODY))
    def propose(self, name: str, who: str) -> None:
        self.on(name)
        self.run("propose", self.title(), "--topic", "tooling/cache", "--amount", "40", "--who", who)
        self.repo.commit("Propose", who=who)

    @rule(name=names, who=st.sampled_from(ENGINEERS), forged=st.booleans())
    def decide(self, name: str, who: str, forged: bool) -> None:
        if who not in self.engineers:
            return
        branch = self.on(name)
        self.run(
            "decide", self.title(), "--topic", "tooling/cache", "--amount", "40", "--why", "It is needed.", "--who", who
        )
        self.repo.commit("Decide", who="eva" if forged else who)
        branch.decides = True
        branch.deciders.add(who)
        if forged:
            branch.wrongs.append("G01")

    @rule(name=names, who=st.sampled_from(ENGINEERS))
    def decide_a_proposal(self, name: str, who: str) -> None:
        branch = self.on(name)
        open_ones = self.records("proposed")
        if not open_ones or who not in self.engineers:
            return
        self.run("decide", open_ones[0][0], "--why", "Yes.", "--who", who)
        self.repo.commit("Decide it", who=who)
        branch.decides = True
        branch.deciders.add(who)

    @rule(name=names, who=st.sampled_from(EVERYBODY), honest=st.booleans())
    def adopt(self, name: str, who: str, honest: bool) -> None:
        branch = self.on(name)
        found = self.here_on_main("accepted")
        if not found:
            return
        self.run("adopt", found[0][0], "--who", who, "--team", "shop")
        self.repo.commit("Adopt", who=who if honest else "cho" if who == "eva" else "eva")
        branch.decides = True
        if not honest:
            branch.wrongs.append("G01")

    @rule(name=names, who=st.sampled_from(ENGINEERS))
    def supersede(self, name: str, who: str) -> None:
        branch = self.on(name)
        found = self.here_on_main("accepted")
        if not found or who not in self.engineers:
            return
        self.run(
            "supersede",
            found[-1][0],
            self.title(),
            "--topic",
            "tooling/cache",
            "--amount",
            "40",
            "--why",
            "Better.",
            "--who",
            who,
        )
        self.repo.commit("Supersede", who=who)
        branch.ends.add(found[-1][0])
        branch.decides = True
        branch.deciders.add(who)

    @rule(name=names)
    def reword_what_was_decided(self, name: str) -> None:
        branch = self.on(name)
        found = self.here_on_main("accepted")
        if found:
            path = found[0][1]
            path.write_text(
                path.read_text("utf-8").replace("needed", "wanted").replace("Yes.", "No.").replace("Better", "Worse"),
                "utf-8",
            )
            self.repo.commit("Reword", who="ben")
            branch.wrongs.append("G03")
            branch.ends.add(found[0][0])

    @rule(name=names)
    def delete_what_was_decided(self, name: str) -> None:
        branch = self.on(name)
        found = self.here_on_main(*DECIDED)
        if found:
            found[0][1].unlink()
            self.repo.commit("Forget", who="ben")
            branch.wrongs.append("G04")
            branch.ends.add(found[0][0])

    @rule(name=names)
    def format_everything(self, name: str) -> None:
        self.on(name)
        for _, path, _ in self.records():
            path.write_text(path.read_text("utf-8").rstrip("\n") + "  \n\n", "utf-8")
        self.repo.commit("Format", who="eva")

    @rule(owner=st.booleans())
    def revoke(self, owner: bool) -> None:
        """Dia stops being an engineer: as the owner says, or as eva says."""
        branch = self.on("people")
        self.repo.write(
            "decisions/people.yml", PEOPLE.replace("  - {role: engineer, who: dia, from: 2026-01-01}\n", "")
        )
        before = self.repo.head
        if self.repo.commit("Revoke", who="cho" if owner else "eva") != before and not owner:
            branch.wrongs.append("G07")
        branch.guards = True

    @rule(name=names)
    def crash(self, name: str) -> None:
        """A writer died: a half-written temporary file stays behind."""
        self.on(name)
        self.repo.write(f"decisions/2026/.D-20261121-zzzzzz.md.{os.getpid()}.tmp", "---\nid: D-2026")

    # -- what becomes of it ---------------------------------------------------------------------------------------
    @precondition(lambda self: self.branches)
    @rule(name=st.sampled_from(["one", "two", "people"]), how=st.sampled_from(["merge", "rebase", "squash"]))
    def land(self, name: str, how: str) -> None:
        branch = self.branches.pop(name, None)
        if branch is None:
            return
        self.repo.git("switch", "-q", name)
        code, out, err = self.repo.remit("check", "--range", "main..HEAD", "--json")
        assert err == ""
        said = {row["code"] for row in json.loads(out)["findings"] if row["level"] == "error"}
        revoked = branch.deciders - self.engineers
        assert bool(said) == bool(branch.wrongs or revoked), (said, branch.wrongs, revoked, out)
        assert set(branch.wrongs) <= said
        if not code:
            self._merge(name, how)
            if name == "people":
                self.engineers.discard("dia")
        self.repo.git("switch", "-q", "main")
        self.repo.git("branch", "-q", "-D", name)

    def _merge(self, name: str, how: str) -> None:
        before = self.published()
        if how == "rebase":
            self.repo.git("rebase", "-q", "main", who="cho")
        self.repo.git("switch", "-q", "main")
        if how == "squash":
            self.repo.git("merge", "-q", "--squash", name, who="cho")
            self.repo.commit("Squash", who="cho")
        else:
            self.repo.git("merge", "-q", "--no-edit", "--ff-only" if how == "rebase" else "--no-ff", name, who="cho")
        for record_id, path, status in self.records():
            if status in DECIDED:
                words = " ".join(path.read_text("utf-8").partition("\n---\n")[2].split())
                assert self.landed.setdefault(record_id, words) == words
        assert self.repo.remit("verify", "--against", before).code == 0

    def published(self) -> str:
        """A list of what main holds, as a site publishes it."""
        records = []
        for line in self.repo.git("ls-tree", "-r", "main", "--", "decisions").splitlines():
            facts, _, path = line.partition("\t")
            if path.rpartition("/")[2].startswith("D-"):
                records.append(
                    {"id": path.rpartition("/")[2][:17], "path": path, "blob": facts.split()[2], "status": "accepted"}
                )
        where = self.folder / "log.json"
        where.write_text(json.dumps({"records": records}))
        return str(where)

    # -- what always holds ----------------------------------------------------------------------------------------
    @invariant()
    def ids_are_unique_and_nothing_that_landed_is_gone(self) -> None:
        names = self.repo.git("ls-tree", "-r", "--name-only", "main", "--", "decisions").split()
        ids = [name.rpartition("/")[2][:17] for name in names if "/D-" in name and ".acts/" not in name]
        assert len(ids) == len(set(ids))
        assert set(self.landed) <= set(ids)

    @invariant()
    def main_is_green(self) -> None:
        if self.landed and not self.branches:
            self.repo.git("switch", "-q", "main")
            code, out, _ = self.repo.remit("check")
            assert code == 0, out


Story.TestCase.settings = settings(
    max_examples=int(os.environ.get("REMIT_STORIES", "10")),
    stateful_step_count=16,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # shrinking runs git a thousand times: for that set REMIT_STORIES and look
    derandomize="REMIT_STORIES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
TestStory = Story.TestCase
