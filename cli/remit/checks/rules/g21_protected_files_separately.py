"""A protected file and records that depend on it are in the same change.

Protected files are the policy, people.yml, remit.yml, and the hook and CI files that run Remit. Nobody may change the rules
and use them in the same change: merge the protected file first, then the records. Exceptions: the record that decides the
change of the protected file (topic `remit/policy`, `remit/people` or `remit/settings`) comes with it, and so does everything
in the first change, which adds the first policy.
"""

from remit.attribution.statements import DECIDING, SAID
from remit.checks.check import CHANGE, ERROR, Check, Known, Problem, Problems
from remit.log.change import Change
from remit.log.record import Record


@Check("G21", "protected-files-separately", ERROR, CHANGE)
def rule(change: Change, known: Known) -> Problems:
    if change.founding:
        return
    relying = sorted(record.path for record in change.after.records if _relies(change, record))
    if not relying:
        return
    more = f" and {len(relying) - 1} more" if len(relying) > 1 else ""
    for path in sorted(change.evidence.touched):
        remedy = "merge the protected file in a separate change first, then the records"
        yield Problem(path, f"this protected file changes together with {relying[0]}{more}", remedy)


def _relies(change: Change, record: Record) -> bool:
    """Whether the change decides or acts on a record that is not about the protected files themselves."""
    found = change.evidence
    if any(topic.startswith("remit/") for topic in record.topics):
        return False
    if any(found.by(act.path, SAID) for act in record.acts):
        return True
    return record.is_decided and bool(found.by(record.path, DECIDING))
