"""The reports, as four questions: each with a sentence, a chart, and the tables behind it folded away."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from remit.audits.ratio import CLEAR
from remit.audits.report import Chart, Line, Report, Table, percent, shown
from remit.audits.statistics import NO_EVIDENCE, VERDICT
from remit.site.charts import figure, titled
from remit.site.labels import Link, counted, span
from remit.site.page import Page
from remit.site.view import View
from remit.site.words import said, word

PATH = "reports/index.html"
SECTION = "reports"
FEW = 5
"""With fewer decisions than this a share says nothing."""
Data = Mapping[str, Any]


class Question(NamedTuple):
    """What people ask, and the reports that answer it."""

    id: str
    title: str
    reports: tuple[Report, ...]
    sentence: str
    chart: Chart | None


def audits_page(view: View, reports: Iterable[Report]) -> Page:
    """All reports on one page; a sentence if there is none."""
    view = view.at(PATH)
    questions = list(_questions(view, {report.name: report for report in reports}))
    body = view.render(
        "audits.html", questions=questions, figure=figure, titled=titled, table=lambda one: _cells(view, one)
    )
    return Page(PATH, "Reports", body, SECTION, "How long decisions take, who makes them, and how they turned out.")


def _questions(view: View, found: Mapping[str, Report]) -> Iterable[Question]:
    asked: tuple[tuple[str, str, tuple[str, ...], Callable[[View, Data], str]], ...] = (
        ("fast", "How fast do we decide?", ("velocity",), _fast),
        ("where", "Where are decisions made?", ("ratio", "boundaries", "budget", "initiative"), _where),
        ("who", "Who carries the work?", ("load",), _who),
        ("outcome", "How did they turn out?", ("outcomes", "stops"), _outcome),
    )
    for name, title, reports, sentence in asked:
        there = tuple(found[one] for one in reports if one in found)
        if there:
            first = there[0] if there[0].name == reports[0] else None
            chart = next((chart for report in there for chart in report.charts), None)
            chart = chart or (_outcomes(view, first.data) if first and name == "outcome" else None)
            yield Question(
                name, word(title), there, sentence(view, first.data) if first else said(there[0].lead[0]), chart
            )


def _fast(_view: View, data: Data) -> str:
    every = data["all"]
    half, waiting = every["km_median_days"], every["open"]
    if not every["n"]:
        said = word("No decision was made.")
    elif half is None:
        said = word("Half of the decisions take more than {days}.").format(days=_days(every["watched_days"]))
    else:
        said = word("Half of the decisions are made within {days} of being raised.").format(days=_days(half))
    still = word("Of those raised in these months, {open} are open.").format(open=waiting)
    return f"{said} {still}" if waiting else said


def _days(number: float) -> str:
    return counted(1, "day") if number <= 1 else span(round(number))


def _where(view: View, data: Data) -> str:
    number, edge, label_of = data["n"], data["tiers"][0], view.log.settings.label_of
    if number < FEW:
        said = word("{made} so far, {few} of them at the level {level}: too few for shares.")
        return said.format(made=counted(number, "decision"), few=edge["n"], level=label_of(edge["tier"]))
    said = word("{few} of {number} decisions ({share}) were made closest to the work ({level}).")
    made = said.format(few=edge["n"], number=number, share=percent(edge["share"]), level=label_of(edge["tier"]))
    return f"{made} {_fits(view, data)}"


def _fits(view: View, data: Data) -> str:
    """Whether the split over the levels fits the target, as far as so many decisions can tell."""
    tiers, number = data["tiers"], data["n"]
    target = ", ".join(f"{percent(one['target'])} {view.log.settings.label_of(one['tier'])}" for one in tiers)
    if data["p"] is not None and data["p"] < CLEAR:
        more = max(tiers, key=lambda one: one["share"] - one["target"])
        label = view.log.settings.label_of(more["tier"])
        said = word("That differs from the target ({target}): more is decided at the level {level} than intended.")
        return said.format(target=target, level=label)
    if number < VERDICT:
        return word("With so few decisions that fits the target ({target}), and many other splits too.").format(
            target=target
        )
    if number < NO_EVIDENCE:
        return word("Nothing says that it differs from the target ({target}).").format(target=target)
    return word("That fits the target ({target}).").format(target=target)


def _who(_view: View, data: Data) -> str:
    made = word("{made} by {people}").format(
        made=counted(data["decisions"], "decision"), people=counted(data["people"], "person")
    )
    still = word("Open now, however old: {open}.").format(open=data["open"])
    if not data["decisions"]:
        return f"{word('No decision names who made it.')} {still}"
    if data["decisions"] < FEW or data["people"] < 2:
        return f"{made}. {still}"
    busiest = word("the busiest person made {share}.").format(share=percent(data["busiest_share"]))
    return f"{made}; {busiest} {still}"


def _outcome(_view: View, data: Data) -> str:
    every = data["tiers"][-1]
    good, turned = every["as_expected_or_better"], every["reversed"]
    undone = word("{few} of {number} were reversed within 90 days.").format(few=turned["n"], number=turned["of"])
    if not good["of"]:
        return f"{word('No decision has been reviewed yet.')} {undone}"
    said = word("{good} of {number} reviewed decisions turned out as expected or better.")
    return f"{said.format(good=good['n'], number=good['of'])} {undone}"


def _outcomes(view: View, data: Data) -> Chart | None:
    tiers = [one for one in data["tiers"][:-1] if one["as_expected_or_better"]["of"]]
    points = tuple((float(at), float(one["as_expected_or_better"]["share"] * 100)) for at, one in enumerate(tiers))
    names = tuple(one["tier"] for one in tiers)
    labels = tuple(map(view.log.settings.label_of, names))
    return (
        Chart("across", "As expected or better, by level (%)", "%", "", (Line("share", points),), labels, None, names)
        if tiers
        else None
    )


_COLUMNS = {
    "n": "decisions", "p75": "75th percentile", "p90": "90th percentile", "median with open": "median, open included",
    "p80 with open": "80th percentile, open included", "95 %": "margin (95 %)", "95 % (joint)": "margin (95 %)", "known": "lead time known",
    "tier": "level", "record": "decision",
}  # fmt: skip
"""What the columns of a report are called on a page."""


def _cells(view: View, table: Table) -> tuple[list[str], list[list[Link | Markup | str]]]:
    """Columns in words, and rows in which a decision, a boundary or a role is named by its title, with a link."""
    titled = "record" in table.columns and "title" in table.columns
    kept = [at for at, column in enumerate(table.columns) if not (titled and column == "title")]
    columns = [said(_COLUMNS.get(table.columns[at], table.columns[at])) for at in kept]
    rows = [[_cell(view, table.columns[at], row[at]) for at in kept] for row in table.rows]
    return [column[:1].upper() + column[1:] for column in columns], rows


def _cell(view: View, column: str, cell: object) -> Link | Markup | str:
    if column == "boundary" and isinstance(cell, str) and cell in view.where.boundaries:
        return view.boundary(cell)
    if column in _PEOPLE and isinstance(cell, str):
        return Markup(", ").join(_person(view, name) for name in cell.split(", "))
    if cell in ("-", "(none)"):
        return "–" if cell == "-" else said("not known")
    if column in _WRITTEN:
        return view.named(str(cell))
    text = shown(cell) if cell is None or isinstance(cell, (str, int, float)) else str(cell)
    return view.worded(text) if isinstance(cell, str) else text.removesuffix(".0")


_WRITTEN = ("why", "what", "topic", "title")
"""Columns of what people wrote."""
_PEOPLE = ("who", "by", "decided by", "asked", "waiting for", "without")
"""Columns of people, or of the roles that they hold."""


def _person(view: View, name: str) -> Link | Markup | str:
    if name in view.names:
        return view.person(name)
    known = [part in view.held or part in view.titles for part in name.split("/")]
    return word(" and ").join(map(view.role, name.split("/"))) if all(known) else view.worded(name)
