"""people.yml by command: entries are spliced, comments stay."""

from support import PEOPLE, Repo


def test_a_person_is_added_with_a_role(repo: Repo) -> None:
    done = repo.remit(
        "people",
        "add",
        "zoe",
        "--name",
        "Zoe Bell",
        "--email",
        "zoe@example.com",
        "--role",
        "engineer",
        "--from",
        "2026-12-01",
    )
    assert (done.code, done.err) == (0, "")
    person = "  zoe: {name: Zoe Bell, emails: [zoe@example.com]}\n"
    assert repo.read("decisions/people.yml") == PEOPLE.replace("holds:\n", person + "holds:\n") + (
        "  - {role: engineer, who: zoe, from: 2026-12-01}\n"
    )


def test_the_first_person_makes_the_file(empty_repo: Repo) -> None:
    empty_repo.write("decisions/remit.yml", "policy: none\n")
    assert empty_repo.remit("people", "add", "zoe", "--email", "zoe@example.com").code == 0
    assert empty_repo.read("decisions/people.yml") == "people:\n  zoe: {emails: [zoe@example.com]}\n"


def test_whoever_leaves_gives_their_roles_back_and_what_waits_is_named(repo: Repo) -> None:
    repo.proposal(decider="ana")
    done = repo.remit("people", "leave", "ana", "--on", "2026-12-31")
    assert (done.code, done.err) == (0, "")
    assert repo.read("decisions/people.yml") == PEOPLE.replace(
        "emails: [ana@example.com], team: platform}", "emails: [ana@example.com], team: platform, left: 2026-12-31}"
    ).replace("who: ana, from: 2026-01-01}", "who: ana, from: 2026-01-01, until: 2026-12-31}")
    assert "Nobody else holds platform-lead" in done.out
    assert "Open item of ana: Cache orders in Redis" in done.out


def test_a_role_is_given_and_ended(repo: Repo) -> None:
    assert repo.remit("people", "holds", "dia", "platform-lead").code == 0
    assert repo.remit("people", "holds", "ana", "platform-lead", "--end").code == 0
    assert (
        repo.read("decisions/people.yml")
        == PEOPLE.replace("who: ana, from: 2026-01-01}", "who: ana, from: 2026-01-01, until: 2026-11-21}")
        + "  - {role: platform-lead, who: dia, from: 2026-11-21}\n"
    )


def test_somebody_is_away(repo: Repo) -> None:
    assert repo.remit("people", "away", "ana", "--from", "2026-12-20", "--until", "2027-01-06").code == 0
    assert repo.read("decisions/people.yml") == PEOPLE + "away:\n  - {who: ana, from: 2026-12-20, until: 2027-01-06}\n"


def test_people_are_listed_with_what_they_hold(repo: Repo) -> None:
    assert repo.remit("people").out.split("\n")[0] == "ana              Ana Ito                  platform-lead"


def test_an_address_belongs_to_one_person(repo: Repo) -> None:
    done = repo.remit("people", "add", "zoe", "--email", "Ana@example.com")
    assert (done.code, done.err) == (
        1,
        "remit: Ana@example.com belongs to ana\n  an address can only belong to one person\n",
    )
    assert "is not a handle" in repo.remit("people", "add", "Zoë").err
    assert "is already in people.yml" in repo.remit("people", "add", "ana").err
    assert "No policy has a role chef" in repo.remit("people", "holds", "ana", "chef").out
