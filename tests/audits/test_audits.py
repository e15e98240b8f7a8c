"""The audits on a small log whose answers are known."""

import json
import sys
from io import StringIO
from pathlib import Path

import pytest

from remit.audits.report import Report, Table
from remit.commands.audit import show
from remit.reporting import audits
from remit.reporting.audits import draw, markdown, text
from support import Repo

AUDITS = (
    "velocity",
    "ratio",
    "load",
    "boundaries",
    "budget",
    "initiative",
    "outcomes",
    "stops",
    "drill --without ana",
    "drill --everyone",
    "digest",
)
NAMES = "remit: 1\ntitle: Decisions at Acme\npolicy: acme\npeople_metrics: names\n"


@pytest.fixture
def log(empty_repo: Repo) -> Repo:
    """Seven decisions and one proposal, of which one went higher than needed, one was reversed, one waits for the lead."""
    repo = empty_repo.organisation(settings=NAMES)
    for number, (who, amount, raised, decided, tier) in enumerate(
        (
            ("ben", 100, "2026-11-01", "2026-11-02", "edge"),
            ("ben", 200, "2026-11-02", "2026-11-04", "edge"),
            ("dia", 300, "2026-11-03", "2026-11-06", "edge"),
            ("dia", 400, "2026-11-04", "2026-11-08", "edge"),
            ("ana", 450, "2026-11-05", "2026-11-10", "functional"),
            ("ana", 900, "2026-11-06", "2026-11-12", "functional"),
            ("cho", 9000, "2026-11-07", "2026-11-14", "central"),
        )
    ):
        repo.record(
            f"aaaaa{number}", decider=who, facts=f"{{amount: {amount}}}", raised=raised, decided=f"{decided}T00:00+00:00", tier=tier,
            raised_by="ben", title=f"Buy thing {number}",
        )  # fmt: skip
        repo.commit(f"Decide {number}", who=who, at=f"{decided}T00:00:00 +0000")
    repo.proposal("bbbbbb", decider="ben", facts="{amount: 2000}", raised="2026-11-11", title="Buy a big thing")
    repo.commit("Propose", who="ben", at="2026-11-12T00:00:00 +0000")
    repo.act("aaaaa2", "outcome", "ben", result="reversed", on="2026-11-16")
    repo.act("aaaaa3", "outcome", "ben", result="as-expected", process="good", carried_out="yes", on="2026-11-16")
    repo.commit("Review", who="ben", at="2026-11-16T00:00:00 +0000")
    return repo


def data(repo: Repo, *words: str) -> dict:
    result = repo.remit("audit", *words, "--json")
    assert (result.code, result.err) == (0, "")
    return json.loads(result.out)


def test_lead_times_count_the_open_ones(log: Repo):
    found = data(log, "velocity")
    row = found["all"]
    assert (row["n"], row["open"], row["known"], row["of"]) == (7, 1, 8, 8)
    assert (row["median_days"], row["p75_days"], row["p90_days"], row["km_median_days"]) == (4.0, 6.0, 7.0, 4.0)
    assert found["lead_time_known"] == {"known": 8, "of": 8, "from_record": 8, "from_git": 0}
    assert found["rows"] == [found["all"]]


def test_lead_times_by_two_fields(log: Repo):
    rows = data(log, "velocity", "--by", "tier,decider")["rows"]
    assert [(row["tier"], row["decider"], row["n"], row["median_days"]) for row in rows] == [
        ("edge", "ben", 2, 1.5), ("edge", "dia", 2, 3.5), ("functional", "ana", 2, 5.5), ("central", "cho", 1, 7.0), ("(none)", "ben", 0, None),
        ("all", "all", 7, 4.0),
    ]  # fmt: skip


def test_an_audit_looks_back_from_any_day(log: Repo):
    row = data(log, "velocity", "--until", "2026-11-09")["all"]
    assert (row["n"], row["open"]) == (4, 3)
    assert data(log, "velocity", "--since", "2026-11-06")["all"]["n"] == 2
    empty = log.remit("audit", "velocity", "--since", "2026-11-20")
    assert (empty.code, "Nothing to measure" in empty.out) == (0, True)


