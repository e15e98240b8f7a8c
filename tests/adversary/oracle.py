"""The second judge: slow, and written from the two sentences alone. It asks git and reads YAML, and knows no code of Remit.

1. A change is judged as git itself would merge it into the target's tip. Every difference between the target and that
   result has an author in the range; whoever makes a merge is the author of whatever differs from git's own merge of its
   parents. What does not merge is refused.
2. What a person is said to have done counts only from that person's own commit. What somebody else's commit says of them
   is refused where it weakens a control. Once merged, words and acts of others are never changed, moved or removed.

The first sentence is `Range.makers`: whose commits made something true. The second is the rest: which differences there
are, who may make each, and what remains of a rule that has to be asked (who decides a topic, and with whose consent).
"""

import re
import subprocess
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import yaml

RECORD = re.compile(r"decisions/(?:[^/]+/)*(D-\d{8}-[0-9a-z]{6})(?:-[a-z0-9-]+)?\.md")
ACT = re.compile(r"decisions/(?:[^/]+/)*(D-\d{8}-[0-9a-z]{6})\.acts/([^/]+\.md)")
HALT = re.compile(r"decisions/(stops)/([^/]+\.md)")
GUARD = re.compile(r"decisions/(people\.yml|remit\.yml|policy/.+)", re.IGNORECASE)
DECIDED = ("accepted", "rejected", "superseded", "deprecated")
FREE = ("status", "superseded_by", "informed", "aliases", "corrections")
DECIDING = (
    "topic",
    "facts",
    "decider",
    "decided",
    "tier",
    "boundary",
    "raised",
    "announced",
    "emergency",
    "objections",
    "votes",
    "stops",
)
Files = dict[str, str]


@cache
def read(text: str) -> Any:
    """YAML in which every scalar stays a string; nothing where it cannot be read, as with the marks of a conflict."""
    try:
        return yaml.load(text, yaml.CBaseLoader)
    except yaml.YAMLError:
        return None


class Refusal(NamedTuple):
    """One difference that is not its author's to make."""

    path: str
    authors: tuple[str, ...]
    why: str


class Record:
    """A record as it is read."""

    def __init__(self, path: str, text: str) -> None:
        head, _, body = text.removeprefix("---\n").partition("\n---\n")
        self.path, self.head = path, read(head) or {}
        words, _, added = body.partition("\n## Amendments\n")
        self.words = (
            sorted(
                (key, str(value)) for key, value in self.head.items() if key not in FREE and not key.startswith("x-")
            ),
            words.split(),
        )
        self.text = [pair for pair in self.words[0] if pair[0] not in DECIDING], self.words[1]
        self.amendments = [line for line in added.split("\n") if line.strip()]
        self.status, self.decider = self.head.get("status"), self.head.get("decider", "")
        self.topic = self.head.get("topic", "")

    def list(self, key: str) -> list[str]:
        """The ids that a key names."""
        found = self.head.get(key) or []
        return found if isinstance(found, list) else [found]


