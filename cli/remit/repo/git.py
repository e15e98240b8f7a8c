"""Calling git: one hardened way, argument lists only, bytes in and bytes out.

Every option of `HARD` answers a fault that was measured: replace refs that rewrite what log shows, a bare repository
committed as plain files, commands named in a copied `.git/config`, a `.mailmap` that turns one person into another,
path names with magic. Nothing here reads a shell, a pager, an external diff or a hook.

The standard library's `subprocess` costs a fourth of what a hook may take, so where the platform has `posix_spawn` the
calls that a hook makes go through it (`remit.repo.spawn`).
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from remit.log.problem import CannotProceed, Usage
from remit.repo import spawn

if TYPE_CHECKING:
    import subprocess
    from typing import IO

_LITERAL = "--literal-pathspecs"
HARD = (
    "git",
    "--no-replace-objects",
    "--no-optional-locks",
    _LITERAL,
    "-c", "safe.bareRepository=explicit",
    "-c", "core.fsmonitor=false",
    "-c", "core.hooksPath=/dev/null",
    "-c", "core.quotePath=false",
    "-c", "log.mailmap=false",
    "-c", "log.showSignature=false",
    "-c", "color.ui=never",
    "-c", "diff.external=",
    "-c", "core.pager=cat",
    "-c", "protocol.allow=never",
)  # fmt: skip
EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
_HOOK_KEEPS = (
    "GIT_INDEX_FILE",
    "GIT_DIR",
    "GIT_PREFIX",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
)
_IDENTITY = (
    "GIT_AUTHOR_NAME",
    "GIT_AUTHOR_EMAIL",
    "GIT_AUTHOR_DATE",
    "GIT_COMMITTER_NAME",
    "GIT_COMMITTER_EMAIL",
    "GIT_COMMITTER_DATE",
)
_CONFIG = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM")


class GitFailed(Exception):  # noqa: N818 - reads as what happened
    """git ended with an error. `code` is its exit status, `stderr` what it said (text, unsafe for a terminal)."""

    def __init__(self, arguments: Sequence[str], code: int, stderr: str) -> None:
        super().__init__(f"git {' '.join(arguments)}: exit {code}: {stderr.strip()}")
        self.arguments, self.code, self.stderr = tuple(arguments), code, stderr


def environment(*, hook: bool = False) -> dict[str, str]:
    """The environment of a git call: `GIT_*` of other repositories is dropped; a hook keeps what git handed it."""
    kept = (*_IDENTITY, *_CONFIG, *(_HOOK_KEEPS if hook else ()))
    out = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in kept}
    out["LC_ALL"] = "C"
    out["GIT_TERMINAL_PROMPT"] = "0"
    return out


def run(root: str, *arguments: str, feed: bytes | None = None, hook: bool = False) -> bytes:
    """What `git ARGUMENTS` prints, run in `root`. Raises GitFailed; CannotProceed where git is missing."""
    return begin(root, *arguments, feed=feed, hook=hook)()


def run_raw(root: str, *arguments: str, feed: bytes | None = None, hook: bool = False) -> tuple[int, bytes, bytes]:
    """Exit code, standard output and standard error of `git ARGUMENTS`, run in `root`."""
    return _begin((*_beginning(root), *arguments), environment(hook=hook), feed)()


def begin(
    root: str, *arguments: str, feed: bytes | None = None, hook: bool = False, patterns: bool = False
) -> Callable[[], bytes]:
    """`run`, begun: git works while the caller does something else, and then calls what this returns for the outcome.

    `patterns`: the paths of the arguments may have magic and wildcards, so they must be made of what is known to be safe.
    """
    before = tuple(word for word in _beginning(root) if not (patterns and word == _LITERAL))
    outcome = _begin((*before, *arguments), environment(hook=hook), feed)

    def done() -> bytes:
        code, out, err = outcome()
        if code and b"promisor remote" in err:
            raise CannotProceed(
                "this is a partial clone: contents of the log that are needed are not here",
                "run `remit check` with --fetch to get them in one call, or clone without --filter",
            )
        if code:
            raise GitFailed(arguments, code, err.decode("utf-8", "backslashreplace"))
        return out

    return done


def _begin(command: Sequence[str], env: dict[str, str], feed: bytes | None) -> Callable[[], tuple[int, bytes, bytes]]:
    if spawn.POSSIBLE:
        try:
            running = spawn.begin(command, env, feed)
        except FileNotFoundError:
            raise _missing() from None
        return lambda: spawn.end(running)
    import subprocess

    try:
        done = subprocess.run(  # noqa: PLW1510 - the caller looks at the code
            command,
            input=feed,
            stdin=None if feed is not None else subprocess.DEVNULL,
            capture_output=True,
            env=env,
        )
    except FileNotFoundError:
        raise _missing() from None
    return lambda: (done.returncode, done.stdout, done.stderr)


def call(command: Sequence[str], feed: bytes) -> int:
    """The exit code of another program that git would start, by its absolute path. What it prints is nobody's."""
    if spawn.POSSIBLE:
        return spawn.end(spawn.begin(command, environment(), feed))[0]
    import subprocess

    return subprocess.run(command, input=feed, capture_output=True, env=environment(), check=False).returncode


