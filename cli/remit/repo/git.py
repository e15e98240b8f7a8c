"""Calling git: one hardened way, argument lists only, bytes in and bytes out.

Every option of `HARD` answers a fault that was measured: replace refs that rewrite what log shows, a bare repository
committed as plain files, commands named in a copied `.git/config`, a `.mailmap` that turns one person into another,
path names with magic. Nothing here reads a shell, a pager, an external diff or a hook.

git is started by GitPython's command layer alone: its index, diffs, submodules and transports are not used, for they read
another index in a hook, or run what a repository's configuration names.
"""

import os
import re
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from typing import Any

from remit.log.problem import CannotProceed, Usage

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
"""The tree without files; `empty_tree` gives the one of a repository that uses SHA-256."""
DEEPER = "this is a shallow clone: run `git fetch --unshallow`; in CI set `fetch-depth: 0` (GitHub) or `GIT_DEPTH: 0` (GitLab)"
"""What helps where history is cut off."""
EMPTY_TREES = (EMPTY_TREE, "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321")
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


class GitFailed(CannotProceed):
    """git ended with an error. `code` is its exit status, `stderr` what it said (text, unsafe for a terminal)."""

    def __init__(self, arguments: Sequence[str], code: int, stderr: str) -> None:
        said = "; ".join(line.strip() for line in stderr.splitlines() if line.strip()) or f"exit code {code}"
        super().__init__(f"git {arguments[0]} failed: {said}", "`git fsck` lists what is damaged in this repository")
        self.arguments, self.code, self.stderr = tuple(arguments), code, stderr


def environment(*, hook: bool = False) -> dict[str, str]:
    """The environment of a git call: `GIT_*` of other repositories is dropped; a hook keeps what git handed it."""
    kept = (*_IDENTITY, *_CONFIG, *(_HOOK_KEEPS if hook else ()))
    out = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in kept}
    out["LC_ALL"] = "C"
    out["GIT_TERMINAL_PROMPT"] = "0"
    return out


FETCHING = "https:ssh:file"
"""The transports of `--fetch`."""


def _closed(*, hook: bool = False, transports: str = "none") -> dict[str, str]:
    """The same for git as Remit calls it: no transport but those named, whatever a configuration allows."""
    return {**environment(hook=hook), "GIT_ALLOW_PROTOCOL": transports, "GIT_NO_LAZY_FETCH": "1"}


def run(root: str, *arguments: str, feed: bytes | None = None, hook: bool = False) -> bytes:
    """What `git ARGUMENTS` prints, run in `root`. Raises GitFailed; CannotProceed where git is missing."""
    code, out, err = run_raw(root, *arguments, feed=feed, hook=hook)
    if code:
        partial = b" tree" in err and not run_raw(root, "config", "--get-regexp", r"^remote\..*\.promisor$")[0]
        raise contents_missing() if partial else failed(arguments, code, err)  # git 2.45 and newer say nothing more
    return out


def failed(arguments: Sequence[str], code: int, err: bytes) -> GitFailed | CannotProceed:
    """What to raise where git ended with an error."""
    if b"promisor remote" in err:
        return contents_missing()
    return GitFailed(arguments, code, err.decode("utf-8", "backslashreplace"))


def contents_missing() -> CannotProceed:
    """That git lacks contents which it knows of: nothing is checked without them."""
    return CannotProceed(
        "this is a partial clone: contents of the log that are needed are not here",
        "run `remit check --fetch` to get them in one call, or `git fetch --refetch --no-filter` to get everything;"
        " a damaged clone: `git fsck`",
    )


def run_raw(
    root: str, *arguments: str, feed: bytes | None = None, hook: bool = False, transports: str = "none"
) -> tuple[int, bytes, bytes]:
    """Exit code, standard output and standard error of `git ARGUMENTS`, run in `root`; `transports` may be used."""
    with tempfile.TemporaryFile() if feed else nullcontext() as given:
        if given:
            given.write(feed or b"")
            given.seek(0)
        code, out, err = _execute(
            (*_beginning(root), *arguments), hook=hook, transports=transports, istream=given, with_extended_output=True,
            with_exceptions=False, stdout_as_string=False, strip_newline_in_stdout=False,
        )  # fmt: skip
    return code, out, err if isinstance(err, bytes) else err.encode("utf-8", "surrogateescape")


def ask(root: str, *arguments: str) -> tuple[int, bytes, bytes]:
    """The same for a hook's first question, without GitPython: a commit about code alone does not wait for its import."""
    command = (need_git(), *_beginning(root)[1:], *arguments)
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=_closed(hook=True), check=False)
    return done.returncode, done.stdout, done.stderr


@contextmanager
def started(root: str, *arguments: str, feed: bool = False, hook: bool = False) -> Iterator["subprocess.Popen[bytes]"]:
    """A running git whose output is read as it comes; it is ended, and its streams are closed, with the block."""
    command = (*_beginning(root), *arguments)
    running = _execute(command, hook=hook, as_process=True, istream=subprocess.PIPE if feed else None)
    process: subprocess.Popen[bytes] = running.proc
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream:
                with suppress(OSError):
                    stream.close()


