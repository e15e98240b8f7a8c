"""The drawing of what surrounds a decision, the map and the months."""

import site_logs as logs
from remit.site.graph import SIDE, graph
from remit.site.markdown import plain
from remit.site.pages import site


def _ids(*suffixes: str) -> list[str]:
    return [f"D-20261121-{suffix}" for suffix in suffixes]


def test_what_came_before_stands_above_and_what_came_of_it_below_with_whole_chains() -> None:
    view = logs.view(
        logs.record(supersedes=_ids("bbbbbb"), related=_ids("dddddd"), title="Here"),
        logs.record("bbbbbb", supersedes=_ids("aaaaaa"), title="Before"),
        logs.record("aaaaaa", title="First"),
        logs.record("cccccc", supersedes=_ids("k3f9qz"), title="After"),
        logs.record("dddddd", title="Beside"),
    )
    found = graph(view, view.log.by_id[_ids("k3f9qz")[0]])
    assert found
    assert [(node.record.title, node.words, node.parent) for node in found.nodes] == [
        ("First", "Supersedes", 1), ("Before", "Supersedes", 2), ("Here", "", 2), ("After", "Superseded by", 2), ("Beside", "Related to", 2),
    ]  # fmt: skip
    assert found.left_out == 0


def test_a_circle_ends_and_many_links_are_cut() -> None:
    many = [f"aaaa{number:02}" for number in range(9)]
    view = logs.view(
        logs.record(supersedes=_ids("bbbbbb"), related=_ids(*many)),
        logs.record("bbbbbb", supersedes=_ids("k3f9qz")),
        *(logs.record(suffix) for suffix in many),
    )
    found = graph(view, view.log.by_id[_ids("k3f9qz")[0]])
    assert found
    assert len(found.nodes) <= 2 + SIDE
    assert graph(view, logs.record("zzzzzz")) is None


def test_the_map_and_the_months_are_tables_that_lead_to_the_decisions() -> None:
    view = logs.view(
        logs.record(), logs.record("b2c3d4", decided="2026-03-01", raised=None), logs.proposal(topic="data/customer")
    )
    page = site(view).pages["history/index.html"]
    assert (
        '<a href="../decisions/index.html#topic=tooling&amp;boundary=tools" aria-label="2 decisions: tooling, tools">2</a>'
        in page.body
    )
    assert '<a href="../decisions/index.html#month=2026-11">Nov 2026</a>' in page.body
    assert "Month by month edge functional central no level 2026: 3 decisions" in plain(page.body)
    assert "Mar 2026 1: 1 edge Cache orders in Redis" in plain(page.body)


def test_without_somebody_what_waits_is_listed_by_role() -> None:
    view = logs.view(
        logs.proposal(topic="data/customer", facts=None, title="Keep names"),
        logs.record(
            topic="data/customer",
            boundary="customer-data",
            facts=None,
            decider="ana",
            tier="functional",
            title="Delete carts",
        ),
    )
    said = plain(site(view).pages["drill/index.html"].body)
    assert "platform lead 1 1 0 –" in said
    assert (
        "Without platform lead Open decisions that would wait Keep names Decided last quarter, and nobody else could have Delete carts"
        in said
    )
    assert "Without legal Nobody left to decide customer data" in said


def test_a_higher_limit_shows_what_a_lower_level_could_have_decided() -> None:
    above = [
        logs.record(f"aaaa{number}a", decider="ana", tier="functional", facts={"amount": "900"}, title=f"Buy {number}")
        for number in range(6)
    ]
    said = plain(site(logs.view(*above, logs.record())).pages["limits/index.html"].body)
    assert (
        "Tools: 900 EUR instead of 500 EUR With this limit for engineer, 6 decisions would have been made at a lower level. "
        "Half of them took 3 days or longer. None of them has been reviewed, so nobody knows how they turned out."
    ) in said
    few = plain(site(logs.view(*above[:2])).pages["limits/index.html"].body)
    assert (
        "2 decisions would have been made at a lower level. So few decisions say little about what would happen." in few
    )
