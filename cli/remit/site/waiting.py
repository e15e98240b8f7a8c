"""For whom an open decision waits."""

from remit.model.record import Record
from remit.site.html import Html, join
from remit.site.matrix import deciding
from remit.site.view import View


def waits_for(view: View, record: Record) -> Html | None:
    """The person that it names; else who decides by the policy; None where nobody can say."""
    if record.deciders:
        return join(view.people(record.deciders), ", ")
    step = deciding(view.rows, record)
    if step is None:
        return None
    holders = join(view.people(step.holders), ", ")
    return join((step.who, " (", holders, ")")) if holders else join((step.who,))