def _execute(command: Sequence[str], *, hook: bool = False, transports: str = "none", **options: Any) -> Any:
    """GitPython's way to start git, in an environment without what belongs to other repositories.

    GitPython adds to the environment of this process and takes nothing out of it, so what git must not see is put aside meanwhile.
    """
    command, wanted = (need_git(), *command[1:]), _closed(hook=hook, transports=transports)
    with _STARTING:
        aside = {name: os.environ.pop(name) for name in list(os.environ) if name not in wanted}
        os.environ[_OF_GITPYTHON] = command[0]
        try:
            from git.cmd import Git

            return Git().execute(command, env=wanted, **options)
        finally:
            del os.environ[_OF_GITPYTHON]
            os.environ.update(aside)


_STARTING = threading.Lock()
_OF_GITPYTHON = "GIT_PYTHON_GIT_EXECUTABLE"
"""Names the git that GitPython runs for its version when it is imported: otherwise any that PATH gives, of the repository too."""


def program(name: str) -> str:
    """Where a program is; empty where it is not installed.

    An empty or relative entry of PATH means a folder of the repository, and nothing of that is ever run; nor is what is in the
    current folder, where Windows looks first.
    """
    folders = (os.environ.get("PATH") or os.defpath).split(os.pathsep)
    file = f"{name}.exe" if os.name == "nt" else name
    found = (os.path.join(folder, file) for folder in folders if os.path.isabs(folder))
    return next((path for path in found if os.path.isfile(path) and os.access(path, os.X_OK)), "")


def need_git() -> str:
    """Where git is. Raises CannotProceed where it is not installed."""
    found = program("git")
    if not found:
        raise CannotProceed("git is not installed", "install git 2.35 or newer and try again")
    return found


def call(command: Sequence[str], feed: bytes) -> int:
    """The exit code of another program that git would start, by its absolute path. What it prints is nobody's."""
    return subprocess.run(command, input=feed, capture_output=True, env=environment(), check=False).returncode


_BARE: set[str] = set()


def allow_bare(path: str) -> None:
    """Let git work in a bare repository that was found to be nobody's plain files (`HARD` refuses all of them)."""
    _BARE.add(path)


def _beginning(root: str) -> tuple[str, ...]:
    if not root:
        return HARD
    return (*HARD, "-C", root, "--git-dir", root) if root in _BARE else (*HARD, "-C", root)


def commit_id(root: str, ref: str) -> str:
    """The 40 hex digits of the commit that `ref` names. Raises Usage where it names none.

    Everything a user types as a revision passes here first: an option in disguise never reaches another git call.
    """
    _refuse_two_meanings(root, ref)
    code, out, _ = run_raw(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    if code:
        cut = run_raw(root, "rev-parse", "--is-shallow-repository")[1].strip() == b"true"
        raise Usage(
            f"{ref!r} names no commit here", DEEPER if cut else "give a branch, a tag or a commit that this clone has"
        )
    return out.decode("ascii").strip()


_REVISION = re.compile(r"[~^:@]")
_PLACES = ("refs/", "refs/tags/", "refs/heads/", "refs/remotes/")
"""Where git looks for a short name; of two it silently takes the first."""


def _refuse_two_meanings(root: str, ref: str) -> None:
    """Raises Usage where a short name means a tag and a branch, or two branches, that differ."""
    name = _REVISION.split(ref, maxsplit=1)[0]
    if not name or name == "HEAD" or name.startswith(("refs/", "-")) or not set(name).isdisjoint("*?[\\\n "):
        return
    wanted = [f"{place}{name}" for place in _PLACES]
    code, out, _ = run_raw(root, "for-each-ref", "--format=%(refname) %(objectname) %(*objectname)", *wanted)
    lines = [line.split(" ") for line in out.decode("utf-8", "surrogateescape").splitlines()] if not code else []
    found = {words[0]: words[-1] or words[1] for words in lines if words[0] in wanted}
    if len(set(found.values())) > 1:
        raise Usage(f"{name!r} means two things: {' and '.join(found)}", "use the full name of the one you mean")


def empty_tree(like: str) -> str:
    """The tree without files, in the hash of `like` (the full id of an object of the same repository)."""
    return EMPTY_TREES[len(like) == len(EMPTY_TREES[1])]


def zsplit(data: bytes) -> list[bytes]:
    """The entries of NUL-ended output."""
    return data.rstrip(b"\0").split(b"\0") if data else []


def names(data: bytes) -> list[str]:
    """The same as text; bytes that are no UTF-8 are kept."""
    return [entry.decode("utf-8", "surrogateescape") for entry in zsplit(data)]


def configured(root: str, *words: str) -> list[str]:
    """The entries that `git config -z WORDS` prints; none where nothing is configured."""
    code, out, _ = run_raw(root, "config", "-z", *words)
    return [] if code else names(out)


def blobs(root: str, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Each object id with its bytes, in the order asked for; ids that git does not have are left out."""
    wanted = list(ids)
    if not wanted:
        return
    out = run(root, "cat-file", "--batch", feed="\n".join(wanted).encode() + b"\n")
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


def id_of_file(root: str, path: str) -> str:
    """The id that git gives a file of the working tree as it is, whatever filters say; empty where there is none."""
    if not os.path.isfile(os.path.join(root, path)):
        return ""
    return run(root, "hash-object", "--no-filters", "--", path).decode("ascii").strip()


def file_at(root: str, commit: str, path: str) -> bytes | None:
    """The bytes of a file of a commit (or of a branch's tip); None where there is none."""
    code, data, _ = run_raw(root, "cat-file", "blob", f"{commit}:{path}")
    return None if code else data


def blob(root: str, blob_id: str) -> bytes:
    """The bytes of one object, by its hex id."""
    return run(root, "cat-file", "blob", blob_id)
