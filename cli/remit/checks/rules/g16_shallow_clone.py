"""This shallow clone lacks part of the change, so its commits' authors can't be determined.

Content is still checked, but not who decided or acted and when, so the run fails. Fetch the history: `git fetch --unshallow`,
or in CI `fetch-depth: 0` (GitHub), `GIT_DEPTH: 0` (GitLab). For a large repository, `filter: blob:none` with the full history
is cheap. A shallow clone that contains BASE and all of BASE..HEAD is fine.
"""

from remit.checks.check import CHANGE, ERROR, Check, Known, Problem, Problems
from remit.log.change import Change

_REMEDY = "fetch the full history: `git fetch --unshallow`; in CI `fetch-depth: 0` (GitHub) or `GIT_DEPTH: 0` (GitLab)"


@Check("G16", "shallow-clone", ERROR, CHANGE)
def rule(change: Change, known: Known) -> Problems:
    if change.evidence.cut_off:
        yield Problem(
            change.after.root, "the history can't be checked: this shallow clone lacks part of the change", _REMEDY
        )
