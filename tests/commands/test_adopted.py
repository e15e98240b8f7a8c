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
    assert log.remit("reverse", "2", "--topic", "tooling", "--amount", "1", "--why", "Too slow.").code == 0
    assert {file.suffix for file in log.root.rglob("adr/**/*")} == {".md"}
    log.git("checkout", "-q", "adr")
    assert log.remit("decide", "3", "--supersedes", "2").code == 0
    assert "Superseded by [3. Buy a rack](0003-buy-a-rack.md)" in log.read(SECOND)
    log.git("checkout", "-q", "adr")
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


HEAD = "remit: 1\npolicy: none\nsources:\n  - {{path: adr, format: {}, write: true}}\n"
MADR = "---\nstatus: accepted\ndate: 2020-05-03\n{}---\n# {}Use Redis\n\n## Context and Problem Statement\n\nSlow.\n"
BULLETS = "# Use Redis\n\n{0} Status: accepted\n{0} Date: 2020-05-03\n\n## Context and Problem Statement\n\nSlow.\n"
WRITTEN = {
    "nygard": ("0009-use-redis.md", ADR.format(9, "Use Redis", "Accepted"), "0010-use-memory.md", (
        "# 10. Use memory\n\nDate: 2026-11-21\n\n## Status\n\nAccepted\n\nSupersedes [9. Use Redis](0009-use-redis.md)\n\n"
        "## Context\n\nSimpler.\n"
    ), "Superseded by [10. Use memory](0010-use-memory.md)"),
    "madr4": ("adr-009-use-redis.md", MADR.format("decision-makers: Ana\n", "ADR-009: "), "adr-010-use-memory.md", (
        "---\nstatus: accepted\ndate: 2026-11-21\ndecision-makers: ben\n---\n# ADR-010: Use memory\n\n## Context and Problem Statement\n\n"
        "Simpler.\n\n## More Information\n\n- Supersedes [Use Redis](adr-009-use-redis.md)\n"
    ), '"superseded by [Use memory](adr-010-use-memory.md)"'),
    "madr3": ("0009_use_redis.md", MADR.format("deciders: Ana\n", "").replace("\n", "\r\n"), "0010_use_memory.md", (
        "---\nstatus: accepted\ndate: 2026-11-21\ndeciders: ben\n---\n# Use memory\n\n## Context and Problem Statement\n\n"
        "Simpler.\n\n## More Information\n\n- Supersedes [ADR-0009](0009_use_redis.md)\n"
    ).replace("\n", "\r\n"), '"superseded by [ADR-0010](0010_use_memory.md)"'),
    "madr2": ("use-redis.md", BULLETS.format("*"), "use-memory.md", (
        "# Use memory\n\n* Status: accepted\n* Deciders: ben\n* Date: 2026-11-21\n\n## Context and Problem Statement\n\nSimpler.\n\n"
        "## Links\n\n- Supersedes [Use Redis](use-redis.md)\n"
    ), "superseded by [Use memory](use-memory.md)"),
    "log4brains": ("20200503-use-redis.md", BULLETS.format("-"), "20261121-use-memory.md", (
        "# Use memory\n\n- Status: accepted\n- Deciders: ben\n- Date: 2026-11-21\n\n## Context and Problem Statement\n\nSimpler.\n\n"
        "## Links\n\n- Supersedes [20200503-use-redis](20200503-use-redis.md)\n"
    ), "superseded by [20261121-use-memory](20261121-use-memory.md)"),
}  # fmt: skip
"""By format: a file, the next file with its text, and the status of the first once the next one supersedes it."""


@pytest.mark.parametrize("form", WRITTEN)
def test_a_new_decision_is_written_in_the_format_of_the_log(empty_repo: Repo, form: str) -> None:
    name, text, next_name, next_text, status = WRITTEN[form]
    empty_repo.write("decisions/remit.yml", HEAD.format(form))
    empty_repo.write(f"adr/{name}", text)
    empty_repo.write("adr/template.md", "# Title\n\n## Status\n")
    empty_repo.git("config", "user.email", "ben@example.com")
    done = empty_repo.remit("decide", "Use memory", "--why", "Simpler.", "--supersedes", "redis")
    assert (done.code, done.err) == (0, "")
    assert empty_repo.read(f"adr/{next_name}") == next_text
    assert empty_repo.read(f"adr/{name}") == text.replace("ccepted", "XX", 1).replace("AXX", status).replace(
        "aXX", status
    )
    assert f"supersedes: adr/{name[:-3]}\n" in empty_repo.remit("show", "memory").out
    assert f"superseded by: adr/{next_name[:-3]}\n" in empty_repo.remit("show", "redis").out
    assert not (empty_repo.root / "decisions/2026").exists()
    proposed = empty_repo.remit("propose", "Buy a rack", "--tag", "money")
    assert (proposed.code, "no place for it: tags" in proposed.out) == (0, form != "log4brains")
    assert "proposed" in empty_repo.remit("show", "rack").out


def test_a_key_that_stands_in_an_adopted_record_is_a_warning_and_a_new_one_an_error(log: Repo) -> None:
    log.write(FIRST, log.read(FIRST) + "\nSet `ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx` and AKIAQ3EGRT5Z7WPLK2MN.\n")
    log.commit("A key", who="ben")
    whole, brought = log.remit("check"), log.remit("check", "--range", "HEAD~1..HEAD")
    assert (whole.code, brought.code) == (0, 1)
    assert [
        f"{FIRST}:13: {level} G15 secret: this looks like an AWS access key" in done.out
        for level, done in (("warning", whole), ("error", brought))
    ] == [True, True]
    assert "GitHub token" not in whole.out + brought.out
