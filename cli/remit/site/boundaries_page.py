"""Who decides what: the delegation matrix, and a page for each boundary."""

from collections.abc import Mapping

from remit.audits.budgets import Spent
from remit.audits.precedents import outcome_of
from remit.authority.policy.matrix import Row
from remit.log.policy import AMOUNT
from remit.log.record import Record
from remit.site.labels import sentence
from remit.site.matrix import in_force
from remit.site.page import BOUNDARIES, Page
from remit.site.view import View, newest_first
from remit.site.words import word

PATH = "boundaries/index.html"
LATEST = 20
"""Decisions that a boundary's page lists; the table of decisions has the rest."""


def boundaries_page(view: View) -> Page:
    """The matrix of every policy in force."""
    view = view.at(PATH)
    policies = in_force(view.log, view.today)
    rows = [(policy, [row for row in view.rows if row.policy == policy.name]) for policy in policies]
    said = "Who decides what, up to which amount, whom to consult and whom to inform."
    return Page(PATH, "Who decides", view.render("boundaries.html", policies=rows), BOUNDARIES, said)


def boundary_page(view: View, row: Row, records: list[Record], spent: Mapping[str, Spent]) -> Page:
    """One boundary: what it says, why, what is left of its budget, the decisions made under it and how they turned out."""
    path = view.where.boundaries[f"{row.policy}/{row.boundary}"]
    title, results = _title(view, row), [outcome_of(record) for record in records]
    latest = [(record, outcome_of(record)) for record in newest_first(records)[:LATEST]]
    policy = next((one for one in in_force(view.log, view.today) if one.name == row.policy), None)
    body = view.at(path).render(
        "boundary.html",
        row=row,
        title=title,
        latest=latest,
        number=len(records),
        reviewed=sum(1 for result in results if result),
        good=sum(result in ("as-expected", "better") for result in results),
        undone=results.count("reversed"),
        spent=spent.get(row.rule.budget or ""),
        currency=(policy and row.rule.measure == AMOUNT and policy.currency) or "",
    )
    said = word("Who decides about {topics}, and which decisions were made under it.")
    return Page(path, title, body, BOUNDARIES, said.format(topics=", ".join(row.topics)))


def _title(view: View, row: Row) -> str:
    return sentence(view.boundary(f"{row.policy}/{row.boundary}").text)
