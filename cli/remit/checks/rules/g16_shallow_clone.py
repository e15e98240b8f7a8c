"""This shallow clone lacks part of the change, so its commits' authors can't be determined.

Content is still checked, but not who decided or acted and when, so the run fails. Fetch the history: `git fetch --unshallow`,
or in CI `fetch-depth: 0` (GitHub), `GIT_DEPTH: 0` (GitLab). For a large repository, `filter: blob:none` with the full history
is cheap. A shallow clone that contains BASE and all of BASE..HEAD is fine.
"""

from collections.abc import Iterator

from remit.checks.check import CHANGE, Check, Known, Problem
from remit.log.change import Change
from remit.log.finding import ERROR

_REMEDY = "fetch the full history: `git fetch --unshallow`; in CI `fetch-depth: 0` (GitHub) or `GIT_DEPTH: 0` (GitLab)"


def _run(change: Change, known: Known) -> Iterator[Problem]:
    if change.evidence.cut_off:
        yield Problem(
            change.after.root, "the history can't be checked: this shallow clone lacks part of the change", _REMEDY
        )


CHECK = Check("G16", "shallow-clone", ERROR, CHANGE, _run, evidence=True)
