"""Who is the author of each statement of a range: commits, their own differences, and what they inherit. No git is asked."""

from remit.attribution.authors import Entries, authors
from remit.log.ids import name_of
from remit.repo.commits import Node
from remit.repo.raw import ABSENT, Difference

REGULAR, NONE = "100644", "0" * 40
FILE = "decisions/policy/p.yml"
RECORD = "decisions/2026/D-20261121-k3f9qz.md"
MOVED = "decisions/2026/D-20261121-k3f9qz-cache.md"


def change(path: str, old: str | None, new: str | None) -> Difference:
    """One path that differs; None where the file is not there."""
    return Difference(
        path, REGULAR if old else ABSENT, REGULAR if new else ABSENT, old or NONE, new or NONE
    )  # fmt: skip


def read(path: str, blob: str) -> dict[str, object]:
    """A blob states what it says: `status=accepted,words=x`; one without `=` is content."""
    if "=" not in blob:
        return {"located": path, "content": blob}
    return {"located": path, **dict(part.split("=") for part in blob.split(","))}


class Range:
    """Commits as they are told."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.against: dict[tuple[str, str], Entries] = {}
        self.own: dict[str, Entries] = {}
        self.home: dict[str, list[object]] = {}

    def commit(self, name: str, parents: dict[str, list[Difference]], own: list[Difference] | None = None) -> None:
        """A commit with what it has otherwise than each parent; of a merge also than git's own merge of them."""
        self.nodes.append(Node(name, tuple(parent for parent in parents if parent), b""))
        for parent, found in parents.items():
            self.against[name, parent] = Entries(found)
        self.own[name] = Entries(next(iter(parents.values())) if own is None else own)

    def of(self, path: str) -> dict[str, str]:
        """Kind of statement to its authors, as text."""
        found = authors(self.nodes, self.against, self.own, read, self.home).get(path, {})
        return {kind: "+".join(sorted(who)) for kind, who in found.items() if who}


def linear() -> Range:
    told = Range()
    told.commit("a", {"base": [change(RECORD, "status=open,words=x", "status=accepted,words=x")]})
    told.commit("b", {"a": [change(RECORD, "status=accepted,words=x", "status=accepted,words=y")]})
    return told


def test_what_a_commit_states_anew_is_its_authors():
    assert linear().of(RECORD) == {"status": "a", "words": "b"}


def test_a_commit_that_touches_nothing_leaves_all_as_it_is():
    told = linear()
    told.commit("c", {"b": []})
    assert told.of(RECORD) == {"status": "a", "words": "b"}


def test_without_commits_nobody_stated_anything():
    assert Range().of(RECORD) == {}


def test_a_root_commit_states_all_that_it_holds():
    told = Range()
    told.commit("a", {"": [change(RECORD, None, "status=open")]})
    assert told.of(RECORD) == {"located": "a", "status": "a"}


def test_a_file_that_is_moved_keeps_the_authors_of_its_words():
    told = linear()
    told.commit(
        "c", {"b": [change(RECORD, "status=accepted,words=y", None), change(MOVED, None, "status=accepted,words=y")]}
    )
    assert told.of(MOVED) == {"located": "c", "status": "a", "words": "b"}
    assert told.of(RECORD) == {}
    told.commit("d", {"c": [change(MOVED, "status=accepted,words=y", None)]})
    assert told.of(MOVED) == {"located": "d", "status": "d", "words": "d"}


def test_a_file_that_is_removed_is_so_by_its_remover():
    told = linear()
    told.commit("c", {"b": [change(RECORD, "status=accepted,words=y", None)]})
    assert told.of(RECORD) == {"located": "c", "status": "c", "words": "c"}
    told.commit("d", {"c": [change("other", None, "x=y")]})
    assert told.of(RECORD) == {"located": "c", "status": "c", "words": "c"}


def two_sides(left: str, right: str, base: str = "status=open,words=x") -> Range:
    """Two commits on one base: `left` by l, `right` by r; the base is outside the range."""
    told = Range()
    told.commit("l", {"base": [change(RECORD, base, left)] if left != base else []})
    told.commit("r", {"base": [change(RECORD, base, right)] if right != base else []})
    return told


def merge(told: Range, left: str, right: str, result: str, auto: str | None = None) -> None:
    """A merge of the two; `auto` is what git makes of them, where that is not the result."""

    def differs(old: str) -> list[Difference]:
        return [change(RECORD, old, result)] if old != result else []

    told.commit("m", {"l": differs(left), "r": differs(right)}, differs(auto if auto is not None else result))


OPEN, ACCEPTED = "status=open,words=x", "status=accepted,words=x"


def test_a_merge_takes_what_one_side_stated():
    told = two_sides(ACCEPTED, OPEN)
    merge(told, ACCEPTED, OPEN, ACCEPTED)
    assert told.of(RECORD) == {"status": "l"}


def test_where_both_sides_state_the_same_both_are_its_authors():
    told = two_sides(ACCEPTED, ACCEPTED)
    merge(told, ACCEPTED, ACCEPTED, ACCEPTED)
    assert told.of(RECORD) == {"status": "l+r"}


def test_whoever_makes_a_merge_is_the_author_of_what_git_would_not_have_made():
    told = two_sides(ACCEPTED, OPEN)
    merge(told, ACCEPTED, OPEN, OPEN, auto=ACCEPTED)
    assert told.of(RECORD) == {"status": "m"}, "though one parent holds it"


def test_a_side_that_holds_another_value_is_not_asked():
    left, right = "status=accepted,words=x", "status=rejected,words=x"
    told = two_sides(left, right)
    merge(told, left, right, right)
    assert told.of(RECORD) == {"status": "r"}


