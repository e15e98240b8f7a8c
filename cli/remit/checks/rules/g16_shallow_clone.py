"""This shallow clone lacks part of the change, so its commits' authors can't be determined.

Content is still checked, but not who decided or acted and when, so the run fails. Fetch the history: `git fetch --unshallow`,
or in CI `fetch-depth: 0` (GitHub), `GIT_DEPTH: 0` (GitLab). For a large repository, `filter: blob:none` with the full history
is cheap. A shallow clone that contains BASE and all of BASE..HEAD is fine, unless something depends on who wrote a proposal
of BASE, or when it was announced.
"""

from remit.checks.check import CHANGE, ERROR, Check, Known, Problem, Problems
from remit.log.change import FETCH_ALL, Change


@Check("G16", "shallow-clone", ERROR, CHANGE)
def rule(change: Change, known: Known) -> Problems:
    if change.evidence.cut_off:
        message = "the history can't be checked: this shallow clone lacks part of the change"
        yield Problem(change.after.root, message, FETCH_ALL)
