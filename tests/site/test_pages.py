"""The pages as values: what they say, and that nothing in them lives."""

import json
import re
from datetime import date
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
from icalendar import Calendar
from markupsafe import Markup

import site_logs as logs
from remit.authority.answer import Duty
from remit.log.context import ContextPage
from remit.log.people import read_people
from remit.log.policy import read_policy
from remit.log.record import Record
from remit.log.settings import Settings
from remit.log.timeline import FILE, Change, Commit, History, Identity, Timeline
from remit.site.exports import log_schema
from remit.site.feeds import feed
from remit.site.markdown import plain
from remit.site.page import Page
from remit.site.pages import site
from remit.site.record_page import record_page
from remit.site.view import View, make_view
from site_payloads import BODIES, HEADS, alive
from support import PEOPLE, POLICY, POLICY_PATH

CONTEXT = ContextPage(
    "decisions/context/fast.md",
    "fast",
    "A fast checkout",
    {"owner": "cho", "prefer": ["speed over looks"], "review_by": "2027-01-10"},
    "People leave.\n",
)


ASK = (
    "May I decide this? Choose a topic data: what we keep about people and orders data/customer "
    "tooling: what we build with Find out "
)


def words(page: Page) -> str:
    return plain(page.body)


def page_of(view: View, record: Record) -> Page:
    return record_page(view, record)


def test_a_decision_says_who_decided_when_and_why() -> None:
    record = logs.record()
    assert words(page_of(logs.view(record), record)) == (
        "Accepted edge Cache orders in Redis In effect. Decided by Ben Okoro on 21 Nov 2026, 3 days after it was raised. "
        "Because it is needed. Why Ben Okoro could decide it Boundary tools: decided by engineer, because amount 400 is in the step up to 500. "
        "Ben Okoro held the role of engineer that day. Checked against the policy Who decides what at Acme, in force from 1 Jan 2026. "
        "Timeline Raised 18 Nov 2026 as the record states Decided by Ben Okoro 21 Nov 2026 as the record states "
        "This site was built without git history: dates and names are as the files state them. "
        'Respond, correct or supersede Record the outcome: remit review k3f9qz --result as-expected "..." '
        'Stop it: remit stop k3f9qz --why "..." Correct a typo: remit amend k3f9qz --typo "OLD" "NEW" '
        'Add an amendment: remit amend k3f9qz --why "..." Supersede it: remit supersede k3f9qz "New title" --why "..." '
        "At a glance Decided by Ben Okoro Decided 21 Nov 2026 Raised 18 Nov 2026 Level edge Topic tooling/cache Boundary tools "
        "Details Team shop Facts amount: 400 ID D-20261121-k3f9qz"
    )


def test_an_open_decision_says_for_whom_it_waits() -> None:
    record = logs.proposal(raised="2026-11-01", facts={"amount": "3000"})
    said = words(page_of(logs.view(record), record))
    assert "Not decided yet. Raised 2 weeks ago. Waiting for platform lead (Ana Ito)." in said


def test_what_is_still_missing_stands_on_the_page_of_an_open_decision() -> None:
    record = logs.proposal(topic="data/customer", decider="ana", facts=None)
    said = words(page_of(logs.view(record), record))
    assert "Waiting for Ana Ito (legal's consent pending)." in said
    assert "Who may decide it Boundary customer data: decided by platform lead." in said
    assert "Ana Ito decides as platform lead. ✗ Legal's consent pending" in said


def test_requirements_are_sentences() -> None:
    view = logs.view()
    assert view.requirement(Duty("consent", ("legal",), True, ("eva",))) == "legal consented (Eva Maas)"
    assert view.requirement(Duty("consent", ("legal", "board"))) == "legal or board's consent pending"
    assert view.requirement(Duty("advice", ("platform-lead",))) == "platform lead's advice pending"
    assert view.requirement(Duty("inform", ("security-officers",), True)) == "security officers informed"
    assert view.requirement(Duty("consent", ("a", "b"), needs=2, text="1 more of 2 consents")) == "1 more of 2 consents"
    window = Duty("objection", ("board",), until="2026-11-24T09:00+00:00", text="wait until 2026-11-24T09:00+00:00")
    assert view.requirement(window) == "wait until 24 Nov 2026"