def test_words_that_git_joined_are_by_both():
    told = two_sides("words=left", "words=right", "words=base")
    merge(told, "words=left", "words=right", "words=left right")
    assert told.of(RECORD) == {"words": "l+r"}


def test_a_merge_with_the_outside_takes_its_values_from_nobody():
    told = Range()
    told.commit("l", {"base": [change(RECORD, OPEN, ACCEPTED)]})
    told.commit("m", {"l": [change(RECORD, ACCEPTED, "status=rejected,words=x")], "main": []}, [])
    assert told.of(RECORD) == {}


def test_a_merge_of_a_move_and_of_words_keeps_both():
    told = Range()
    told.commit("l", {"base": [change(RECORD, OPEN, ACCEPTED)]})
    told.commit("r", {"base": [change(RECORD, OPEN, None), change(MOVED, None, OPEN)]})
    told.commit(
        "m",
        {
            "l": [change(RECORD, ACCEPTED, None), change(MOVED, None, ACCEPTED)],
            "r": [change(MOVED, OPEN, ACCEPTED)],
        },
        [],
    )
    assert told.of(MOVED) == {"located": "r", "status": "l"}


def test_a_protected_file_is_by_everybody_who_had_a_hand_in_it():
    told = Range()
    told.home = {FILE: ["zero"]}
    told.commit("a", {"base": [change(FILE, "zero", "one")]})
    told.commit("b", {"a": [change(FILE, "one", "two")]})
    assert told.of(FILE) == {"content": "a+b"}
    told.commit("c", {"b": [change(FILE, "two", "zero")]})
    assert told.of(FILE) == {}, "it is as it is on the target"
    told.commit("d", {"c": [change(FILE, "zero", "three")]})
    assert told.of(FILE) == {"content": "d"}
    told.home = {FILE: ["elsewhere", "two"]}
    assert told.of(FILE) == {"content": "c+d"}, "as it was where the range left the target"


def test_a_protected_file_that_is_gone():
    told = Range()
    told.home = {FILE: ["zero"]}
    told.commit("a", {"base": [change(FILE, "zero", "one")]})
    told.commit("b", {"a": [change(FILE, "one", None)]})
    assert told.of(FILE) == {"content": "a+b", "located": "b"}


def test_a_protected_file_that_a_merge_joins_is_by_both_sides():
    told = Range()
    told.home = {FILE: ["zero"]}
    told.commit("l", {"base": [change(FILE, "zero", "one")]})
    told.commit("r", {"base": [change(FILE, "zero", "two")]})
    told.commit("m", {"l": [change(FILE, "one", "both")], "r": [change(FILE, "two", "both")]}, [])
    assert told.of(FILE) == {"content": "l+r"}


def test_an_old_version_that_a_merge_restores_is_the_mergers():
    """Main replaced it: the branch holds the old one, and the merge takes that."""
    told = Range()
    told.home = {FILE: ["new"]}
    told.commit("l", {"old": []})
    told.commit("m", {"l": [], "main": [change(FILE, "new", "old")]}, [change(FILE, "new", "old")])
    assert told.of(FILE) == {"content": "m"}


def test_the_name_of_a_file_outlives_a_move():
    assert name_of(RECORD) == name_of("elsewhere/D-20261121-k3f9qz-other.md") == "D-20261121-k3f9qz"
    assert name_of("a/D-20261121-k3f9qz.acts/stop-eva-p7x2.md") == "D-20261121-k3f9qz.acts/stop-eva-p7x2.md"
    assert name_of("a/b.yml") == "a/b.yml"


def test_entries_tell_both_sides_of_a_path():
    found = Entries(
        [change("a", "1", "2"), change("b", None, "3"), change(RECORD, "4", None), change(MOVED, None, "5")]
    )
    assert (found.before("a"), found.after("a")) == (("a", "1"), ("a", "2"))
    assert (found.before("b"), found.after("b")) == (None, ("b", "3"))
    assert (found.before(MOVED), found.after(MOVED)) == ((RECORD, "4"), (MOVED, "5"))
    assert (found.after(RECORD), found.before("none"), found.after("none")) == (None, None, None)
    assert [found.now(path) for path in ("a", "b", RECORD, MOVED, "none")] == ["a", "b", MOVED, MOVED, "none"]


def test_a_file_moved_only_where_another_of_its_name_came():
    assert Entries([change(RECORD, "1", None)]).now(RECORD) == RECORD
    assert Entries([change(RECORD, "1", None), change(MOVED, "1", "2")]).now(RECORD) == RECORD
    assert Entries([change(RECORD, "1", "2"), change(MOVED, None, "1")]).now(RECORD) == RECORD
    assert Entries([change(RECORD, "1", None), change(MOVED, None, "1")]).now(RECORD) == MOVED


def test_words_are_followed_through_a_merge_with_what_was_moved_outside():
    told = Range()
    told.commit("l", {"base": [change(RECORD, OPEN, ACCEPTED)]})
    told.commit(
        "m",
        {"l": [change(RECORD, ACCEPTED, None), change(MOVED, None, ACCEPTED)], "main": [change(MOVED, OPEN, ACCEPTED)]},
        [],
    )
    assert told.of(MOVED) == {"status": "l"}
    assert told.of(RECORD) == {}


def test_what_both_sides_hold_is_by_both():
    told = Range()
    for side in "lr":
        told.commit(side, {"base": [change(FILE, "zero", "one")]})
    told.commit("m", {"l": [], "r": []})
    assert told.of(FILE) == {"content": "l+r"}