def test_the_whole_page_of_lead_times(log: Repo):
    assert (
        log.remit("audit", "velocity", "--since", "2026-11-05").out
        == """\
How long decisions take

The median time to decide is 6.0 d (95 %: 5.0 d to not reached), the 80th percentile more than 10 d (3 decided, 1 open, both counted).
Without the open ones the median would be 6.0 d.
The lead time is known for 4 of 4 records.
2 older records were still open at the start of this period; with them the median is 5.0 d.
3 of 4 were already decided when they were added to git, which shows nothing of the time before.

Days from raised to decided
       n  median  p75  p90  median with open  95 %                  p80 with open   open  withdrawn  known
  all  3     6.0  7.0  7.0  6.0 d             5.0 d to not reached  more than 10 d     1          0  4/4

Where the time goes
  stage                waits  median days  total days
  before the proposal      1          1.0         1.0

Slowest decisions
  record             title        days  history
  D-20261121-aaaaa6  Buy thing 6   7.0  raised 2026-11-07, accepted 2026-11-14
  D-20261121-aaaaa5  Buy thing 5   6.0  raised 2026-11-06, accepted 2026-11-12
  D-20261121-aaaaa4  Buy thing 4   5.0  raised 2026-11-05, accepted 2026-11-10

Open the longest
  record             title            days  waiting for
  D-20261121-bbbbbb  Buy a big thing  10.5  ana

By the dates in the records; by git's if a record has none.
"""
    )


def test_dates_that_contradict_git_are_listed_and_gits_counted(log: Repo):
    log.record("cccccc", status="proposed", raised="2026-11-01", decided=None)
    log.commit("Propose", who="ben", at="2026-11-01T00:00:00 +0000")
    log.record("cccccc", raised="2026-11-01", decided="2026-11-20T00:00+00:00")
    log.commit("Decide", who="ben", at="2026-11-05T00:00:00 +0000")
    found = data(log, "velocity", "--by", "decided")
    assert [entry["why"] for entry in found["contradictions"]] == [
        "decided 2026-11-20T00:00+00:00 is after it was merged"
    ]
    assert next(row for row in found["rows"] if row["decided"].startswith("2026-11-20"))["median_days"] == 4.0


def test_the_ratio_says_what_seven_decisions_allow(log: Repo):
    found = data(log, "ratio")
    assert [(row["tier"], row["n"]) for row in found["tiers"]] == [("edge", 4), ("functional", 2), ("central", 1)]
    assert found["over_escalated"]["n"] == 1
    assert found["findings"] == [
        "4 of 7 decisions were made at the edge (57 %; 95 %: 21 % to 87 %). With so few decisions the split fits the target 60/20/20, and many others too.",
        "1 of 7 were decided at a higher tier than required (14 %; 95 %: 3 % to 51 %).",
    ]


def test_too_few_decisions_give_counts_only(log: Repo):
    assert (
        data(log, "ratio", "--until", "2026-11-05")["findings"][0]
        == "2 edge, 0 functional, 0 central; too few for percentages."
    )


def test_load_names_people_only_where_the_log_allows_it(log: Repo):
    found = data(log, "load")
    assert [(row["who"], row["decided"], row["waiting_days"]) for row in found["by_person"]] == [
        ("ana", 2, 10.5), ("ben", 2, 0), ("dia", 2, 0), ("cho", 1, 0),
    ]  # fmt: skip
    assert found["busiest_share"] == pytest.approx(2 / 7)
    log.write("decisions/remit.yml", NAMES.replace("names", "roles"))
    log.commit("Roles only")
    shown = log.remit("audit", "load").out
    assert not any(name in shown for name in ("ana", "ben", "dia", "cho"))
    assert "platform-lead" in shown
    log.write("decisions/remit.yml", NAMES.replace("names", "off"))
    log.commit("Nobody")
    assert data(log, "load")["by_person"] == []


def test_boundaries_used_and_never_used(log: Repo):
    found = data(log, "boundaries")
    assert (found["used"], found["never_used"]) == ({"tools": 7}, ["customer-data"])


def test_outcomes_by_tier(log: Repo):
    found = data(log, "outcomes")
    edge = found["tiers"][0]
    assert (
        edge["decided"],
        edge["as_expected_or_better"]["n"],
        edge["as_expected_or_better"]["of"],
        edge["reversed"]["n"],
    ) == (4, 1, 2, 1)


@pytest.mark.parametrize("audit", [*AUDITS, "velocity --by decider", "velocity --by raised_by,tier"])
def test_people_are_not_told_apart_unless_the_log_says_so(log: Repo, audit: str):
    log.write("decisions/remit.yml", NAMES.replace("names", "roles"))
    log.commit("By role", who="cho")
    named = {"ben", "dia", "cho", "ana"} - set(audit.split())
    for form in ("table", "json", "md"):
        words = set(
            log.remit("audit", *audit.split(), "--format", form)
            .out.replace('"', " ")
            .replace("<", " ")
            .replace(">", " ")
            .split()
        )
        assert not named & words