def test_a_decision_that_was_somebody_else_s_names_whose_it_was() -> None:
    record = logs.record(decider="eva")
    said = words(page_of(logs.view(record), record))
    assert (
        "Who could decide it Boundary tools: decided by engineer, because amount 400 is in the step up to 500. "
        "The decision belonged to engineer (Ben Okoro, Dia Roth)." in said
    )


def test_a_decision_from_above_says_who_could_have_made_it() -> None:
    record = logs.record(decider="cho", tier="central")
    said = words(page_of(logs.view(record), record))
    assert "Why Cho Lind could decide it" in said
    assert "Decided at a higher level than required: edge could have decided it." in said


def test_a_decision_older_than_the_policy_is_not_judged() -> None:
    record = logs.record(decided="2020-01-01", raised=None)
    assert "could decide it" not in words(page_of(logs.view(record), record))


def test_links_between_decisions_show_on_both_pages() -> None:
    new = logs.record(supersedes=["D-20261121-b2c3d4"], related=["ADR-7"])
    old = logs.record("b2c3d4", title="Keep orders in memory", status="superseded")
    view = logs.view(new, old)
    assert "Supersedes Keep orders in memory Superseded Related to ADR-7" in words(page_of(view, new))
    assert "Superseded by Cache orders in Redis. Decided by Ben Okoro" in words(page_of(view, old))
    assert "Superseded by Cache orders in Redis Accepted" in words(page_of(view, old))
    assert 'href="../decisions/D-20261121-k3f9qz.html"' in page_of(view, old).body


def test_a_superseded_decision_without_a_successor_still_has_a_page() -> None:
    record = logs.record(status="superseded", superseded_by=["ADR-99"])
    assert "Superseded by a newer decision. Decided by Ben Okoro" in words(page_of(logs.view(record), record))


def test_a_stop_stands_red_above_everything_with_its_reason() -> None:
    record = logs.record(acts=(logs.act("stop", "eva", "Orders got **mixed up**.", until="2026-11-24"),))
    page = page_of(logs.view(record), record)
    assert '<div class="remit-stop" role="note">' in page.body
    assert "Stopped by Eva Maas on 20 Nov 2026. Orders got mixed up. The stop ends on 24 Nov 2026." in words(page)
    assert page.body.index("remit-stop") < page.body.index("Because it is needed")


def test_advice_says_whether_it_was_taken_and_how_it_is_known() -> None:
    record = logs.record(
        acts=(
            logs.act("advice", "eva", "Keep the keys.", as_="legal", taken="partly"),
            logs.act("advice", "dia", "Wait."),
        ),
        advice=[{"who": "cho", "on": "2026-11-19", "taken": "yes", "said": "Set a limit."}],
    )
    said = words(page_of(logs.view(record), record))
    assert "Advice by Cho Lind advice taken 19 Nov 2026 Set a limit. as the record states" in said
    assert "Advice by Eva Maas as legal advice partly taken 20 Nov 2026 Keep the keys." in said
    assert "Advice by Dia Roth no response yet 20 Nov 2026 Wait." in said


def test_an_act_in_a_file_of_its_own_says_whose_commit_brought_it() -> None:
    own, forged = logs.act("advice", "eva", "Keep the keys."), logs.act("advice", "dia", "Wait.")
    record = logs.record(acts=(own, forged))
    commit = Commit("1" * 40, Identity("Eva Maas", "eva@example.com"), 0, Identity("Eva Maas", "eva@example.com"), 0)
    came = {
        path: Timeline(path, path, (Change(FILE, None, path, path, commit, commit),))
        for path in (own.path, forged.path)
    }
    view = make_view(logs.log(record), logs.NOW, history=History("1" * 40, came))
    said = words(page_of(view, record))
    assert "no response yet 20 Nov 2026 Keep the keys. committed by Eva Maas" in said
    assert "no response yet 20 Nov 2026 Wait. claimed in the file; the commit is by Eva Maas" in said


