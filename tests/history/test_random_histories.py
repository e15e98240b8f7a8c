"""Random histories with branches, merges of every kind, renames and deletions, against what was written into them."""

import random
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from remit.history.reader import history_of
from remit.log.timeline import FILE, History, steps_of

State = dict[str, tuple[str, str, str]]
"""Record id to file name, status and title."""
STATUSES = ("proposed", "accepted", "rejected", "deferred")


class Made(NamedTuple):
    mark: int
    parents: tuple[int, ...]
    state: State


def record_id(number: int) -> str:
    return f"D-20260101-aaaaa{number}"


def changed(state: State, pick: random.Random) -> State:
    """A state with one record changed, renamed, added or removed."""
    state = dict(state)
    key = record_id(pick.randrange(5))
    if key not in state:
        state[key] = (f"{key}.md", pick.choice(STATUSES), "one")
        return state
    name, status, title = state[key]
    kind = pick.randrange(10)
    if kind == 0:
        del state[key]
    elif kind == 1:
        state[key] = (f"{key}-{pick.randrange(99)}.md", status, title)
    elif kind == 2:
        state[key] = (f"{key}-{pick.randrange(99)}.md", pick.choice(STATUSES), title)
    elif kind == 3:
        state[key] = (name, status, pick.choice(("one", "two", "three")))
    else:
        state[key] = (name, pick.choice(STATUSES), title)
    return state


def merged(ours: State, theirs: State, pick: random.Random) -> State:
    """What a person might make of a merge: one side, the other, a mixture, or something of their own."""
    kind = pick.randrange(6)
    if kind == 0:
        return dict(ours)
    if kind == 1:
        return dict(theirs)
    state = {
        key: pick.choice([side[key] for side in (ours, theirs) if key in side])
        for key in sorted({*ours, *theirs})
        if pick.random() < 0.95
    }
    return changed(state, pick) if kind == 2 else state


def invent(seed: int) -> list[Made]:
    """Commits on and off a main line, newest main last."""
    pick = random.Random(seed)
    commits = [Made(1, (), changed({}, pick))]
    tips = [1]

    def add(parents: tuple[int, ...], state: State) -> int:
        commits.append(Made(len(commits) + 1, parents, state))
        return len(commits)

    for _ in range(45):
        branch = pick.randrange(len(tips))
        kind = pick.random()
        here = commits[tips[branch] - 1]
        if kind < 0.55:
            tips[branch] = add((here.mark,), changed(here.state, pick))
        elif kind < 0.7 and len(tips) < 4:
            tips.append(here.mark)
        elif len(tips) > 1:
            other = commits[tips[pick.choice([number for number in range(len(tips)) if number != branch])] - 1]
            if other.mark != here.mark:
                tips[branch] = add((here.mark, other.mark), merged(here.state, other.state, pick))
    return [*commits, Made(len(commits) + 1, (tips[0],), changed(commits[tips[0] - 1].state, pick))]


def write(folder: Path, commits: list[Made]) -> dict[str, Made]:
    stream = []
    for made in commits:
        who = (
            f"p{made.mark} <p{made.mark}@example.com> {1_700_000_000 + random.Random(made.mark).randrange(10**6)} +0000"
        )
        parents = "".join(f"{'merge' if number else 'from'} :{parent}\n" for number, parent in enumerate(made.parents))
        ref = "refs/heads/main" if made is commits[-1] else f"refs/heads/c{made.mark}"
        stream.append(
            f"commit {ref}\nmark :{made.mark}\nauthor {who}\ncommitter {who}\ndata 1\nx\n{parents}deleteall\n"
        )
        for key, (name, status, title) in made.state.items():
            text = f"---\nid: {key}\ntitle: {title}\nstatus: {status}\n---\nText.\n"
            stream.append(f"M 100644 inline decisions/{name}\ndata {len(text)}\n{text}")
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    marks = folder / ".git" / "marks"
    subprocess.run(
        ["git", "-C", str(folder), "fast-import", "--quiet", "--force", f"--export-marks={marks}"],
        input="".join(stream).encode(),
        check=True,
    )
    return {line.split()[1]: commits[int(line.split()[0][1:]) - 1] for line in marks.read_text().splitlines()}


