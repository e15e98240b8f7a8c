"""Stories: what people do with git, as data; played into a real repository, made from a seed, and shrunk.

A story is a list of small plain steps. Each names branches and records by name, and a step that does not apply changes
nothing, so that every story stays a story when steps or edits are dropped from it:

    [branch, NEW, FROM]                        a branch begins where another stands
    [commit, BRANCH, WHO, EDITS]               WHO commits some edits of people.py
    [orphan, NEW, FROM, WHO, EDITS]            the same on a branch of its own, without a history
    [merge, BRANCH, [OTHER, ...], WHO, HOW, EDITS]    HOW: git (a conflict is given up), first or last (-s ours, theirs,
                                               commit-tree), mend-first or mend-last (conflicts are settled by one side);
                                               then the edits of an evil merge; several others: an octopus
    [rebase, BRANCH, ONTO, WHO]                each commit anew, authors stay
    [squash, BRANCH, ONTO, WHO]                all of them as one commit of WHO
    [pick, BRANCH, OTHER, BACK, WHO]           cherry-pick of OTHER~BACK: its author stays
    [revert, BRANCH, BACK, WHO]                BRANCH~BACK taken back, by WHO
    [take, BRANCH, OTHER, BACK, WORD, WHO]     every file with WORD in its path, as OTHER~BACK has it

What is judged in the end is always main..work. Objects are written straight into `.git/objects`, since a process for
each would take ten times as long; only what merges asks git.
"""

import hashlib
import os
import subprocess
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from people import BEGINNING, EDITS, Files, Step

Story = list[Step]
CLOCK = 1795255000


@dataclass
class Commit:
    """What a commit holds, kept beside git."""

    sha: str
    tree: str
    files: Files
    parents: list[str]
    author: str