def test_a_record_of_another_format_shows_what_it_says_itself() -> None:
    record = Record(
        "docs/adr/0001-x.md",
        "docs/adr/0001-x",
        "accepted",
        {"title": "X", "deciders": ["Jo B.", "Al C."]},
        "",
        format="madr3",
        raw={"status": "Accepted (2021)"},
    )
    said = words(page_of(logs.view(record), record))
    assert "In effect. Decided by Jo B., Al C. Timeline Decided by Jo B., Al C. no date" in said
    assert "Status in the file Accepted (2021)" in said


def test_home_says_what_is_stopped_what_waits_what_was_decided_and_what_it_serves() -> None:
    stop = logs.act("stop", "eva")
    view = logs.view(
        logs.record(acts=(stop,), intent="fast"),
        logs.proposal(title="A new queue", facts={"amount": "90"}),
        context=(CONTEXT,),
    )
    assert words(site(view).pages["index.html"]) == (
        f"Decisions at Acme {ASK}This log has 2 decisions: what was decided, by whom and why. "
        "See Who decides for what you can decide yourself. "
        "Stopped now Cache orders in Redis: stopped by Eva Maas on 20 Nov 2026 "
        "Open decisions Decision Waiting for Raised A new queue engineer (Ben Okoro, Dia Roth) 3 days ago "
        "Decided this week Decision Decided by Status Date Cache orders in Redis Ben Okoro Accepted edge 21 Nov 2026 "
        "Decisions by level (target 60/20/20) edge: 1 decision functional: no decisions central: no decisions "
        "Only 1 decision so far: too few for percentages. Goals A fast checkout (1 decision)"
    )


def test_shares_are_shown_only_from_five_decisions_on() -> None:
    few = logs.view(*(logs.record(f"aaaa{number}a") for number in range(4)))
    assert "%" not in words(site(few).pages["index.html"])
    many = logs.view(*(logs.record(f"aaaa{number}a", tier="edge" if number else "central") for number in range(5)))
    said = words(site(many).pages["index.html"])
    assert "edge: 4 decisions · 80 % (target 60 %)" in said
    assert "5 decisions, from closest to the work to the top of the organisation." in said


def test_an_empty_log_still_has_every_page() -> None:
    made = site(logs.view()).pages
    assert sorted(name for name in made if name.endswith("index.html")) == [
        "boundaries/index.html", "context/index.html", "data/index.html", "decisions/index.html", "drill/index.html",
        "due/index.html", "history/index.html", "index.html", "limits/index.html",
        "may/index.html", "people/index.html", "reports/index.html", "tags/index.html",
    ]  # fmt: skip
    assert "No decision is stopped. No decision is open. Decided this week" in words(made["index.html"])


def test_the_matrix_says_who_is_away_until_when_and_who_is_next() -> None:
    people, _ = read_people(PEOPLE + "away: [{who: ana, from: 2026-11-20, until: 2026-12-04}]\n")
    said = words(site(logs.view(people=people)).pages["boundaries/index.html"])
    assert "5000 EUR Ana Ito Away until 4 Dec 2026: Ana Ito. Next: cto (Cho Lind)." in said


def test_boundaries_are_the_matrix_that_a_manager_knows() -> None:
    assert words(site(logs.view()).pages["boundaries/index.html"]) == (
        f"Who decides May I decide this? People Who decides what {ASK}Find the topic, then the row with your amount. If you hold the role in that row, the decision is yours. "
        "Who decides what at Acme In force since 1 Jan 2026. Topic Who decides Consult / get consent Inform "
        "tooling what we build with engineer up to 500 EUR Ben Okoro, Dia Roth – – "
        "platform lead over 500 EUR and up to 5000 EUR Ana Ito advice of engineer – "
        "cto over 5000 EUR Cho Lind – – "
        "data/customer platform lead Ana Ito consent of legal – Everything else: ask the platform lead."
    ).replace("over 500 EUR and", "over 500 and")