class Tree:
    """The log in one tree: records and acts by id, guards as leaves, everything else by path."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.records = {
            match[1]: Record(path, text) for path, text in files.items() if (match := RECORD.fullmatch(path))
        }
        self.acts = {
            (match[1], match[2]): (path, act(text))
            for path, text in files.items()
            if (match := ACT.fullmatch(path) or HALT.fullmatch(path))
        }
        guarding = {path: text for path, text in files.items() if GUARD.fullmatch(path)}
        self.guards = {leaf for path, text in guarding.items() for leaf in leaves(path, text)}
        self.unreadable = {path for path, text in guarding.items() if read(text) is None}

    @cached_property
    def people(self) -> dict[str, Any]:
        return read(self.files["decisions/people.yml"])

    @cached_property
    def policy(self) -> dict[str, Any]:
        return read(self.files["decisions/policy/acme@2026-01-01.yml"])

    def roles(self, who: str) -> set[str]:
        return {row["role"] for row in self.people["holds"] if row["who"] == who}

    def boundary(self, topic: str) -> dict[str, Any]:
        """The most special boundary of a topic."""
        if topic.startswith("remit/"):
            return {"decide": self.policy["owner"]}
        covering = [row for row in self.policy["boundaries"] if f"{topic}/".startswith(f"{row['topic']}/")]
        return max(
            covering, key=lambda row: len(row["topic"]), default={"decide": self.policy["otherwise"]["escalate"]}
        )

    def may(self, who: str, topic: str) -> bool:
        """Whether somebody holds the role that decides a topic, or one above it, or belongs to the body that does."""
        role, ladder = self.boundary(topic)["decide"], self.policy["escalation"]
        members = self.policy["bodies"].get(role, {}).get("members", ())
        return bool({role, *members, *(ladder[ladder.index(role) :] if role in ladder else ())} & self.roles(who))

    def stops(self, of: str, topic: str = "-") -> dict[str, dict[str, Any]]:
        """The stops of a record and of the topics over it, by file name."""
        return {
            name: said for (where, name), (_, said) in self.acts.items()
            if said.get("act") == "stop" and (where == of or f"{topic}/".startswith(f"{said.get('topic')}/"))
        }  # fmt: skip


def act(text: str) -> dict[str, Any]:
    """An act as it is read, words included."""
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    return {**(read(head) or {}), "words": body.split()}


def leaves(path: str, text: str) -> Iterator[tuple[str, str, str]]:
    """What a guard says, bit by bit: the file, where in it, and the value."""
    waiting = [("", read(text))]
    while waiting:
        where, value = waiting.pop()
        if isinstance(value, dict) and where.count("/") < 2 and value:
            waiting += [(f"{where}/{key}", below) for key, below in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{where}/-", below) for below in value]
        else:
            yield path, where, str(value)


class Range:
    """A range of commits before its target's tip, and the first sentence."""

    def __init__(self, root: Path, base: str, head: str) -> None:
        self.root = root
        self.base, self.head = self.git("rev-parse", base).strip(), self.git("rev-parse", head).strip()
        listed = self.git("rev-list", "--parents", "--reverse", self.head, f"^{self.base}").splitlines()
        self.parents = {row.split()[0]: row.split()[1:] for row in listed}
        self.trees: dict[str, Tree] = {}
        self.target = self.tree(self.base)
        result, self.conflicts = self.merge(self.base, self.head)
        self.result = self.tree(result)

    def git(self, *words: str) -> str:
        done = subprocess.run(["git", *words], cwd=self.root, capture_output=True, text=True, check=False)
        assert done.returncode == 0 or words[0] == "merge-tree", done.stderr
        return done.stdout

    @cache  # noqa: B019
    def merge(self, *parents: str) -> tuple[str, list[str]]:
        """Git's own merge of commits, one after the other; the commit, and what is in conflict."""
        at, conflicts = parents[0], list[str]()
        for other in parents[1:]:
            options = ("--write-tree", "--name-only", "--no-messages", "--allow-unrelated-histories")
            tree, *found = self.git("merge-tree", *options, at, other).split()
            conflicts += found
            words = ("commit-tree", tree, "-p", at, "-p", other, "-m", "git")
            at = self.git("-c", "user.name=git", "-c", "user.email=git", *words).strip()
        return at, conflicts

    def tree(self, commit: str) -> Tree:
        if commit not in self.trees:
            rows = [row.split(None, 3) for row in self.git("ls-tree", "-r", commit).splitlines()]
            self.trees[commit] = Tree({path: self.blob(blob) for _, _, blob, path in rows})
        return self.trees[commit]

    @cache  # noqa: B019 -- a range lives for one story
    def blob(self, sha: str) -> str:
        return self.git("cat-file", "blob", sha)

    @cache  # noqa: B019
    def author(self, commit: str) -> str:
        """The person of the target's people.yml whose address a commit bears as its author's."""
        address = self.git("log", "-1", "--format=%ae", commit).strip()
        return next(
            (who for who, facts in self.target.people["people"].items() if address in facts.get("emails", ())), address
        )

    def makers(self, holds: Callable[[Tree], bool]) -> tuple[str, ...]:
        """Whose commits made something true of the result that is not true of the target: all of them.

        Where two branches hold the same and are merged, both made it. One of them may be somebody's own commit that was
        taken back since, so that it alone would excuse whoever did it again.
        """
        makers, waiting, seen = set(), [self.head], set()
        while waiting:
            commit = waiting.pop()
            if commit in seen or commit not in self.parents:
                continue  # what stood outside the range already has no author in it
            seen.add(commit)
            parents = self.parents[commit]
            before = [parent for parent in parents if self.holds(holds, parent)]
            merged = len(parents) < 2 or self.holds(holds, self.merge(*parents)[0])
            if merged and before:
                waiting += before
            else:
                makers.add(self.author(commit))
        return tuple(sorted(makers))

    def holds(self, holds: Callable[[Tree], bool], commit: str) -> bool:
        try:
            return holds(self.tree(commit))
        except (KeyError, TypeError):
            return False  # what is spoken of is not there