def test_groups_of_people_are_their_roles(log: Repo):
    rows = {row["decider"]: row["n"] for row in data(log, "velocity", "--by", "decider")["rows"]}
    assert rows == {"ana": 2, "ben": 2, "cho": 1, "dia": 2, "all": 7}
    log.write("decisions/remit.yml", NAMES.replace("names", "roles"))
    log.commit("By role", who="cho")
    rows = {row["decider"]: row["n"] for row in data(log, "velocity", "--by", "decider")["rows"]}
    assert rows == {"cto": 1, "engineer": 4, "platform-lead": 2, "all": 7}


@pytest.mark.parametrize("audit", [*AUDITS, "velocity --by tier", "velocity --by decider"])
def test_every_audit_is_readable_at_80_columns(log: Repo, audit: str, monkeypatch: pytest.MonkeyPatch):
    drawn = StringIO()
    monkeypatch.setattr(audits, "text", lambda report: draw(report, 80, drawn) or "")
    assert log.remit("audit", *audit.split()).code == 0
    assert max(map(len, drawn.getvalue().splitlines())) <= 80


def test_one_group_without_a_lead_time_is_not_compared(repo: Repo):
    repo.record("aaaaaa", raised="2026-11-18", **{"x-kind": "new"})
    repo.commit("Decide", who="ben")
    repo.proposal("bbbbbb", raised=None)
    repo.commit("Propose", who="ben", at="2026-11-20T00:00:00 +0000")
    repo.record("bbbbbb", raised=None, decided=None)
    found = data(repo, "velocity", "--by", "x-kind")
    assert found["comparison"] is None


def test_what_was_open_when_the_log_began_counts_from_then_on(repo: Repo):
    repo.record("aaaaaa", raised="2026-10-01", decided="2026-11-05T00:00+00:00")
    repo.commit("Decide", who="ben", at="2026-11-05T00:00:00 +0000")
    for number, day in enumerate(("08", "09", "10")):
        repo.record(f"bbbbb{number}", raised="2026-11-06", decided=f"2026-11-{day}T00:00+00:00")
        repo.commit("Decide", who="ben", at=f"2026-11-{day}T00:00:00 +0000")
    found = data(repo, "velocity")
    assert (found["before_the_log"], found["all"]["median_days"], found["all"]["km_median_days"]) == (1, 3.5, 3.0)
    assert "1 record raised before the log begins counts from its beginning." in found["notes"]


def test_without_the_lead_what_waits_for_them_stalls(log: Repo):
    found = data(log, "drill", "--without", "cho")
    assert (found["stalled"], found["would_have_waited"], found["boundaries"]) == (
        [], ["D-20261121-aaaaa6"], ["tools over 5000 EUR"],
    )  # fmt: skip
    assert found["deputies"] == ["cho"]
    assert data(log, "drill", "--without", "ana,cho")["stalled"] == ["D-20261121-bbbbbb"]


def test_a_drill_for_nobody_or_a_stranger_is_wrong_usage(log: Repo):
    assert log.remit("audit", "drill").code == 2
    stranger = log.remit("audit", "drill", "--without", "anna")
    assert (stranger.code, "did you mean `ana`?" in stranger.err) == (2, True)


def test_the_digest_of_the_week(log: Repo):
    found = data(log, "digest")
    assert (found["decided"], [one["id"] for one in found["open"]]) == ([], ["D-20261121-bbbbbb"])
    assert len(data(log, "digest", "--month")["decided"]) == 7


DRAFT = """\
remit: 1
policy: acme
title: A wider limit
owner: cto
in_force: {from: 2026-12-01}
currency: EUR
roles:
  engineer: {tier: edge}
  platform-lead: {tier: functional}
  legal: {tier: functional}
  cto: {tier: central}
boundaries:
  - id: tools
    topic: tooling
    steps:
      - {up_to: 1000, decide: engineer}
      - {above: true, decide: cto}
escalation: [engineer, platform-lead, cto]
otherwise: {escalate: platform-lead}
"""