def test_a_boundary_has_a_page_with_its_reason_and_the_decisions_under_it() -> None:
    said = words(site(logs.view(logs.record())).pages["boundaries/acme-tools.html"])
    assert "The team that uses a tool knows best what it needs." in said
    assert said.endswith(
        "Decisions under this boundary Decision Date Decided by Amount Outcome Cache orders in Redis 21 Nov 2026 Ben Okoro 400 EUR –"
    )


BUDGET = POLICY.replace("topic: tooling\n", "topic: tooling\n    budget: tools\n") + (
    "budgets:\n  tools: {amount: 1000, per: year, over: platform-lead}\n"
    "delegations:\n  - {id: d1, from_role: platform-lead, to: dia, boundaries: [customer-data], from: 2026-01-01, to_date: 2026-12-31, limit: 900, written: here}\n"
)


def test_a_boundary_says_what_is_left_of_its_budget_and_how_its_decisions_turned_out() -> None:
    good = {"outcomes": [{"who": "ben", "on": "2026-11-21", "result": "better"}]}
    view = logs.view(logs.record(**good), logs.record("b2c3d4"), policies=(read_policy(BUDGET, POLICY_PATH)[0],))
    page = site(view).pages["boundaries/acme-tools.html"]
    assert "Budget tools 200 EUR left: 800 EUR of 1000 EUR used in 2026, by 2 decisions." in words(page)
    assert '<meter class="remit-meter" min="0" max="1000" high="1000" value="800"' in page.body
    assert "1 of 1 reviewed decision turned out as expected or better. The outcome of 1 is not known." in words(page)
    assert "Ben Okoro 400 EUR better than expected" in words(page)
    said = words(site(view).pages["people/dia.html"])
    assert "Delegations May decide for the platform lead, up to 900, until 31 Dec 2026: customer data" in said


def test_a_person_s_page_says_what_waits_for_them_what_they_may_decide_and_when_they_are_away() -> None:
    people, _ = read_people(PEOPLE + "away: [{who: ana, from: 2026-11-25, until: 2026-12-04}]\n")
    view = logs.view(
        logs.proposal(topic="data/customer", decider="ana", facts=None, title="Keep names"),
        logs.proposal("c3d4e5", facts={"amount": "900"}, title="A new queue"),
        logs.record(decider="ana", review_by="2026-11-01"),
        people=people,
    )
    made = site(view).pages
    said = words(made["people/ana.html"])
    assert "ana · team platform · platform lead Away from 25 Nov 2026 until 4 Dec 2026." in said
    assert (
        "Waiting for Ana Ito A new queue Proposed: to decide Cache orders in Redis: review of the decision, since 1 Nov 2026 "
        "May decide Topic How much As First tools tooling over 500 and up to 5000 EUR platform lead advice of engineer is needed "
        "customer data data/customer any platform lead consent of legal is needed data any platform lead – May I decide this?"
    ) in said
    assert "Waiting for Eva Maas Keep names Proposed: to give advice or consent" in words(made["people/eva.html"])
    assert words(made["people/team-platform.html"]) == (
        "People and teams Team platform People Name Roles Ana Ito platform lead Open decisions Decision Waiting for "
        "Keep names Ana Ito (legal's consent pending) Decided Cache orders in Redis Accepted"
    )


def test_context_shows_what_serves_it_and_what_nothing_serves() -> None:
    idle = CONTEXT._replace(path="decisions/context/idle.md", id="idle", title="Idle")
    made = site(logs.view(logs.record(intent=["fast"]), context=(CONTEXT, idle))).pages
    assert words(made["context/fast.html"]) == (
        "Context A fast checkout Owner: Cho Lind · Review by 10 Jan 2027 speed over looks People leave. "
        "Decisions that serve this goal Cache orders in Redis Accepted"
    )
    assert "Goals without decisions Idle" in words(made["context/index.html"])