# -- the second sentence -------------------------------------------------------------------------------------------


def judge(root: Path, base: str = "main", head: str = "work") -> list[Refusal]:
    """What is refused of a range, and whose it is."""
    change = Range(root, base, head)
    if change.conflicts:
        return [Refusal(path, (change.author(change.head),), "does not merge") for path in change.conflicts]
    return [*records(change), *acts(change), *guards(change), *held_up(change)]


def records(change: Range) -> Iterator[Refusal]:
    """Decided words, proposals that go, and an id that two files have."""
    named = sorted((match[1], path) for path in change.result.files if (match := RECORD.fullmatch(path)))
    for (each, one), (other, two) in pairwise(named):
        if each == other and not {one, two} <= {*change.target.files}:
            yield Refusal(
                two, change.makers(lambda tree, pair={one, two}: pair <= {*tree.files}), "two files have one id"
            )
    before, after = change.target.records, change.result.records
    for each in sorted({*before, *after}):
        old, new = before.get(each), after.get(each)
        for key, row in reported(old) if new else ():
            makers = change.makers(
                lambda tree, each=each, key=key, row=row: row not in tree.records[each].head.get(key, ())
            )
            if row not in new.head.get(key, ()) and makers != (row["who"],):
                yield Refusal(new.path, makers, f"{key} of {row['who']}")
        if new is None and old is not None:
            makers = change.makers(lambda tree, each=each: each not in tree.records)
            if old.status in DECIDED or makers != (proposer(change, old),):
                yield Refusal(old.path, makers, "gone")
        elif old is not None and old.status in DECIDED:
            yield from frozen(change, each, old, new)
        elif new.status in DECIDED:
            yield from decision(change, each, old, new)
        elif old is not None:
            yield from proposal(change, each, old, new)


def proposal(change: Range, each: str, old: Record, new: Record) -> Iterator[Refusal]:
    """A proposal that stays one: its words and its place are its writer's, and what it is about is theirs too who may decide it."""
    writer = proposer(change, old)
    if (new.topic, new.head.get("facts")) != (old.topic, old.head.get("facts")):
        makers = change.makers(lambda tree: tree.records[each].topic == new.topic)
        if not all(who == writer or change.target.may(who, old.topic) for who in makers or ("",)):
            yield Refusal(new.path, makers, "somebody else's proposal is moved to another topic")
    for what, of in (("reworded", lambda record: record.text), ("moved", lambda record: record.path)):
        makers = change.makers(lambda tree, of=of: of(tree.records[each]) == of(new))
        if of(old) != of(new) and makers != (writer,):
            yield Refusal(new.path, makers, f"somebody else's proposal is {what}")