@dataclass
class Place:
    """A repository that a story is played into."""

    root: Path
    commits: dict[str, Commit] = field(default_factory=dict)
    tips: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for folder in ("objects", "refs/heads"):
            (self.root / ".git" / folder).mkdir(parents=True)
        (self.root / ".git/HEAD").write_text("ref: refs/heads/work\n")
        (self.root / ".git/config").write_text("[core]\n\trepositoryformatversion = 0\n\tbare = false\n")

    def tip(self, branch: str, back: int = 0) -> Commit | None:
        """A branch's tip, or what lies so many first parents before it."""
        at = self.commits.get(self.tips.get(branch, ""))
        for _ in range(back):
            at = self.commits.get(at.parents[0]) if at and at.parents else None
        return at

    def move(self, branch: str, sha: str) -> None:
        """Let a branch name a commit."""
        self.tips[branch] = sha
        (self.root / ".git/refs/heads" / branch).write_text(f"{sha}\n")

    def write(self, files: Files, parents: list[str], author: str, committer: str = "") -> Commit:
        """A commit of these files."""
        tree = self._tree(files)
        at = f"{CLOCK + 10 * len(self.commits)} +0000"
        lines = [f"tree {tree}", *(f"parent {parent}" for parent in parents)]
        people = [
            f"{key} {who.capitalize()} <{who}@example.com> {at}"
            for key, who in (("author", author), ("committer", committer or author))
        ]
        sha = self._object("commit", "\n".join([*lines, *people, "", f"By {author}", ""]).encode())
        self.commits[sha] = Commit(sha, tree, files, parents, author)
        return self.commits[sha]

    def merged(self, first: str, second: str) -> tuple[Files, list[str]]:
        """What git makes of two commits: the files, and the paths in conflict."""
        words = [
            "git",
            "merge-tree",
            "--write-tree",
            "--name-only",
            "--no-messages",
            "--allow-unrelated-histories",
            "-z",
            first,
            second,
        ]
        done = subprocess.run(words, cwd=self.root, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        tree, *conflicts = done.stdout.rstrip("\0").split("\0")
        return self._read(tree), [path for path in conflicts if path]

    def transplanted(self, before: Commit, after: Commit, onto: Commit) -> Files | None:
        """What the step from one commit to another makes of a third: git's three-way merge; None for a conflict."""
        start = self.write(before.files, [], "git")
        sides = [self.write(commit.files, [start.sha], "git").sha for commit in (onto, after)]
        files, conflicts = self.merged(*sides)
        return None if conflicts else files

    def beyond(self, branch: Commit, onto: Commit) -> list[Commit]:
        """The commits of a branch that another has not, oldest first, merges left out, as a rebase takes them."""
        known, waiting = set(), [onto.sha]
        while waiting:
            sha = waiting.pop()
            if sha not in known:
                known.add(sha)
                waiting += self.commits[sha].parents
        found, at = [], branch
        while at.sha not in known and at.parents:
            found.append(at)
            at = self.commits[at.parents[0]]
        return [commit for commit in reversed(found) if len(commit.parents) == 1]

    def _tree(self, files: Files) -> str:
        entries, folders = [], {}
        for path, text in files.items():
            top, slash, rest = path.partition("/")
            if slash:
                folders.setdefault(top, {})[rest] = text
            else:
                entries.append((top, b"100644", self._object("blob", text.encode())))
        entries += [(f"{folder}/", b"40000", self._tree(inside)) for folder, inside in folders.items()]
        rows = [
            mode + b" " + name.rstrip("/").encode() + b"\0" + bytes.fromhex(sha) for name, mode, sha in sorted(entries)
        ]
        return self._object("tree", b"".join(rows))

    def _path(self, sha: str) -> str:
        return f"{self.root}/.git/objects/{sha[:2]}/{sha[2:]}"

    def _object(self, kind: str, content: bytes) -> str:
        whole = f"{kind} {len(content)}\0".encode() + content
        sha = hashlib.sha1(whole).hexdigest()
        path = self._path(sha)
        if not os.path.exists(path):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(zlib.compress(whole, 1))
        return sha

    def _read(self, tree: str, above: str = "") -> Files:
        rest = zlib.decompress(Path(self._path(tree)).read_bytes()).partition(b"\0")[2]
        files: Files = {}
        while rest:
            head, _, rest = rest.partition(b"\0")
            mode, _, name = head.decode().partition(" ")
            sha, rest = rest[:20].hex(), rest[20:]
            if mode == "40000":
                files |= self._read(sha, f"{above}{name}/")
            else:
                files[above + name] = zlib.decompress(Path(self._path(sha)).read_bytes()).partition(b"\0")[2].decode()
        return files


# -- playing -------------------------------------------------------------------------------------------------------


def play(story: Story, root: Path) -> Place:
    """A story in a new repository, from its beginning; main and work are there in the end."""
    place = Place(root)
    for step in [*BEGINNING, ["branch", "work", "main"], *story]:
        STEPS[step[0]](place, *step[1:])
    return place


def edited(files: Files, edits: list[Step]) -> Files:
    """Files after some edits."""
    for word, *rest in edits:
        files = EDITS[word](files, *rest)
    return files


def branch(place: Place, new: str, old: str) -> None:
    if place.tip(old) and new not in place.tips:
        place.move(new, place.tips[old])


def commit(place: Place, on: str, who: str, edits: list[Step]) -> None:
    tip = place.tip(on)
    if tip or not place.tips:
        _add(place, on, edited(tip.files if tip else {}, edits), who)


def orphan(place: Place, new: str, old: str, who: str, edits: list[Step]) -> None:
    tip = place.tip(old)
    if tip and new not in place.tips:
        place.move(new, place.write(edited(tip.files, edits), [], who).sha)


def merge(place: Place, on: str, others: list[str], who: str, how: str, edits: list[Step]) -> None:
    tip, more = place.tip(on), [found for other in others if (found := place.tip(other))]
    more = [other for at, other in enumerate(more) if other not in more[:at] and tip and not _holds(place, tip, other)]
    if not tip or not more:
        return
    at = tip
    for other in more:
        files, conflicts = place.merged(at.sha, other.sha)
        if conflicts and how == "git":
            return
        side = other if how == "mend-last" else tip
        files = {path: text for path, text in files.items() if path not in conflicts}
        files |= {path: side.files[path] for path in conflicts if path in side.files}
        at = place.write(files, [at.sha, other.sha], "git")
    files = {"first": tip.files, "last": more[-1].files}.get(how, at.files)
    done = place.write(edited(files, edits), [tip.sha, *(other.sha for other in more)], who)
    place.move(on, done.sha)


def rebase(place: Place, on: str, onto: str, who: str) -> None:
    tip, base = place.tip(on), place.tip(onto)
    if not tip or not base:
        return
    at = base
    for step in place.beyond(tip, base):
        files = place.transplanted(place.commits[step.parents[0]], step, at)
        if files is None:
            return
        if files != at.files:
            at = place.write(files, [at.sha], step.author, who)
    place.move(on, at.sha)


def squash(place: Place, on: str, onto: str, who: str) -> None:
    tip, base = place.tip(on), place.tip(onto)
    if tip and base and not _holds(place, base, tip):
        files, conflicts = place.merged(base.sha, tip.sha)
        if not conflicts:
            place.move(on, place.write(files, [base.sha], who).sha)


def pick(place: Place, on: str, other: str, back: int, who: str) -> None:
    step = place.tip(other, back)
    if step and step.parents:
        _transplant(place, on, place.commits[step.parents[0]], step, step.author, who)


def revert(place: Place, on: str, back: int, who: str) -> None:
    step = place.tip(on, back)
    if step and step.parents:
        _transplant(place, on, step, place.commits[step.parents[0]], who, who)


def take(place: Place, on: str, other: str, back: int, word: str, who: str) -> None:
    tip, source = place.tip(on), place.tip(other, back)
    if tip and source:
        files = {path: text for path, text in tip.files.items() if word not in path}
        _add(place, on, files | {path: text for path, text in source.files.items() if word in path}, who)


def _transplant(place: Place, on: str, before: Commit, after: Commit, author: str, who: str) -> None:
    tip = place.tip(on)
    files = place.transplanted(before, after, tip) if tip else None
    if files is not None:
        _add(place, on, files, author, who)


def _add(place: Place, on: str, files: Files, author: str, committer: str = "") -> None:
    tip = place.tip(on)
    if not tip or files != tip.files:
        place.move(on, place.write(files, [tip.sha] if tip else [], author, committer).sha)


def _holds(place: Place, tip: Commit, other: Commit) -> bool:
    """Whether a commit is among those that another builds on."""
    waiting = [tip.sha]
    while waiting:
        sha = waiting.pop()
        if sha == other.sha:
            return True
        waiting += place.commits[sha].parents
    return False


STEPS = {step.__name__: step for step in (branch, commit, orphan, merge, rebase, squash, pick, revert, take)}
