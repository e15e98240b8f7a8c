"""Nobody holds a role to which the policy assigns decisions, so those decisions wait.

Name a holder in `people.yml` (`remit people holds WHO ROLE`), or a deputy in the policy. Without `people.yml` only
`remit policy lint` reports this.
"""

from remit.checks.check import GUARDS, WARNING, Check, Known, Problem, Problems
from remit.log.log import Log


@Check("L05", "role-empty", WARNING, GUARDS)
def rule(log: Log, known: Known) -> Problems:
    for finding in known.linted if log.people is not None else ():
        if finding.code == "L05":
            role = finding.message.rpartition(" ")[2]
            yield Problem(finding.path, finding.message, finding.remedy, ("roles", role))
