"""Who decides what: the delegation matrix, and a page for each boundary."""

from remit.log.policy import Policy
from remit.log.record import Record
from remit.site.html import Child, Html, el, items, join
from remit.site.matrix import Grant, Row, in_force
from remit.site.page import BOUNDARIES, Page
from remit.site.source_link import source_link
from remit.site.view import View, newest_first
from remit.site.when import counted, day_text

PATH = "boundaries/index.html"
HEAD = ("Topic", "Who decides, up to what", "Ask first", "Tell after")
LATEST = 20


def boundaries_page(view: View) -> Page:
    """The matrix of every policy in force."""
    view = view.at(PATH)
    policies = in_force(view.log, view.today)
    parts = [_policy(view, policy) for policy in policies] or [_no_policy()]
    intro = "Find your topic, then the line that holds your amount. If the role is yours, decide: you need not ask anybody else."
    body = el(
        "div",
        el("h1", "Who decides what", id="remit-content"),
        el("p", intro, class_="remit-lead") if policies else None,
        join(parts),
    )
    return Page(
        PATH, "Boundaries", body, BOUNDARIES, "Who decides what, up to where, whom to ask first and whom to tell after."
    )


def _no_policy() -> Html:
    return el(
        "p",
        "Nobody has written down who decides what yet. This log keeps decisions; a policy would say whose they are.",
    )


def _policy(view: View, policy: Policy) -> Html:
    rows = [row for row in view.rows if row.policy == policy.name]
    since = f"In force since {day_text(policy.start)}."
    extends = f" Adds to the policy {policy.extends}." if policy.extends else ""
    heading = el("h2", policy.title or policy.name, id=f"policy-{policy.name}")
    return el(
        "section",
        heading,
        el("p", since + extends, class_="remit-note"),
        matrix_table(view, rows, policy),
        _otherwise(policy),
        _file(view, policy),
    )


def _file(view: View, policy: Policy) -> Html | None:
    url = source_link(view.log.settings.source_url, policy.path)
    return el("p", el("a", "Read or change the policy", href=url, rel="noopener")) if url else None


def _otherwise(policy: Policy) -> Html:
    """What happens where no row fits: a policy must say."""
    rest = policy.otherwise
    who = " or ".join(rest.decide) if rest.decide else rest.escalate or "nobody"
    said = f"Anything else: {who} decides." if rest.decide else f"Anything else: ask {who}."
    cannot = [join(("This policy cannot say: ", text)) for text in policy.cannot_say]
    return join((el("p", said), items(cannot)))


def matrix_table(view: View, rows: list[Row], policy: Policy | None = None) -> Html:
    """Topic | who decides, up to what | ask first | tell after. A boundary has a line for each step."""
    head = el("tr", join(el("th", cell, scope="col") for cell in HEAD))
    body = join(_lines(view, row, policy) for row in rows)
    inner = el("table", el("thead", head), body, class_="remit-matrix")
    return el("div", inner, class_="remit-scroll", tabindex="0", role="region", aria_label="Who decides what")


def _lines(view: View, row: Row, policy: Policy | None) -> Html:
    """The lines of one boundary; the topic stands once in front of them."""
    grants = row.grants or (None,)
    lines = []
    for number, grant in enumerate(grants):
        first = el("th", _topic(view, row, policy), rowspan=len(grants), scope="rowgroup") if number == 0 else None
        lines.append(
            el(
                "tr",
                first,
                _who(view, row, grant),
                _cell(HEAD[2], row.ask, grant.ask if grant else ()),
                _cell(HEAD[3], row.tell, grant.tell if grant else ()),
            )
        )
    return el("tbody", join(lines))


def _topic(view: View, row: Row, policy: Policy | None) -> Html:
    meaning = policy.topics.get(row.topics[0]) if policy and row.topics else None
    name = ", ".join("everything" if topic == "*" else topic for topic in row.topics)
    linked = el("a", name, href=view.to(view.where.boundaries.get(f"{row.policy}/{row.boundary}")))
    small = row.rule.title or meaning
    conditions = f"only if {' and '.join(row.conditions)}" if row.conditions else None
    return join((linked, el("small", small) if small else None, el("small", conditions) if conditions else None))


def _who(view: View, row: Row, grant: Grant | None) -> Html:
    if grant is None:
        said: Child = el("strong", "Nobody: forbidden") if row.rule.forbid else "whoever decides it otherwise"
        return el("td", said, el("small", row.rule.because) if row.rule.because else None, data_label=HEAD[1])
    if not grant.roles:
        return el("td", el("strong", "Nobody: forbidden"), f" {grant.limit}", data_label=HEAD[1])
    people = join(view.people(grant.holders), ", ")
    return el(
        "td",
        el("strong", grant.who),
        f" {grant.limit}" if grant.limit else None,
        el("small", people) if people else None,
        data_label=HEAD[1],
    )


def _cell(label: str, always: tuple[str, ...], here: tuple[str, ...]) -> Html:
    said = join(dict.fromkeys((*here, *always)), ", ")
    return el("td", said, data_label=label) if said else el("td", "–", data_empty="yes")


def boundary_page(view: View, row: Row, records: list[Record]) -> Page:
    """One boundary: what it says, why, and the decisions made under it."""
    path = view.where.boundaries[f"{row.policy}/{row.boundary}"]
    view = view.at(path)
    rule = row.rule
    title = rule.title or row.boundary
    body = el(
        "div",
        el("p", el("a", "Who decides what", href="index.html"), class_="remit-back"),
        el("h1", title, id="remit-content"),
        el("p", rule.why or rule.because, class_="remit-lead") if rule.why or rule.because else None,
        matrix_table(view, [row]),
        items(_rules(row)),
        _decided(view, row, records),
    )
    return Page(
        path,
        title,
        body,
        BOUNDARIES,
        f"Who decides about {', '.join(row.topics)}, and which decisions were made under it.",
    )


def _rules(row: Row) -> list[Child]:
    """What the boundary says besides its lines, in sentences."""
    rule = row.rule
    out: list[Child] = []
    if rule.clause:
        out.append(f"Stands in the source as: {rule.clause}.")
    if rule.own == "allowed":
        out.append("Deciding in one's own interest is allowed.")
    if rule.only:
        out.append("Nobody above may decide it instead.")
    if rule.budget:
        out.append(f"Draws on the budget {rule.budget}.")
    if rule.together:
        out.append(
            f"Decisions with the same {' and '.join(rule.together.same)} within {rule.together.within.text} are added up."
        )
    if rule.decide_within:
        out.append(f"Undecided after {rule.decide_within.span.text}: {rule.decide_within.then} may decide too.")
    if rule.record:
        out.append(
            {
                "none": "Need not even be written down.",
                "line": "One line is record enough.",
                "full": "Needs a full record.",
            }[rule.record]
        )
    if rule.delegate and not rule.delegate.allowed:
        out.append("May not be passed on.")
    return out


def _decided(view: View, row: Row, records: list[Record]) -> Html:
    latest = [view.record(record) for record in newest_first(records)[:LATEST]]
    number = counted(len(records), "decision")
    heading = el("h2", "Decided under it", id="decided")
    more = el("p", view.filtered(f"All {number}", boundary=row.boundary)) if len(records) > LATEST else None
    return el("section", heading, items(latest) or el("p", "No decision names it yet."), more)
