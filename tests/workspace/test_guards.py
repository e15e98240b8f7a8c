"""What judges is kept between commits, and is always what the files say."""

from pathlib import Path

import pytest

from remit.log.people_file import read_people
from remit.log.policy_file import read_policy
from remit.repo import repository as place
from remit.workspace import guards, listing
from remit.workspace.shelf import Shelf
from support import POLICY, POLICY_PATH, Repo

STORIES = Path(__file__).parents[1] / "authority/stories"


def read_by(repo: Repo, contents=None):
    """The guards of HEAD, from one who reads them for the first time; without contents git has none."""
    repository = place.find(str(repo.root))
    names = listing.of(repository, repo.head)
    files = [names.at("decisions/remit.yml"), names.at("decisions/people.yml"), *names.holding("/policy/")]
    reader = guards.Guards(repository)
    return reader.known(files), reader.read(files, Shelf(repository))


@pytest.mark.parametrize("story", sorted(STORIES.iterdir()), ids=lambda path: path.name)
def test_what_is_kept_of_every_policy_and_its_people_is_what_was_read(story):
    values = [read_policy(path.read_text(), str(path))[0] for path in sorted(story.rglob("*.yml"))]
    values += [read_people(path.read_text(), str(path))[0] for path in sorted(story.rglob("people.yml"))]
    read = tuple(value for value in values if value is not None)
    words = "\0".join(guards._words(read)).split("\0")
    kept = guards._value(iter(words))
    assert read
    assert kept == read
    assert list(map(type, kept)) == list(map(type, read))


def test_guards_that_were_kept_are_those_that_were_read(repo):
    first, second = read_by(repo), read_by(repo)
    assert (first[0], second[0]) == (False, True)
    assert first[1] == second[1]
    assert second[1].policies
    assert second[1].people


def test_other_guards_are_read_anew(repo):
    read_by(repo)
    repo.write(POLICY_PATH, POLICY.replace("up_to: 500", "up_to: 400"))
    repo.commit("Policy")
    known, log = read_by(repo)
    assert not known
    assert next(int(step.up_to) for step in log.policies[0].boundaries[0].steps if step.up_to) == 400


@pytest.mark.parametrize(
    "rest",
    [
        b"",
        b"\0\0",
        b"\0\0t",
        b"\0\0t4\0n\0n\0n",
        b"\0\0t2\0i1\0i2",
        b"\0\0t4\0i1\0i2\0i3\0i4",
        b"\0\0k999",
        b"\0\0k-1",
        b"\0\0dx",
        b"\0\0o0",
        b"\0\0\xff",
        b"\0\0" + b"t1\0" * 9_000,
        b"\0\0m1\0m0\0n",
        b"\0\0t99999999999",
    ],
)
def test_a_file_that_is_broken_is_read_over(repo, rest):
    _, first = read_by(repo)
    at = repo.root / ".git/remit/guards"
    key, _, _ = at.read_bytes().partition(b"\0\0")
    at.write_bytes(key + rest)
    assert read_by(repo)[1] == first
    assert read_by(repo) == (True, first)


def test_what_lies_there_for_another_kind_of_value_is_read_over(repo):
    _, first = read_by(repo)
    at = repo.root / ".git/remit/guards"
    key, _, words = at.read_bytes().partition(b"\0\0")
    for wrong in (words.replace(b"k", b"t"), words.replace(b"s", b"i"), words[: len(words) // 2], words + b"\0n"):
        at.write_bytes(key + b"\0\0" + wrong)
        assert read_by(repo)[1] == first


def test_what_could_not_be_read_whole_is_not_kept(repo):
    repo.write(POLICY_PATH, POLICY + "colour: red\n")
    repo.commit("Policy")
    assert read_by(repo)[1].findings
    assert read_by(repo)[0] is False


def test_where_nothing_can_be_written_nothing_is_kept(repo):
    (repo.root / ".git/remit").write_text("")
    known, log = read_by(repo)
    assert (known, read_by(repo)) == (False, (False, log))
