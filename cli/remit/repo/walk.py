"""One pass over history: every commit that touched some paths, with what it changed against its first parent.

`git log --raw` with full history, merges shown against their first parent, and parents rewritten to the commits shown.
Everything is parsed by NUL bytes and by the fixed shape of a raw commit, so no subject, name or path can pose as
something else. The order is git's; who needs topology sorts by `parents`, never by date.
"""

import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from remit.log.timeline import Commit, Identity
from remit.repo import git

_LINE = re.compile(rb"([^<>]*?) ?<([^<>]*)> (-?[0-9]+) [+-][0-9]+")
_WHO = re.compile(
    rb"(?:tree [^\n]*\n)?(?:parent [^\n]*\n)*author ([^\n]*)\ncommitter ([^\n]*)\n(?:encoding [^\n]*\n)?(?:mergetag [^\n]*\n(?: [^\n]*\n)*)*"
)
_LOOSE_TIME = re.compile(rb"> (-?[0-9]+) [+-][0-9]+\s*$")
_CHUNK = 1 << 18
_REGULAR = (b"100644", b"100755")


class Entry(NamedTuple):
    """One file that a commit changed, against its first parent."""

    old_blob: str
    """Empty where there was no regular file."""
    new_blob: str
    """Empty where there is none any more."""
    old_path: str
    new_path: str
    """Differs from `old_path` only where renames were asked for."""


class Touch(NamedTuple):
    """One commit that touched the paths, or joins two lines of history that did."""

    id: str
    parents: tuple[str, ...]
    """Rewritten to the nearest commits of the walk; the first is on the line of the first parent."""
    header: bytes
    """The raw commit: headers and message."""
    entries: tuple[Entry, ...]

    @property
    def commit(self) -> Commit:
        """What it says about who and when, read strictly."""
        return parse_commit(self.id, self.header)

    @property
    def real_parents(self) -> list[str]:
        """The parents as the commit names them, touching or not."""
        return [
            line[7:].decode("ascii")
            for line in self.header.partition(b"\nauthor ")[0].split(b"\n")
            if line.startswith(b"parent ")
        ]

    @property
    def subject(self) -> str:
        """The first line of the message."""
        at = self.header.find(b"\n\n")
        return "" if at < 0 else self.header[at:].strip().split(b"\n", 1)[0].decode("utf-8", "backslashreplace")


def walk(root: str, tip: str, paths: Sequence[str], *, since: str = "", renames: bool = False) -> Iterator[Touch]:
    """The commits that `tip` can reach (and `since` cannot) that touched `paths`, children first as git shows them.

    `renames` pairs deleted and added files by similarity (50 %): for logs whose records have no id of their own.
    """
    found = ("-M50%", "-l0") if renames else ("--no-renames",)
    # By topology, for with clocks that disagree git rewrites parents wrongly as it streams. A range is shown whole, for
    # git would leave out merges of which only one parent lies inside it.
    order = ("--sparse", f"^{since}") if since else ("--topo-order",)
    with git.started(
        root, "-c", "log.follow=false", "log", "--raw", "-O/dev/null", "--no-abbrev", *found, "--full-history", "--parents",
        "--diff-merges=first-parent", "--no-decorate", "--no-notes", "--encoding=UTF-8", "--format=raw", "-z", *order, tip, "--", *paths,
    ) as process:  # fmt: skip
        yield from parse_log(_tokens(process))
        _finish(process, "log")


def came_from(root: str, tip: str, paths: Sequence[str], *, since: str = "") -> tuple[str, ...]:
    """The files elsewhere that a rename (50 % similar) brought below `paths`, and those that became them, between `since` and `tip`."""
    span = (tip, *((f"^{since}",) if since else ()))
    found: dict[str, None] = {}
    todo = [path.strip("/") for path in paths]
    inside = tuple("" if path in ("", ".") else f"{path.removeprefix('./')}/" for path in todo)
    while todo:
        adding = git.run(
            root, "log", "-s", "--full-history", "--diff-merges=first-parent", "--no-renames", "--diff-filter=A", "--format=%H", *span, "--", *todo
        )  # fmt: skip
        if not adding:
            break
        todo = [
            old
            for old, new in renames_in(root, *adding.decode("ascii").split())
            if (new in found or new.startswith(inside)) and not (old in found or old.startswith(inside))
        ]
        found.update(dict.fromkeys(todo))
    return tuple(found)


def renames_in(root: str, *commits: str) -> Iterator[tuple[str, str]]:
    """The paths that commits renamed (50 % similar to their first parent), before and after."""
    out = git.run(
        root, "-c", "log.follow=false", "log", "--no-walk", "--stdin", "--diff-merges=first-parent", "-M50%", "--diff-filter=R",
        "--name-status", "--format=", "-z", feed="\n".join(commits).encode("ascii"),
    )  # fmt: skip
    names = [name.decode("utf-8", "backslashreplace") for name in git.zsplit(out)]
    return zip(names[1::3], names[2::3], strict=True)


