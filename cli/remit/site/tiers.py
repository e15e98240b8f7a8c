"""How many decisions were made at the edge, in a function and in the centre: a bar, honest about small numbers."""

from remit.log.record import TIERS
from remit.site.html import Html, el, join
from remit.site.view import View
from remit.site.when import counted

FEW = 5
"""Below this many decisions shares say nothing, and only counts are shown."""


def tier_bar(view: View, counts: dict[str, int]) -> Html:
    """The share of each tier beside the share that was wanted; counts alone where there are few."""
    total = sum(counts.values())
    heading = el("h2", "How close to the work we decide", id="tiers")
    if not total:
        return el("section", heading, el("p", "No decision carries a tier yet."))
    bar = join(_part(tier, counts[tier]) for tier in TIERS if counts[tier])
    return el(
        "section",
        heading,
        el("div", bar, class_="remit-bar", aria_hidden="true"),
        el("ul", join(_line(view, tier, counts[tier], total) for tier in TIERS), class_="remit-tiers"),
        el("p", _note(total), class_="remit-note"),
    )


def _part(tier: str, number: int) -> Html:
    return el("span", class_=f"remit-part remit-part-{tier}", style=f"flex-grow:{number}")


def _line(view: View, tier: str, number: int, total: int) -> Html:
    """One tier: the number of decisions, and the shares where they mean something."""
    settings = view.log.settings
    shares = None
    if total >= FEW:
        wanted = dict(settings.targets).get(tier)
        shares = f" · {100 * number / total:.0f} %" + (f" (we want {wanted} %)" if wanted is not None else "")
    name = view.filtered(settings.label_of(tier), tier=tier)
    return el("li", el("span", class_=f"remit-dot remit-part-{tier}"), name, ": ", counted(number, "decision"), shares)


def _note(total: int) -> str:
    if total < FEW:
        return f"Only {counted(total, 'decision')} so far: too few for shares."
    return f"Of {counted(total, 'decision')} that a policy judged."