def reported(record: Record | None) -> list[tuple[str, dict[str, Any]]]:
    """What a record itself reports of others."""
    return [(key, row) for key in ("objections", "stops") for row in record.head.get(key, ())] if record else []


def proposer(change: Range, record: Record) -> str:
    """Who brought a record to the target."""
    return change.author(
        change.git("log", "--format=%H", "--diff-filter=A", change.base, "--", record.path).split()[-1]
    )


def decision(change: Range, each: str, old: Record | None, new: Record) -> Iterator[Refusal]:
    """Somebody is said to have decided: by their own commit, by right, with the consent that is asked for."""
    target, who = change.target, new.decider

    def decided(tree: Tree) -> bool:
        there = tree.records[each]
        return (
            there.status in DECIDED
            and there.words == new.words
            and (there.status == "rejected") == (new.status == "rejected")
        )

    makers = change.makers(decided)
    named = change.makers(lambda tree: tree.records[each].status in DECIDED and tree.records[each].decider == who)
    if not makers == named == (who,):
        yield Refusal(new.path, tuple(sorted({*makers, *named})), f"{who} did not decide this")
    ended = [target.records[other].topic for other in new.list("supersedes") if other in target.records]
    power = emergency(target, new)
    for topic in {new.topic, old.topic if old else new.topic, *ended}:
        if not target.may(who, topic) and not power:
            yield Refusal(new.path, (who,), f"{topic} is not theirs")
    if "imported" in new.head:
        yield Refusal(new.path, makers, "an import decides nothing today")
    if new.status in ("superseded", "deprecated"):
        yield from ending(change, each, "accepted", new)
    yield from amendments(change, each, old.amendments if old else [], new)
    if new.status == "rejected":
        return
    for topic in {new.topic, old.topic if old else new.topic}:
        role = target.boundary(topic).get("consent")
        if (
            role
            and not power
            and not any(role in target.roles(giver) for giver in said(change, each, "consent") if giver != who)
        ):
            yield Refusal(new.path, (who,), f"{role} has not consented")
    if standing(change, target, each, new.topic):
        yield Refusal(new.path, (who,), "it is stopped")
    if "objection" in target.boundary(new.topic):
        yield Refusal(new.path, (who,), "no story lasts as long as its window is open")
    if "ratified" in (new.head.get("emergency") or {}):
        yield Refusal(new.path, makers, "ratified by word of the decider")
    yield from counted(change, each, new)


def counted(change: Range, each: str, new: Record) -> Iterator[Refusal]:
    """What has to be counted: the votes of a body, each by its member's own commit, and what a budget has left."""
    target, boundary = change.target, change.target.boundary(new.topic)
    members = target.policy["bodies"].get(boundary["decide"], {}).get("members", [])
    votes = {who for who in said(change, each, "vote") if target.roles(who) & set(members)}
    if members and 2 * len(votes) <= len(members):
        yield Refusal(new.path, (new.decider,), f"{len(votes)} votes")
    if budget := target.policy["budgets"].get(boundary.get("budget")):
        drawn = [
            other
            for other in change.result.records.values()
            if other.status == "accepted" and target.boundary(other.topic).get("budget")
        ]
        amounts = [other.head.get("facts", {}).get("amount") for other in drawn]
        if None in amounts or (
            sum(map(int, amounts)) > int(budget["amount"]) and budget["over"] not in target.roles(new.decider)
        ):
            yield Refusal(new.path, (new.decider,), "the budget is spent, or nobody knows")


def emergency(target: Tree, new: Record) -> bool:
    """Whether a decider uses a power that is theirs, and owes what it asks for afterwards."""
    used = new.head.get("emergency") or {}
    powers = [
        row
        for row in target.policy["emergency"]
        if row["id"] == used.get("under") and f"{new.topic}/".startswith(f"{row['topic']}/")
    ]
    return any(row["decide"] in target.roles(new.decider) for row in powers)