def _tokens(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    """The NUL-ended tokens that a process prints."""
    stream = process.stdout
    assert stream is not None  # noqa: S101 - started with a pipe
    rest = b""
    while chunk := stream.read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
    if rest:
        yield rest


def _finish(process: subprocess.Popen[bytes], what: str) -> None:
    err = process.stderr.read() if process.stderr else b""
    if process.wait():
        raise git.failed((what,), process.returncode, err)


def parse_log(tokens: Iterator[bytes]) -> Iterator[Touch]:
    """The touches in the NUL-ended tokens of `git log --raw --format=raw --parents -z`.

    A token is a raw commit, whose last line is the first entry where there is one, or an entry, or a path. Messages are
    indented and headers begin with a word, so only an entry begins with a colon.
    """
    header, entries = b"", []
    for token in tokens:
        if not token:
            continue
        if token.startswith(b":"):
            entries.append(_entry(token, tokens))
            continue
        if header:
            yield _touch(header, entries)
        header, entries = token, []
        cut = token.rfind(b"\n") + 1
        if token.startswith(b":", cut):
            header = token[:cut]
            entries.append(_entry(token[cut:], tokens))
    if header:
        yield _touch(header, entries)


def _entry(meta: bytes, tokens: Iterator[bytes]) -> Entry:
    old_mode, new_mode, old, new, kind = meta[1:].split(b" ")
    old_path = next(tokens).decode("utf-8", "backslashreplace")
    new_path = next(tokens).decode("utf-8", "backslashreplace") if kind[:1] in b"RC" else old_path
    return Entry(
        old.decode("ascii") if old_mode in _REGULAR else "",
        new.decode("ascii") if new_mode in _REGULAR else "",
        old_path,
        new_path,
    )


def _touch(header: bytes, entries: list[Entry]) -> Touch:
    line, _, rest = header.partition(b"\n")
    _, commit, *parents = line.decode("ascii").split(" ")
    return Touch(commit, tuple(parents), rest, tuple(entries))


def parse_commit(commit_id: str, header: bytes) -> Commit:
    """A raw commit's author, committer and times. A malformed line is kept as an unreadable identity, never guessed at."""
    match = _WHO.match(header)
    if not match:
        nobody = Identity("", "", False)
        return Commit(commit_id, nobody, 0, nobody, 0, False)
    who, when = _identity(match[1])
    whose, then = _identity(match[2])
    return Commit(commit_id, who, when, whose, then, header.startswith(b"gpgsig", match.end()))


_SEEN: dict[bytes, Identity] = {}


def _identity(line: bytes) -> tuple[Identity, int]:
    match = _LINE.fullmatch(line)
    if not match:
        time = _LOOSE_TIME.search(line)
        return Identity(line.decode("utf-8", "backslashreplace"), "", False), int(time[1]) if time else 0
    name, email, time_text = match.groups()
    key = name + b"<" + email
    who = _SEEN.get(key)
    if who is None:
        who = _SEEN[key] = Identity(name.decode("utf-8", "backslashreplace"), email.decode("utf-8", "backslashreplace"))
    return who, int(time_text)


def main_line(root: str, tip: str, touches: Mapping[str, Touch], paths: Sequence[str]) -> list[str]:
    """The commits of a whole walk that are on the first-parent chain of `tip`, newest first."""
    at = (
        tip
        if tip in touches
        else git.run(root, "rev-list", "-1", "--first-parent", tip, "--", *paths).decode("ascii").strip()
    )
    out = []
    while at in touches:
        out.append(at)
        parents = touches[at].parents
        at = parents[0] if parents else ""
    return out


def first_parents(root: str, tip: str, since: str = "") -> list[str]:
    """The ids of the first-parent chain from `tip`, newest first, down to but without what `since` can reach."""
    return (
        git.run(root, "rev-list", "--first-parent", tip, *((f"^{since}",) if since else ()), "--")
        .decode("ascii")
        .split()
    )


def mend(root: str, touches: dict[str, Touch], paths: Sequence[str], *, renames: bool = False) -> bool:
    """Give merges whose first parent never touched the paths that parent back; whether there was one.

    git drops such a parent while it rewrites, and shows the merge against the next one: as if it had brought nothing.
    """
    doubtful = [touch for touch in touches.values() if _lost_a_parent(touch)]
    if not doubtful:
        return False
    mended = False
    asked = "".join(f"{touch.real_parents[0]}:{path.strip('./')}\n" for touch in doubtful for path in paths)
    answers = iter(git.run(root, "cat-file", "--batch-check=%(objectname)", feed=asked.encode()).split(b"\n"))
    for touch in doubtful:
        found = [next(answers) for _ in paths]
        if all(map(_is_nothing, found)):
            whole = difference(root, git.EMPTY_TREE, touch.id, paths, renames=renames)
            touches[touch.id] = touch._replace(parents=("", *touch.parents), entries=whole.entries)
            mended = True
    return mended


def _lost_a_parent(touch: Touch) -> bool:
    count = touch.header.count(b"\nparent ", 0, touch.header.find(b"\nauthor "))
    return 1 < count != len(touch.parents)


def _is_nothing(answer: bytes) -> bool:
    return answer.endswith(b" missing") or answer.decode("ascii") in git.EMPTY_TREES


def difference(
    root: str, old: str, new: str, paths: Sequence[str], *, nearest: str = "", renames: bool = False
) -> Touch:
    """What `new` (a commit) changes against `old` (a commit or tree), as if it were one commit behind which `nearest` stands."""
    old = git.empty_tree(new) if old == git.EMPTY_TREE else old
    out = git.run(
        root,
        "diff-tree",
        "-r",
        "-z",
        "--raw",
        "--no-abbrev",
        "-M50%" if renames else "--no-renames",
        old,
        new,
        "--",
        *paths,
    )
    tokens = iter(git.zsplit(out))
    return Touch(f"{old}..{new}", ("", nearest), b"", tuple(_entry(token, tokens) for token in tokens))
