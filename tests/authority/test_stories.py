"""Stories: small policies, who asks about what, and the whole answer.

Each folder of `stories/` holds policies, perhaps people, `scenarios.yml` (the outcome as a person states it) and
`answers.json` (the whole answers, so that nothing changes unseen). After a change that is meant:
`REWRITE_STORIES=1 python -m pytest tests/authority/test_stories.py`, and read the difference.
"""

import json
import os
from pathlib import Path

import pytest

from remit.authority.answer import NoAnswer, to_json
from remit.authority.policy.scenarios import ask, read_scenarios, run
from remit.authority.procedure.chain import Policies
from remit.log.people import read_people
from remit.log.policy import read_policy
from remit.reporting.answers import answer_text, no_answer_text

STORIES = sorted(folder for folder in (Path(__file__).parent / "stories").iterdir() if folder.is_dir())


def load(folder: Path):
    policies, people = [], None
    for path in sorted((folder / "policies").glob("*.yml")):
        policy, findings = read_policy(path.read_text(), path.name)
        assert findings == []
        policies.append(policy)
    if (folder / "people.yml").exists():
        people, findings = read_people((folder / "people.yml").read_text())
        assert findings == []
    scenarios, findings = read_scenarios((folder / "scenarios.yml").read_text(), "scenarios.yml")
    assert findings == []
    return policies, people, scenarios


def whole(found):
    """Everything that was said, in data and in words; what is empty is left out, to be read by people."""
    if isinstance(found, NoAnswer):
        return {"text": no_answer_text(found).split("\n")}
    said = {key: value for key, value in to_json(found).items() if value not in (None, [], "line")}
    said["duties"] = [
        {key: value for key, value in duty.items() if value not in (None, [], False)} for duty in said.get("duties", [])
    ]
    return {**said, "text": answer_text(found).split("\n")}


@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)
def test_every_story_ends_as_told(folder):
    policies, people, scenarios = load(folder)
    assert [result for result in run(scenarios, policies, people) if not result.passed] == []


@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)
def test_the_whole_answer_of_every_story_is_as_it_was_read(folder):
    policies, people, scenarios = load(folder)
    known = Policies(policies)
    answers = {scenario.id: whole(ask(scenario, known, people)) for scenario in scenarios}
    assert len(answers) == len(scenarios), "two stories have one name"
    kept = folder / "answers.json"
    if os.environ.get("REWRITE_STORIES"):
        kept.write_text(json.dumps(answers, indent=1, ensure_ascii=False) + "\n")
    assert answers == json.loads(kept.read_text())


@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)
def test_the_order_of_boundaries_changes_no_answer(folder):
    policies, people, scenarios = load(folder)
    turned = [policy._replace(boundaries=policy.boundaries[::-1]) for policy in policies]
    straight, reversed_ = Policies(policies), Policies(turned)
    for scenario in scenarios:
        one, other = ask(scenario, straight, people), ask(scenario, reversed_, people)
        if isinstance(one, NoAnswer):
            assert one == other
            continue
        for key in ("answer", "as_role", "tier", "could_be", "goes_to", "boundary", "comparison", "ties"):
            assert getattr(one, key) == getattr(other, key), (scenario.id, key)
        assert set(one.duties) == set(other.duties), scenario.id
        assert set(one.missing) == set(other.missing), scenario.id


@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)
def test_every_answer_other_than_decide_names_a_way_on(folder):
    policies, people, scenarios = load(folder)
    known = Policies(policies)
    for scenario in scenarios:
        found = ask(scenario, known, people)
        if isinstance(found, NoAnswer):
            assert found.message
        elif found.answer != "decide":
            assert found.goes_to or found.missing or found.open_duties, scenario.id


def test_the_procedure_tells_its_secrets_to_nobody(tmp_path, monkeypatch):
    """Same inputs, same answer: no clock, no file, no environment."""
    policies, people, scenarios = load(STORIES[0])
    before = [whole(ask(scenario, Policies(policies), people)) for scenario in scenarios]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert [whole(ask(scenario, Policies(policies), people)) for scenario in scenarios] == before