def value(state: State, key: str, field: str) -> str | None:
    if key not in state:
        return None
    name, status, title = state[key]
    return {FILE: f"decisions/{name}", "status": status, "title": title}[field]


def ancestors(commits: list[Made], mark: int) -> set[int]:
    out, todo = set(), [mark]
    while todo:
        one = todo.pop()
        if one not in out:
            out.add(one)
            todo += commits[one - 1].parents
    return out


def main_line(commits: list[Made]) -> list[Made]:
    out = [commits[-1]]
    while out[-1].parents:
        out.append(commits[out[-1].parents[0] - 1])
    return out[::-1]


def check(history: History, commits: list[Made], by_id: dict[str, Made]) -> None:
    line = main_line(commits)
    for key, timeline in history.timelines.items():
        for field in (FILE, "status", "title"):
            shown, before = [], None
            for made in line:
                now = value(made.state, key, field)
                if now != before:
                    shown.append((made.mark, now))
                before = now
            published = {by_id[change.landed.id].mark: change.new for change in timeline.of(field)}
            if field == FILE:
                assert list(published.items()) == shown
            else:
                assert list(published.items()) == [pair for pair in shown if pair[1] is not None]
            for change in timeline.of(field):
                told_true(change, key, field, commits, by_id)
        assert [change.old for change in timeline.of(FILE)] == [None, *(change.new for change in timeline.of(FILE))][
            :-1
        ]


def told_true(change, key: str, field: str, commits: list[Made], by_id: dict[str, Made]) -> None:
    """The commit named set the value: it came with what landed and has it; no parent that came along had it from a commit that did too."""
    made, landed = by_id[change.made.id], by_id[change.landed.id]
    brought = ancestors(commits, landed.mark) - (ancestors(commits, landed.parents[0]) if landed.parents else set())
    assert made.mark in brought
    assert value(made.state, key, field) == change.new
    if made is not landed:
        assert not any(set_within(parent, brought, key, field, change.new, commits) for parent in made.parents)


def set_within(mark: int, brought: set[int], key: str, field: str, wanted: object, commits: list[Made]) -> bool:
    """Whether a commit has a value that all the ways back lead to commits of `brought` that set it."""
    made = commits[mark - 1]
    if mark not in brought or value(made.state, key, field) != wanted:
        return False
    having = [parent for parent in made.parents if value(commits[parent - 1].state, key, field) == wanted]
    return not having or all(set_within(parent, brought, key, field, wanted, commits) for parent in having)


@pytest.mark.parametrize("seed", range(40))
def test_a_random_history_is_told_as_it_was_written(seed: int, tmp_path: Path):
    commits = invent(seed)
    by_id = write(tmp_path, commits)
    history = history_of(str(tmp_path), "main", ["decisions"], keep=False)
    check(history, commits, by_id)
    ids = {made.mark: commit for commit, made in by_id.items()}
    line = main_line(commits)
    for made in (line[len(line) // 3], line[2 * len(line) // 3], line[-1]):
        carried_on = history_of(str(tmp_path), ids[made.mark], ["decisions"], branch="main")
    assert dict(carried_on.timelines) == dict(history.timelines)
    kept = history_of(str(tmp_path), ids[line[-1].mark], ["decisions"], branch="main")
    told = {key: steps_of(timeline) for key, timeline in history.timelines.items()}
    assert dict(kept.steps) == told
    assert {
        key: kept.steps_of("", timeline.path) for key, timeline in history.timelines.items() if timeline.exists
    } == {key: steps for key, steps in told.items() if history.timelines[key].exists}
