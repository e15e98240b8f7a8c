"""`remit-hook`: what git runs before a commit, and pre-commit before a push.

Most commits are about code alone, so one question comes before the checks are even imported: is anything staged of the log, of
hook and CI files, or of a path that a stopped decision applies to? If not, the hook ends with exit 0, whatever state the log is
in. Otherwise it does what `check --staged` does; as a pre-push hook, `check --range`. If something other than git runs it
(`pre-commit run --all-files`, pre-commit.ci), it checks the whole log too.
"""

import os
import sys

from remit.checks.report import Report
from remit.log import protected_files
from remit.log.globs import matches
from remit.repo import raw, repository
from remit.repo.cache import Cache, common_dir_of
from remit.repo.raw import Difference
from remit.repo.repository import Repository

ROOT = "decisions"


def main() -> int:
    """Run the hook and end the process: 0 fine, 1 findings or cannot go on, 2 wrong usage, 3 our bug."""
    for stream in (sys.stdout, sys.stderr):  # text is UTF-8 whatever the locale says
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    """The exit code of the hook."""
    if words:
        sys.stderr.write("remit-hook checks what is staged and takes no arguments; see `remit check --help`\n")
        return 2
    try:
        return _pushed() if any(map(os.environ.get, _PUSHED)) else _staged()
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from remit.reporting.terminal import failed

        return failed(_why(error))


_PUSHED = ("PRE_COMMIT_TO_REF", "PRE_COMMIT_REMOTE_NAME")
"""pre-commit sets one or both of these before a push; only the second one at the first push of everything."""


def _staged() -> int:
    """Check what is staged. git starts a hook at the top of the working tree: only elsewhere is git asked for it."""
    top = os.getcwd() if os.path.exists(".git") else _find().top
    folders = _folders(top)
    watched = (*folders, *protected_files.FILES, *protected_files.FOLDERS)
    globs = Cache(common_dir_of(top)).stopped()
    differences = raw.staged(top, () if globs else watched, hook=True)
    if globs:
        differences = _concerning(differences, watched, globs)
    by_git = "GIT_INDEX_FILE" in os.environ  # git sets it before it calls a hook
    if not differences:
        return 0 if by_git else _whole()
    from remit.workspace.changes import staged

    report = staged(Repository(top, "", "", hook=True), differences)
    code = _say(report) if report else 0
    return code if code or by_git else _whole()


def _whole() -> int:
    """Check the whole log, as `remit check` does: nobody commits anything, so nothing staged is no answer."""
    from remit.workspace.check import under_baseline, whole

    found = _find()
    return _say(under_baseline(found, whole(found, timely=False), ""))


def _find() -> Repository:
    return repository.find(hook=True)


def _folders(top: str) -> tuple[str, ...]:
    """The log's folder, and those of adopted logs if the settings name any."""
    try:
        with open(f"{top}/{ROOT}/remit.yml", "rb") as file:
            written = file.read(1 << 18)
    except OSError:
        return (ROOT,)
    if b"sources" not in written:
        return (ROOT,)
    from remit.log.settings import read_settings

    return (ROOT, *(source.path for source in read_settings(written.decode("utf-8", "replace"))[0].sources))


def _concerning(differences: list[Difference], watched: tuple[str, ...], globs: tuple[str, ...]) -> list[Difference]:
    """What is staged of the watched files and folders; everything, if a stop may apply to one of the paths."""
    others = [entry.path for entry in differences if not entry.path.startswith(f"{ROOT}/")]
    if any(matches(glob, path) for path in others for glob in globs):
        return differences
    below = tuple(f"{name}/" for name in watched)
    return [entry for entry in differences if entry.path in watched or entry.path.startswith(below)]


def _pushed() -> int:
    """Check what is pushed against the trusted branch's tip; if that is the same, against what the remote has.

    If the remote has nothing yet, all of it.
    """
    from remit.repo import git
    from remit.workspace import logs, trusted_branch
    from remit.workspace.changes import between

    found = _find()
    to_ref, from_ref = (os.environ.get(f"PRE_COMMIT_{name}_REF", "") for name in ("TO", "FROM"))
    head = git.commit_id(found.top, to_ref or os.environ.get("PRE_COMMIT_LOCAL_BRANCH") or "HEAD")
    base, _ = trusted_branch.tips(found, logs.settings_on_disk(found))
    if base == head:
        base = git.commit_id(found.top, from_ref) if from_ref.strip("0") else ""
    return 0 if base == head else _say(between(found, base, head))


def _say(report: Report) -> int:
    if report.findings:
        from remit.reporting import findings

        sys.stdout.write("\n".join(findings.lines(report)) + "\n")
    return int(report.fails())


def _why(error: Exception) -> Exception:
    """What keeps git from working here, in a sentence; a hook looks for it only after git failed."""
    from remit.log.problem import CannotProceed
    from remit.repo.git import GitFailed

    if isinstance(error, GitFailed):
        try:
            _find()
        except CannotProceed as found:
            return found
    return error


if __name__ == "__main__":
    main()