def test_people_are_listed_with_roles_and_never_ranked() -> None:
    made = site(logs.view(logs.record())).pages
    assert words(made["people/index.html"]).endswith(
        "Ana Ito platform platform lead 0 Ben Okoro shop engineer 1 Cho Lind cto 0 Dia Roth shop engineer 0 Eva Maas legal legal 0"
    )
    assert (
        words(made["people/ben.html"])
        == "People and teams Ben Okoro ben · team shop · engineer May decide Topic How much As First tools tooling up to 500 EUR engineer – "
        "May I decide this? Decided Cache orders in Redis Accepted"
    )


def test_what_is_due_stands_with_its_owner_overdue_first() -> None:
    view = logs.view(
        logs.record(review_by="2026-11-01"), logs.proposal(id="D-20260901-m4x8ra", raised="2026-09-01", title="Waits long"), context=(CONTEXT,),
    )  # fmt: skip
    assert words(site(view).pages["due/index.html"]) == (
        "Decisions Reviews due Map and history Topics and tags Reviews due Overdue Item Reason Date When Responsible Waits long Open for 30 days 1 Oct 2026 7 weeks ago Ben Okoro, Dia Roth "
        "Cache orders in Redis Review of the decision 1 Nov 2026 2 weeks ago Ben Okoro "
        "Upcoming Item Reason Date When Responsible A fast checkout Review of the context page 10 Jan 2027 in 7 weeks Cho Lind"
    )


def test_tags_and_topics_lead_to_the_filtered_table() -> None:
    body = site(logs.view(logs.record(tags=["speed & money"]))).pages["tags/index.html"].body
    assert '<a href="../decisions/index.html#tag=speed+%26+money">speed &amp; money</a> (1 decision)' in body


def test_every_record_has_a_page_and_every_internal_link_leads_somewhere() -> None:
    view = logs.view(
        logs.record(intent=["fast"], supersedes=["D-20261121-b2c3d4"]),
        logs.record("b2c3d4", decider="stranger"),
        logs.proposal(),
        context=(CONTEXT,),
    )
    made = site(view)
    for page in made.pages.values():
        for href in re.findall(r'<a href="([^"#]+)', page.body):
            folder = page.path.rpartition("/")[0]
            target = href.removeprefix("../") if href.startswith("../") else f"{folder}/{href}".lstrip("/")
            assert unquote(target) in {*made.pages, *made.files}, f"{page.path} links to {href}"


def test_data_for_programs_lists_every_record_with_its_content_id() -> None:
    log = logs.log(logs.record())
    view = make_view(log, logs.NOW, blobs={"decisions/2026/D-20261121-k3f9qz.md": "abc123"})
    files = site(view).files
    listed = json.loads(files["log.json"])
    jsonschema.validate(listed, json.loads(log_schema()))
    assert listed["commit"] is None
    entry = listed["records"][0]
    assert {key: entry[key] for key in ("id", "path", "blob", "status", "landed", "page", "decider", "tier")} == {
        "id": "D-20261121-k3f9qz",
        "path": "decisions/2026/D-20261121-k3f9qz.md",
        "blob": "abc123",
        "status": "accepted",
        "landed": None,
        "page": "decisions/D-20261121-k3f9qz.html",
        "decider": "ben",
        "tier": "edge",
    }
    own = json.loads(files["decisions/D-20261121-k3f9qz.json"])
    assert {key: own[key] for key in entry if key != "acts"} == {key: entry[key] for key in entry if key != "acts"}
    assert own["body"] in files["decisions/D-20261121-k3f9qz.md"]
    assert "- [Cache orders in Redis](decisions/D-20261121-k3f9qz.html): accepted" in files["llms.txt"]


def test_parts_have_feeds_in_which_an_entry_comes_again_when_its_decision_changes_state() -> None:
    old = logs.record(
        "aaaaaa", title="Old", status="superseded", superseded_by=["D-20261121-bbbbbb"], decided="2026-11-01"
    )
    new = logs.record("bbbbbb", title="New", supersedes=["D-20261121-aaaaaa"], decided="2026-11-20T10:00+00:00")
    other = logs.record("cccccc", title="Other", decided="2026-11-10", decider="dia")
    files = site(logs.view(old, new, other)).files
    assert {address for address in files if address.endswith(".xml")} == {
        "feed.xml", "feeds/boundary/tools.xml", "feeds/level/edge.xml", "feeds/person/ben.xml", "feeds/person/dia.xml", "feeds/team/shop.xml",
    }  # fmt: skip
    assert re.findall("<title>(.*?)</title>", files["feed.xml"])[1:] == [
        "Accepted: New",
        "Superseded: Old",
        "Accepted: Other",
    ]
    assert re.findall("<title>(.*?)</title>", files["feeds/person/dia.xml"]) == [
        "Decisions at Acme: Dia Roth", "Accepted: Other",
    ]  # fmt: skip
    assert '<link href="../../decisions/D-20261121-cccccc.html"/>' in files["feeds/person/dia.xml"]


