"""`remit audit drill`: what stops by the policy, by the open records and by the last quarter."""

from remit.audits.drill import able_by_policy, drill, everyone_away
from remit.audits.drill import without as on_paper
from remit.audits.report import Report
from remit.commands._audits import Audit
from remit.log.problem import Usage


def drilled(work: Audit, without: str, days: int, *, everyone: bool) -> Report:
    """The report for some people, or for each person."""
    people = {person.handle: person for person in work.desk.log.people.people} if work.desk.log.people else {}
    able = able_by_policy(work.desk.log, work.now)
    if everyone:
        here = [
            handle for handle, person in people.items() if person.kind == "person" and person.here_on(work.now.date())
        ]
        return everyone_away(
            work.ground,
            here,
            able,
            lambda who: on_paper(work.desk.log, work.now, [who]),
            days_away=days,
            since=work.since,
        )
    named = [who.strip() for who in without.split(",") if who.strip()]
    if not named:
        raise Usage("nobody is named", "give --without PERSON[,PERSON], or --everyone")
    unknown = [who for who in named if people and who not in people]
    if unknown:
        from difflib import get_close_matches

        near = get_close_matches(unknown[0], people, 1)
        raise Usage(
            f"people.yml knows nobody called {unknown[0]!r}",
            f"did you mean {near[0]}?" if near else "`remit people` lists them",
        )
    return drill(
        work.ground, named, able, days_away=days, on_paper=on_paper(work.desk.log, work.now, named), since=work.since
    )
