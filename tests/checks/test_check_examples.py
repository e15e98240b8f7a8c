"""Every check has good and bad examples: files that show what it finds and what it lets pass.

An example is a text of sections. `=== PATH` begins a file of the log, `=== before PATH` one that had landed before the
change, `=== says` what the check must say. People, policy and settings of Acme stand around it unless it brings its own.
"""

import re
from pathlib import Path

import pytest

from remit.authority import deadlines as due
from remit.authority.procedure.answers import Answers
from remit.checks import engine, rules
from remit.checks.check import Known
from remit.checks.engine import CHECKS, EXPLANATIONS
from remit.checks.report import in_order
from remit.log.change import Change
from remit.log.log import Log
from remit.log.moment import parse_moment
from remit.log.source import Source, SourceTree
from remit.workspace.logs import adopted
from support import NOW, PEOPLE, POLICY, POLICY_PATH, SETTINGS

EXAMPLES = Path(__file__).parent / "examples"
GUARDS = {"decisions/remit.yml": SETTINGS, "decisions/people.yml": PEOPLE, POLICY_PATH: POLICY}
SHOWN_WITH_COMMITS = {
    "B04",
    "G01",
    "G02",
    "G06",
    "G07",
    "G08",
    "G09",
    "G14",
    "G16",
    "G19",
    "G20",
    "G21",
    "G22",
    "G23",
    "G24",
}
"""Checks whose examples need commits or file modes: their stories are told on real repositories."""
CASES = sorted(EXAMPLES.glob("*/*/*.txt"))


def sections(text):
    parts = re.split(r"^=== (.*)\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def log_of(files):
    sources = [Source(path, data.encode()) for path, data in sorted({**GUARDS, **files}.items())]
    return Log(SourceTree(sources), adopted=adopted)


def said_by(code, example):
    parts = sections(example)
    parts.pop("says", None)
    before = {name.removeprefix("before "): text for name, text in parts.items() if name.startswith("before ")}
    files = {name: text for name, text in parts.items() if not name.startswith("before ")}
    log = log_of(files)
    now = parse_moment(NOW).instant()
    known = Known(log, now)
    checks = [check for check in CHECKS if check.code == code]
    run = engine.Run(log.settings, timely=True, whole=True, checks=checks)
    found = [*run.documents(known), *run.guards(log, now), *run.log(known)]
    if before:
        found += run.change(Change(log_of(before), log, log), known)
    found = in_order(finding for finding in found if finding.code == code)
    return "".join(
        f"{finding.path}:{finding.line}:{finding.column}: {finding.level}: {finding.message}\n    {finding.remedy}\n"
        for finding in found
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(case.parts[-3:]).removesuffix(".txt"))
def test_an_example_gets_what_it_shows(case):
    code, kind = case.parts[-3:-1]
    wanted = sections(case.read_text("utf-8")).get("says", "")
    assert said_by(code, case.read_text("utf-8")) == wanted
    assert bool(wanted) == (kind == "bad")


def test_every_check_has_a_good_and_a_bad_example():
    shown = {(case.parts[-3], case.parts[-2]) for case in CASES}
    wanted = {
        (check.code, kind) for check in CHECKS for kind in ("good", "bad") if check.code not in SHOWN_WITH_COMMITS
    }
    assert wanted <= shown


def test_every_check_says_what_it_means_and_what_to_do():
    for check in CHECKS:
        meaning, *ways_out = EXPLANATIONS[check.code].split("\n\n")
        assert meaning.endswith((".", "!")), check.code
        assert ways_out, f"{check.code}: its page ends where the way out should begin"


def test_a_check_that_needs_commits_has_its_stories_elsewhere():
    stories = "\n".join(
        path.read_text("utf-8") for path in EXAMPLES.parents[1].rglob("test_*.py") if path != Path(__file__)
    )
    assert {code for code in SHOWN_WITH_COMMITS if stories.count(code) < 2} == set()


def test_every_check_has_a_file_a_page_and_a_code_of_its_own():
    files = {path.stem for path in Path(rules.__file__).parent.glob("*.py")} - {"__init__"}
    assert files == set(rules.NAMES)
    assert [check.code for check in CHECKS] == list(rules.CODES)
    assert len({check.name for check in CHECKS}) == len(set(rules.CODES)) == len(files)
    for check in CHECKS:
        page = EXPLANATIONS[check.code]
        assert len(page.split()) > 15, check.code
        assert "\n\n" in page, check.code


def test_a_fix_takes_the_finding_away():
    from remit.log import edit

    fixed = 0
    for case in CASES:
        code, kind = case.parts[-3:-1]
        check = next(check for check in CHECKS if check.code == code)
        if kind == "good" or check.fix is None:
            continue
        parts = sections(case.read_text("utf-8"))
        log = log_of({name: text for name, text in parts.items() if name.startswith("decisions/")})
        known = Known(log, parse_moment(NOW).instant())
        for record in log.records:
            changes = check.fix(record, known)
            if changes:
                parts[record.path] = edit.set_fields(parts[record.path], changes)
                fixed += 1
        parts.pop("says")
        if "fixed" in case.stem:
            assert said_by(code, "".join(f"=== {name}\n{text}" for name, text in parts.items())) == ""
    assert fixed >= 3


def test_what_checks_find_overdue_is_what_the_deadlines_are():
    dated = {
        "V01": due.RATIFICATION,
        "V03": due.REVIEW,
        "V05": due.OUTCOME,
        "G17": due.OPEN,
        "G18": due.STOP,
        "L07": due.POLICY,
    }
    for case in CASES:
        kind = dated.get(case.parts[-3])
        if not kind:
            continue
        parts = sections(case.read_text("utf-8"))
        log, now = log_of({name: text for name, text in parts.items() if name != "says"}), parse_moment(NOW).instant()
        found = {one.path for one in due.deadlines(log, Answers(log, now), now) if one.kind == kind}
        said = set(re.findall(r"^(\S+):\d+:\d+: ", parts.get("says", ""), re.MULTILINE))
        assert said <= found, case
        if kind not in (due.RATIFICATION, due.STOP):
            past = {
                one.path
                for one in due.deadlines(log, Answers(log, now), now)
                if one.kind == kind and one.past(now, log.zone)
            }
            assert past == said, case
