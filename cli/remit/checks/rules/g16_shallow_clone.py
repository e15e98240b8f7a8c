"""This clone is cut off inside the change, so nobody can say who made what: the oldest commit would seem to be the author.

Content is still checked; who decided, who acted and when is not, and the run fails rather than guess. Fetch the history:
`git fetch --unshallow`, or `fetch-depth: 0` (GitHub), `GIT_DEPTH: 0` (GitLab). For a large repository, `filter: blob:none`
with the whole history is cheap. A shallow clone that holds all of BASE..HEAD and BASE itself is fine.
"""

from collections.abc import Iterator

from remit.checks.check import CHANGE, Check, Known, Problem
from remit.log.change import Change
from remit.log.finding import ERROR

_REMEDY = "fetch all of it: `git fetch --unshallow`; in CI `fetch-depth: 0` (GitHub) or `GIT_DEPTH: 0` (GitLab)"


def _run(change: Change, known: Known) -> Iterator[Problem]:
    if change.evidence.cut_off:
        yield Problem(
            change.after.root, "history cannot be judged in a shallow clone that lacks part of this change", _REMEDY
        )


CHECK = Check("G16", "shallow-clone", ERROR, CHANGE, _run, evidence=True)