_BARE: set[str] = set()


def allow_bare(path: str) -> None:
    """Let git work in a bare repository that was found to be nobody's plain files (`HARD` refuses all of them)."""
    _BARE.add(path)


def _beginning(root: str) -> tuple[str, ...]:
    if not root:
        return HARD
    return (*HARD, "-C", root, "--git-dir", root) if root in _BARE else (*HARD, "-C", root)


def _missing() -> CannotProceed:
    return CannotProceed("git is not installed", "install git 2.35 or newer and try again")


def start(root: str, *arguments: str, feed: bool = False) -> "subprocess.Popen[bytes]":
    """A running git whose output is read as it comes. The caller ends it (`with`)."""
    import subprocess

    return subprocess.Popen(
        (*_beginning(root), *arguments),
        stdin=subprocess.PIPE if feed else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )


def commit_id(root: str, ref: str) -> str:
    """The 40 hex digits of the commit that `ref` names. Raises Usage where it names none.

    Everything a user types as a revision passes here first: an option in disguise never reaches another git call.
    """
    code, out, _ = run_raw(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    if code:
        raise Usage(f"{ref!r} names no commit here", "give a branch, a tag or a commit that this clone has")
    return out.decode("ascii").strip()


def zsplit(data: bytes) -> list[bytes]:
    """The entries of NUL-ended output."""
    return data.rstrip(b"\0").split(b"\0") if data else []


def blobs(root: str, ids: Iterable[str], *, hook: bool = False) -> Iterator[tuple[str, bytes]]:
    """Each object id with its bytes, in the order asked for; ids that git does not have are left out."""
    wanted = list(ids)
    if not wanted:
        return
    out = run(root, "cat-file", "--batch", feed="\n".join(wanted).encode() + b"\n", hook=hook)
    at = 0
    for wanted_id in wanted:
        end = out.index(b"\n", at)
        words = out[at:end].split(b" ")
        at = end + 1
        if words[-1] in (b"missing", b"ambiguous"):
            continue
        size = int(words[2])
        yield wanted_id, out[at : at + size]
        at += size + 1


class Object(NamedTuple):
    """What git has under a name; empty where it has nothing."""

    id: str = ""
    kind: str = ""
    data: bytes = b""


def begin_objects(root: str, names: Sequence[str], *, hook: bool = False) -> Callable[[int], list[Object]]:
    """The objects of some names (ids, refs): git reads them while the caller does something else.

    Call what this returns with the largest size (bytes) that may be read into memory: the list ends before the first object
    that is larger, or where git ends, and is empty where the platform cannot do this. Who needs the rest asks otherwise.
    """
    if not spawn.POSSIBLE:
        return lambda largest: []
    feed = "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape")
    try:
        running = spawn.begin((*_beginning(root), "cat-file", "--batch"), environment(hook=hook), feed, pipe=True)
    except FileNotFoundError:
        raise _missing() from None

    def read(largest: int) -> list[Object]:
        try:
            with open(running.files[1], "rb", 1 << 16) as out:
                return list(_objects(out, len(names), largest))
        finally:
            spawn.drop(running)

    return read


def _objects(out: "IO[bytes]", count: int, largest: int) -> Iterator[Object]:
    for _ in range(count):
        line = out.readline()
        words = line.split()
        if line.endswith((b" missing\n", b" ambiguous\n")):
            yield Object()
            continue
        if len(words) != 3 or int(words[2]) > largest:
            return
        size = int(words[2])
        data = out.read(size + 1)
        if len(data) <= size:
            return
        yield Object(words[0].decode("ascii"), words[1].decode("ascii"), data[:-1])


def blob(root: str, blob_id: str, *, hook: bool = False) -> bytes:
    """The bytes of one object, by its hex id."""
    return run(root, "cat-file", "blob", blob_id, hook=hook)
