"""The requirements of a decision as sentences: "counsel consented (Eva Maas)", "counsel's consent pending"."""

from collections.abc import Callable

from remit.authority.answer import ADVICE, CONSENT, INFORM, INFORM_FIRST, VOTE, Duty
from remit.authority.words import joined
from remit.site.labels import plain_words
from remit.site.words import word

_MET = {CONSENT: "{who} consented", ADVICE: "{who} advised", VOTE: "{who} voted for it", INFORM: "{who} informed"}
_MET[INFORM_FIRST] = _MET[INFORM]
OPEN = {
    CONSENT: "{whose} consent pending",
    ADVICE: "{whose} advice pending",
    VOTE: "{whose} vote pending",
    INFORM: "{who} to be informed",
    INFORM_FIRST: "{who} to be informed first",
}
"""Kind of a requirement that one or several roles meet together to its sentence. Others have the words of the procedure."""

Name = Callable[[str], str]
"""A handle or a name of the policy to what people call it."""


def requirement(duty: Duty, role: Name, person: Name) -> str:
    """A requirement, met or not. `role` names a role or a committee, `person` somebody by their handle."""
    sentences = _MET if duty.met else OPEN
    told = (
        duty.kind in sentences
        and duty.who
        and duty.needs == 1
        and (not duty.met or duty.by or duty.kind in (INFORM, INFORM_FIRST))
    )
    if not told:
        return plain_words(duty.text)
    who = joined([role(name) for name in duty.who])
    said = word(sentences[duty.kind]).format(who=who, whose=f"{who}'" if who.endswith("s") else f"{who}'s")
    by = joined([person(handle) for handle in duty.by], "and") if duty.met else ""
    return f"{said} ({by})" if by else said