def test_the_calendar_holds_every_review() -> None:
    view = logs.view(logs.record(review_by="2027-03-01"))
    event = Calendar.from_ical(site(view).files["calendar.ics"]).walk("VEVENT")[0]
    assert (str(event["summary"]), event["dtstart"].dt) == (
        "Review of the decision: Cache orders in Redis",
        date(2027, 3, 1),
    )


def test_badges_are_pictures_with_a_number() -> None:
    files = site(logs.view(logs.record())).files
    assert ElementTree.fromstring(files["badges/decisions.svg"]).get("aria-label") == "decisions: 1"
    assert ElementTree.fromstring(files["badges/open.svg"]).get("aria-label") == "open: 0"


def test_the_feed_is_well_formed_whatever_the_titles_are() -> None:
    view = logs.view(*(logs.record(f"aaaaa{number}", title=head) for number, head in enumerate(HEADS)))
    root = ElementTree.fromstring(feed(view, view.log.records))
    titles = [
        entry.findtext("{http://www.w3.org/2005/Atom}title")
        for entry in root.findall("{http://www.w3.org/2005/Atom}entry")
    ]
    assert sorted(titles) == sorted(f"Accepted: {head}" for head in HEADS)


@pytest.mark.parametrize("head", HEADS)
def test_t45_front_matter_never_lives_on_any_page(head: str) -> None:
    many = dict.fromkeys(
        (
            "title",
            "decider",
            "topic",
            "tier",
            "boundary",
            "as",
            "late",
            "raised_by",
            "budget",
            "team",
            "meeting",
            "review_by",
        ),
        head,
    )
    lists = {
        key: [head]
        for key in (
            "tags",
            "intent",
            "affects",
            "supersedes",
            "related",
            "aliases",
            "evidence",
            "consulted",
            "informed",
        )
    }
    inline = {
        "facts": {head: head}, "advice": [{"who": head, "as": head, "taken": head, "said": head}], "votes": {"body": head, "yes": head},
        "stops": [{"who": head, "why": head}], "outcomes": [{"who": head, "result": head}],
    }  # fmt: skip
    act = logs.act("advice", head, head, as_=head, taken=head)
    context = CONTEXT._replace(title=head, id=head, head={"owner": head, "prefer": [head]}, body=head)
    view = logs.view(
        logs.record(acts=(act,), **many, **lists, **inline), logs.proposal(title=head), context=(context,),
        settings=Settings(title=head, policy="acme", labels=(("edge", head),), source_url=f"https://x.example/{head}"),
    )  # fmt: skip
    for page in site(view).pages.values():
        assert alive(page.body, whole_page=True) == [], page.path
        assert "<script" not in page.body


@pytest.mark.parametrize("body", BODIES)
def test_t44_a_body_never_lives_on_its_page_nor_in_the_feed(body: str) -> None:
    record = logs.record(body=body, acts=(logs.act("advice", "eva", body),))
    view = logs.view(record)
    assert alive(page_of(view, record).body, whole_page=True) == []
    assert "<script" not in feed(view, view.log.records)


def test_the_whole_site_is_the_same_for_the_same_log() -> None:
    records = (logs.record(tags=["a", "b"]), logs.proposal())
    one, other = (site(logs.view(*records)) for _ in range(2))
    assert (one.pages, one.files) == (other.pages, other.files)
    assert all(isinstance(page.body, Markup) for page in site(logs.view(*records)).pages.values())