def frozen(change: Range, each: str, old: Record, new: Record) -> Iterator[Refusal]:
    """A decided record: its words stay, amendments are added by their author, and it ends by right."""
    if new.words != old.words and not corrected(change, each, old, new):
        yield Refusal(old.path, change.makers(lambda tree: tree.records[each].words == new.words), "decided words")
    if new.path != old.path:
        makers = change.makers(lambda tree: new.path in tree.files and old.path not in tree.files)
        if makers != (old.decider,):
            yield Refusal(new.path, makers, "moved")
    yield from amendments(change, each, old.amendments, new)
    if new.status != old.status:
        yield from ending(change, each, old.status, new)


def corrected(change: Range, each: str, old: Record, new: Record) -> bool:
    """Whether a slip of the pen was mended, by whoever decided it or may, in their own commit: a word, nothing that counts."""
    for row in new.head.get("corrections") or ():
        before, _, after = row["what"].partition(" -> ")
        makers = change.makers(lambda tree, row=row: row in tree.records[each].head["corrections"])
        slip = len(f"{before} {after}".split()) == 2 and not re.search(r"\d", before + after)
        if slip and makers == (row["who"],) and (row["who"] == old.decider or change.target.may(row["who"], old.topic)):
            head, body = old.words
            if (head, " ".join(body).replace(before, after).split()) == new.words:
                return True
    return False


def amendments(change: Range, each: str, old: list[str], new: Record) -> Iterator[Refusal]:
    """Amendments stay, and are added at the end, each by whom it names: nobody's own decision speaks for somebody else."""
    kept = len(old)
    if new.amendments[:kept] != old:
        yield Refusal(new.path, change.makers(lambda tree: tree.records[each].amendments[:kept] != old), "amendments")
    for line in new.amendments[kept:]:
        makers = change.makers(lambda tree, line=line: line in tree.records[each].amendments)
        if not makers or not {*makers} <= {*re.findall(r"^- [0-9-]+, ([a-z]+): ", line)}:
            yield Refusal(new.path, makers, "somebody else's amendment")


def ending(change: Range, each: str, before: str, new: Record) -> Iterator[Refusal]:
    """An accepted record ends by an accepted one that may replace it, or by somebody who could decide it."""
    makers = change.makers(lambda tree: tree.records[each].status == new.status)
    after = [change.result.records[other] for other in new.list("superseded_by") if other in change.result.records]
    after = [other for other in after if other.status == "accepted" and each in other.list("supersedes")]
    if (
        new.status == "superseded"
        and before == "accepted"
        and any(change.target.may(other.decider, new.topic) for other in after)
    ):
        return
    if (
        new.status == "deprecated"
        and before == "accepted"
        and all(change.target.may(who, new.topic) for who in makers or ("",))
    ):
        return
    yield Refusal(new.path, makers, f"{before} to {new.status}")


def said(change: Range, each: str, kind: str) -> list[str]:
    """Who did something to a record by a commit of their own, as the result has it."""
    found = [(key, act) for key, (_, act) in change.result.acts.items() if key[0] == each and act["act"] == kind]
    return [
        act["who"]
        for key, act in found
        if holds_of(change.target, key) == act
        or change.makers(lambda tree, key=key, act=act: holds_of(tree, key) == act) == (act["who"],)
    ]


def holds_of(tree: Tree, key: tuple[str, str]) -> dict[str, Any] | None:
    return tree.acts[key][1] if key in tree.acts else None