def test_a_replay_tells_what_a_wider_limit_would_have_changed(log: Repo, tmp_path: Path):
    (tmp_path / "draft.yml").write_text(DRAFT)
    result = log.remit("policy", "replay", str(tmp_path / "draft.yml"), "--json")
    found = json.loads(result.out)
    assert (found["n"], found["lower"], found["higher"]) == (7, ["D-20261121-aaaaa4", "D-20261121-aaaaa5"], [])
    assert (found["before"], found["after"]) == (
        {"edge": 4, "functional": 2, "central": 1},
        {"edge": 6, "functional": 0, "central": 1},
    )
    assert found["already_lower"] == ["D-20261121-aaaaa4"]
    assert found["lead_days_lower"] == {"n": 2, "median": 5.5, "sum": 11.0}
    page = log.remit("policy", "replay", str(tmp_path / "draft.yml"), "--format", "md").out
    assert page.startswith(
        "# Replay of acme\n\n- Of 7 decisions, 2 could have been made lower, 0 would have had to go higher.\n"
    )


def test_a_draft_with_errors_is_not_replayed(log: Repo, tmp_path: Path):
    (tmp_path / "draft.yml").write_text(DRAFT.replace("steps:", "stepps:").replace("tier: edge", "tier: ege"))
    result = log.remit("policy", "replay", str(tmp_path / "draft.yml"))
    assert (result.code, result.out) == (1, "")
    assert "stepps" in result.err
    assert "ege" in result.err
    assert result.err.endswith("Nothing was replayed.\n")


def test_a_draft_that_names_a_role_that_is_not_there_is_not_replayed(log: Repo, tmp_path: Path):
    (tmp_path / "draft.yml").write_text(DRAFT.replace("decide: engineer", "decide: enginer"))
    result = log.remit("policy", "replay", str(tmp_path / "draft.yml"))
    assert (result.code, result.out) == (1, "")
    assert (
        "`enginer` is not a role, committee or person\n    did you mean `engineer`?\nNothing was replayed.\n"
        in result.err
    )


def test_a_draft_may_come_through_a_pipe(log: Repo):
    assert log.remit("policy", "replay", "-", stdin=DRAFT).out.startswith("Replay of acme\n\nOf 7 decisions, 2 could")


def test_a_digest_since_a_day(log: Repo):
    result = log.remit("audit", "digest", "--since", "2026-11-08")
    assert "4 decisions in these 14 days, 3 in as many before.\n" in result.out


def test_a_drill_since_a_day_and_an_audit_without_a_period(log: Repo):
    assert (
        "1 of 2 decisions since 2026-11-11 would have waited"
        in log.remit("audit", "drill", "--without", "cho", "--since", "2026-11-11").out
    )
    assert "--since does not apply to this report" in log.remit("audit", "paper", "--since", "2026-11-11").out.replace(
        "\n", " "
    )


def test_a_limit_under_which_nothing_was_reversed_is_suggested(repo: Repo):
    for number in range(12):
        repo.record(
            f"aaaa{number:02d}",
            facts=f"{{amount: {100 + number}}}",
            decided=f"2026-11-{number + 1:02d}T00:00+00:00",
            raised=None,
        )
    for number in range(4):
        repo.record(
            f"bbbb{number:02d}", decider="ana", tier="functional", facts=f"{{amount: {600 + 100 * number}}}",
            advice="[{as: engineer, who: ben, on: 2026-11-01}]", decided=f"2026-11-{number + 1:02d}T00:00+00:00", raised=None,
        )  # fmt: skip
    repo.commit("Decide")
    found = json.loads(repo.remit("policy", "suggest", "--json").out)["suggestions"]
    assert [(one["kind"], one["boundary"], len(one["records"])) for one in found] == [
        ("raise-limit", "tools", 15),
        ("never-used", "customer-data", 0),
    ]
    assert found[0]["text"].startswith(
        "12 decisions under the limit 500 of tools, none reversed (0 reviewed): raise it to 800?"
    )


@pytest.mark.parametrize("audit", AUDITS)
@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_every_audit_in_every_form(log: Repo, audit: str, form: str):
    result = log.remit("audit", *audit.split(), "--format", form)
    assert (result.code, result.err) == (0, "")
    if form == "json":
        json.loads(result.out)


@pytest.mark.parametrize("audit", AUDITS)
def test_an_empty_log_is_nothing_to_measure(repo: Repo, audit: str):
    result = repo.remit("audit", *audit.split())
    assert (result.code, result.err) == (0, "")


