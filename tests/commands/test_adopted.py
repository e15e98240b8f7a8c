"""Records of an adopted log: superseded, deprecated, decided and linked where they are, in their own format."""

import pytest

from support import SETTINGS, Repo

ADR = "# {}. {}\n\nDate: 2020-05-03\n\n## Status\n\n{}\n\n## Context\n\nSlow.  \n"
FIRST, SECOND, THIRD = "adr/0001-use-redis.md", "adr/0002-use-memory.md", "adr/0003-buy-a-rack.md"


@pytest.fixture
def log(empty_repo: Repo) -> Repo:
    repo = empty_repo.organisation(settings=SETTINGS + "sources:\n  - {path: adr}\n")
    repo.write(FIRST, ADR.format(1, "Use Redis", "Accepted"))
    repo.write(SECOND, ADR.format(2, "Use memory", "Accepted"))
    repo.write(THIRD, ADR.format(3, "Buy a rack", "Proposed"))
    repo.git("config", "user.email", "ben@example.com")
    repo.commit("Adopt")
    return repo


def test_an_adopted_record_is_superseded_by_another_or_by_a_new_one(log: Repo) -> None:
    done = log.remit("supersede", "1", "--by", "2")
    assert (done.code, done.err) == (0, "")
    log.commit("Use memory", who="ben")
    assert log.read(FIRST) == ADR.format(1, "Use Redis", "Superseded by [2. Use memory](0002-use-memory.md)")
    assert log.read(SECOND) == ADR.format(2, "Use memory", "Accepted\n\nSupersedes [1. Use Redis](0001-use-redis.md)")
    assert "superseded by: adr/0002-use-memory\n" in log.remit("show", "ADR-1").out
    done = log.remit("supersede", "2", "Forget it", "--topic", "tooling", "--amount", "1", "--why", "Simpler.")
    assert (done.code, done.err) == (0, "")
    (new,) = (log.root / "decisions/2026").glob("*.md")
    assert f"Superseded by [Forget it](../decisions/2026/{new.name})\n" in log.read(SECOND)
    assert f"superseded by: {new.name[:17]}\n" in log.remit("show", "ADR-2").out
    assert "supersedes: [adr/0002-use-memory]\n" in new.read_text()
    log.commit("Forget it", who="ben")
    assert log.remit("check", "--range", "HEAD~1..HEAD").code == 0


def test_it_is_decided_deprecated_and_linked(log: Repo) -> None:
    path = log.record()
    assert log.remit("decide", "3", "--commit").code == 0
    assert log.read(THIRD) == ADR.format(3, "Buy a rack", "Accepted")
    done = log.remit("deprecate", "3", "--why", "We\nrent.", "--commit")
    assert "Not checked against a policy: the record is in another format (nygard)." in done.out
    assert log.git("log", "-1", "--format=%s") == "Deprecate: Buy a rack (adr/0003-buy-a-rack): We rent.\n"
    assert log.read(THIRD) == ADR.format(3, "Buy a rack", "Deprecated")
    assert "cannot become accepted" in log.remit("decide", "3").err
    assert log.remit("link", "k3f9", "1", "--as", "depends-on").code == 0
    assert "links:\n  - {as: depends-on, to: adr/0001-use-redis}\n" in log.read(path)
    link = f"Accepted\n\nRequired by [Cache orders in Redis](../{path})"
    assert log.read(FIRST) == ADR.format(1, "Use Redis", link)
    assert "related: D-20261121-k3f9qz\n" in log.remit("show", "ADR-1").out


def test_what_its_format_has_no_place_for_is_refused(log: Repo) -> None:
    for words in (("edit", "3"), ("amend", "3", "--why", "x"), ("vote", "3", "yes")):
        assert "adr/0003-buy-a-rack is a record of another format (nygard), adopted in place" in log.remit(*words).err