def acts(change: Range) -> Iterator[Refusal]:
    """Acts of others: told by themselves, and never touched by anybody else once merged."""
    for key in sorted({*change.target.acts, *change.result.acts}):
        old, new = holds_of(change.target, key), holds_of(change.result, key)
        if old == new:
            continue
        path = (change.result.acts.get(key) or change.target.acts[key])[0]
        makers = change.makers(lambda tree, key=key, new=new: holds_of(tree, key) == new)
        for spoken in (old, new):
            if spoken and makers != (spoken["who"],):
                yield Refusal(path, makers, f"{spoken['act']} of {spoken['who']}")
                break
        record = change.target.records.get(key[0])
        if old and not new and (old["act"] == "stop" or (record and record.status in DECIDED)):
            yield Refusal(path, makers, "a log forgets nothing")
        if new and not old and key[0] not in {"stops", *change.result.records}:
            yield Refusal(path, makers, "an act on nothing")
        if new and new["act"] == "lift":
            for tree in (change.target, change.result):
                for name, stop in tree.stops(key[0], new.get("topic", "-")).items():
                    if lifts(new, name) and not may_lift(change.target, new["who"], stop):
                        yield Refusal(path, (new["who"],), f"{name} is not theirs to lift")


def lifts(lift: dict[str, Any], name: str) -> bool:
    """Whether a lift is about a stop: the one that it names, or any."""
    return lift.get("lifts", name) in (name, name.removesuffix(".md"))


def may_lift(target: Tree, who: str, stop: dict[str, Any]) -> bool:
    return who == stop["who"] or bool(target.roles(who) & set(target.policy["stops"]["lifted_by"]))


def standing(change: Range, tree: Tree, each: str, topic: str = "-") -> list[str]:
    """The stops of a record that nobody who may has lifted, as a tree and the result have it."""
    found = {**tree.stops(each, topic), **change.result.stops(each, topic)}
    told = [
        (of, said)
        for (of, _), (_, said) in change.result.acts.items()
        if said.get("act") == "lift" and of in (each, "stops")
    ]
    for name, stop in dict(found).items():
        if any(
            lifts(lift, name) and lift.get("topic") == stop.get("topic") and may_lift(change.target, lift["who"], stop)
            for _, lift in told
        ):
            del found[name]
    return list(found)


def addresses(facts: dict[str, Any]) -> set[str]:
    """What somebody is known by: addresses, logins, and the addresses that a forge makes of logins."""
    words = [word.casefold() for word in (*facts.get("emails", ()), *facts.get("logins", ()))]
    return {
        word.partition("@users.noreply.")[0].rpartition("+")[2] if "@users.noreply." in word else word for word in words
    }


def guards(change: Range) -> Iterator[Refusal]:
    """People, policy and settings: the owner's, but anybody brings a person without a role, or their own absence."""
    target, result = change.target, change.result
    known = {known for facts in target.people["people"].values() for known in addresses(facts)}
    for leaf in sorted(target.guards ^ result.guards):
        path, where, value = leaf
        makers = change.makers(
            lambda tree, leaf=leaf: leaf[0] not in tree.unreadable and (leaf in tree.guards) == (leaf in result.guards)
        )
        handle = where.removeprefix("/people/")
        if path.endswith("people.yml") and where.startswith("/people/") and handle not in target.people["people"]:
            if not addresses(result.people["people"][handle]) & known:
                continue
        elif all(
            target.may(who, "remit/people") or (where == "/away/-" and f"'who': '{who}'" in value)
            for who in makers or ("",)
        ):
            continue
        yield Refusal(path, makers, f"{where} is not theirs")


def held_up(change: Range) -> Iterator[Refusal]:
    """Paths that a stopped decision governs."""
    for each, record in change.target.records.items():
        if change.target.stops(each) and standing(change, change.target, each):
            for path in sorted({*change.target.files, *change.result.files}):
                text = change.result.files.get(path)
                if text != change.target.files.get(path) and any(
                    fnmatch(path, glob) for glob in record.list("affects")
                ):
                    yield Refusal(
                        path, change.makers(lambda tree, path=path, text=text: tree.files.get(path) == text), "stopped"
                    )