@pytest.mark.parametrize("audit", [audit for audit in AUDITS if not audit.startswith("drill --w")])
def test_a_log_without_a_policy_or_a_commit_can_be_audited(empty_repo: Repo, audit: str):
    empty_repo.write("decisions/remit.yml", "remit: 1\npolicy: none\n")
    empty_repo.record("k3f9qz", tier=None, boundary=None)
    result = empty_repo.remit("audit", *audit.split())
    assert (result.code, result.err) == (0, "")


def test_foreign_text_does_nothing_in_any_form(repo: Repo):
    repo.record("k3f9qz", title='"=cmd() <img src=x onerror=alert(1)> | \\e[2J"')
    repo.commit("Decide", who="ben")
    for form in ("table", "md", "csv"):
        out = repo.remit("audit", "velocity", "--by", "title", "--format", form).out
        assert "\x1b" not in out
        assert "<img" not in out or form in ("table", "csv")
    assert "'=cmd()" in repo.remit("audit", "velocity", "--by", "title", "--format", "csv").out


def test_proposals_in_a_branch_wait_since_their_first_commit(repo: Repo):
    repo.write("decisions/remit.yml", "remit: 1\npolicy: acme\nproposals: [feature/*]\n")
    repo.commit("Show branches")
    repo.branch("feature/cache")
    repo.proposal("bbbbbb", decider="ben", facts="{amount: 2000}", raised=None)
    repo.commit("Propose", who="ben", at="2026-11-18T12:00:00 +0000")
    repo.git("switch", "-q", "main")
    out = repo.remit("audit", "velocity").out
    assert "D-20261121-bbbbbb  Cache orders in Redis   3.0  platform-lead, in branch feature/cache" in out
    assert "1 open record is in a branch and not merged: it counts from its first commit there." in out
    assert data(repo, "velocity")["open_longest"] == [
        {
            "id": "D-20261121-bbbbbb",
            "title": "Cache orders in Redis",
            "days": 3.0,
            "waits_for": "platform-lead",
            "branch": "feature/cache",
        }
    ]


def test_t55_a_shallow_clone_is_refused_with_the_line_for_ci(repo: Repo, tmp_path: Path):
    import subprocess

    from support import run_remit

    repo.record()
    repo.commit("Decide", who="ben")
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{repo.root}", str(tmp_path / "cut")],
        check=True,
        capture_output=True,
    )
    result = run_remit("audit", "velocity", cwd=tmp_path / "cut")
    assert (result.code, "fetch-depth: 0" in result.err) == (1, True)


def test_a_long_table_is_cut_on_a_terminal_and_says_so():
    table = Table("Numbers", ("n",), tuple((number,) for number in range(103)))
    report = Report("x", "Long", (), (table,), {})
    assert text(report).endswith("\n  99\n  ... and 3 more; --format md shows all\n")
    assert "| 102 |" in markdown(report)


def drawn(report: Report, width: int = 60) -> str:
    out = StringIO()
    draw(report, width, out)
    return out.getvalue()


def test_a_terminal_gets_drawn_tables_and_foreign_text_stays_text():
    rows = (("[red]a[/red] \x1b[2J", 1), ("a title of many words that goes below itself here", 20))
    report = Report("x", "How long", ("Half of 3.",), (Table("By team", ("team", "n"), rows),), {}, ("A note.",))
    assert [line.rstrip() for line in drawn(report, 40).split("\n")] == [
        "How long",
        "",
        "Half of 3.",
        "",
        "By team",
        "team                                   n",
        "[red]a[/red] \\x1b[2J                   1",
        "a title of many words that goes       20",
        "below itself here",
        "",
        "A note.",
        "",
    ]
    assert "... and 3 more" in drawn(Report("x", "X", (), (Table("T", ("n",), tuple((n,) for n in range(103))),), {}))


def test_tables_are_drawn_on_a_terminal_and_without_colours_where_none_are_wanted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    report = Report("x", "How long", ("Half of 3.",), (Table("By team", ("team",), (("a",),)),), {})
    calls: list[int] = []
    monkeypatch.setattr(audits, "draw", lambda report, width, out: calls.append(width))
    monkeypatch.delenv("NO_COLOR", raising=False)
    show(report, "table")
    assert capsys.readouterr().out == text(report)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    show(report, "json")
    assert not calls
    show(report, "table")
    assert len(calls) == 1
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    drawn = StringIO()
    draw(report, 80, drawn)
    assert drawn.getvalue() == "How long\n\nHalf of 3.\n\nBy team\nteam\na   \n"
