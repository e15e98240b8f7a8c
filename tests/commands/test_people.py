"""people.yml by command: entries are spliced, comments stay."""

from support import PEOPLE, POLICY, POLICY_PATH, Repo


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


def test_whoever_leaves_hands_over_to_a_successor_and_comes_back(repo: Repo) -> None:
    assert repo.remit("people", "leave", "ana", "--on", "2026-11-20", "--successor", "dia").code == 0
    lead = "  - {role: platform-lead, who: dia, from: 2026-11-21}\n"
    assert repo.read("decisions/people.yml").endswith(lead)
    done = repo.remit("people", "add", "ana", "--role", "engineer", "--email", "ana@home.example")
    assert (done.code, done.out.split("\n")[0]) == (0, "Ana Ito (ana) comes back")
    text = repo.read("decisions/people.yml")
    assert "  ana: {name: Ana Ito, emails: [ana@example.com, ana@home.example], team: platform}\n" in text
    assert text.endswith(lead + "  - {role: engineer, who: ana, from: 2026-11-21}\n")
    unknown = repo.remit("people", "leave", "ben", "--successor", "zoe")
    assert (unknown.code, "nobody in decisions/people.yml is called zoe" in unknown.err) == (2, True)
    repo.remit("people", "holds", "dia", "legal", "--from", "2026-12-01")
    repo.remit("people", "leave", "eva", "--on", "2026-11-30", "--successor", "dia")
    assert repo.read("decisions/people.yml").count("role: legal, who: dia") == 1
    assert "leaves 2026-11-30; legal" in repo.remit("people").out


def test_the_last_who_may_change_people_does_not_leave_unnoticed(repo: Repo) -> None:
    repo.write(POLICY_PATH, POLICY.replace("escalate: platform-lead}", "decide: anyone}"))
    repo.record(status="proposed", decider="cho", decided=None, tier=None, boundary=None, facts="{amount: 90000}")
    repo.commit("Nobody else")
    refused = repo.remit("people", "leave", "cho", "--on", "2026-11-20")
    assert (refused.code, repo.read("decisions/people.yml")) == (1, PEOPLE)
    assert "cho is the last who may change people.yml; nothing was written" in refused.err
    assert "`remit people leave cho --successor WHO`" in refused.err
    assert "Nobody could decide it: tools over 5000 EUR: nobody is left who decides as cto" in refused.err
    assert "Open item of cho: Cache orders in Redis (k3f9qz)" in refused.err
    assert "Nobody can change people.yml then." in repo.remit("people", "holds", "cho", "cto", "--end").out
    repo.write("decisions/people.yml", PEOPLE)
    assert repo.remit("people", "leave", "cho", "--on", "2026-11-20", "--successor", "ana").code == 0
    assert "this log has owners" in repo.remit("people", "holds", "ben", "cto", "--found").err
    repo.write("decisions/people.yml", PEOPLE)
    assert repo.remit("people", "leave", "cho", "--on", "2026-11-20", "--yes").code == 0
    repo.commit("Nobody is left")
    assert repo.remit("people", "holds", "ben", "cto", "--found").code == 0
    assert repo.read("decisions/people.yml").endswith("who: ben, from: 2026-11-21}\nfounded: 2026-11-21\n")


def test_may_says_who_inherits_people_yml_from_an_owner_without_a_holder(repo: Repo) -> None:
    assert (
        "no boundary covers it, so the policy's owner decides: cto"
        in repo.remit("may", "--topic", "remit/people", "--who", "cho").out
    )
    repo.remit("people", "leave", "cho", "--on", "2026-11-20")
    repo.commit("Cho leaves", who="cho")
    said = repo.remit("may", "--topic", "remit/people", "--who", "ana").out
    assert "Because nobody holds cto, so the policy's default applies to people.yml: platform-lead." in said


def test_nothing_is_written_that_could_not_be_read(repo: Repo) -> None:
    later = "  - {role: cto, who: ana, from: 2027-01-01}\n"
    repo.write("decisions/people.yml", PEOPLE + later)
    for words in (
        ("holds", "ana", "cto", "--end"), ("away", "ana", "--from", "2026-12-31", "--until", "2026-12-01"),
        ("holds", "ben", "legal", "--until", "2026-01-01"),
    ):  # fmt: skip
        done = repo.remit("people", *words)
        assert (done.code, done.err.split("\n")[0]) == (1, "remit: this ends before it begins; nothing was written")
    assert repo.remit("people", "leave", "ana", "--on", "2026-12-31").code == 0
    assert later not in repo.read("decisions/people.yml")
    assert repo.remit("check").code == 0


def test_a_newcomer_adds_themselves_with_the_address_that_git_has(repo: Repo) -> None:
    repo.git("config", "user.email", "Zoe.Bell@example.com")
    assert repo.remit("people", "add", "gil").code == 0
    assert "  gil:\n" in repo.read("decisions/people.yml").replace("gil: {}", "gil:")
    assert repo.remit("people", "add", "zoe").code == 0
    assert "  zoe: {emails: [Zoe.Bell@example.com]}\n" in repo.read("decisions/people.yml")
    assert repo.remit("people", "add", "zoe.two").code == 0
    assert repo.read("decisions/people.yml").count("Zoe.Bell@example.com") == 1


def test_a_role_is_held_for_an_area(repo: Repo) -> None:
    path = "decisions/policy/acme@2026-01-01.yml"
    repo.write(path, repo.read(path).replace("engineer: {tier: edge}", "engineer: {tier: edge, of: team}"))
    assert repo.remit("people", "holds", "ben", "engineer", "--of", "web").out.startswith(
        "ben holds engineer of web from"
    )
    assert "- {role: engineer, who: ben, of: web, from: 2026-11-21}" in repo.read("decisions/people.yml")
    assert "engineer, engineer of web" in repo.remit("people").out
    assert "ben holds engineer already" in repo.remit("people", "holds", "ben", "engineer").err
    assert "add --of" not in repo.remit("people", "holds", "ben", "engineer", "--of", "docs").out
    end = repo.remit("people", "holds", "ben", "engineer", "--end")
    assert (end.code, end.err) == (2, "remit: ben holds engineer of docs, shop and web\n  add `--of web`\n")
    assert "until 2026-11-21" in repo.remit("people", "holds", "ben", "engineer", "--end", "--of", "shop").out
    assert "who: ben, from: 2026-01-01, until: 2026-11-21}" in repo.read("decisions/people.yml")
    repo.remit("people", "leave", "dia", "--successor", "ana")
    assert "- {role: engineer, who: ana, of: shop, from: 2026-11-22}" in repo.read("decisions/people.yml")
    assert (
        "cho has no team: `remit people holds cho engineer --of AREA`"
        in repo.remit("people", "holds", "cho", "engineer").out
    )
    assert "cto has no areas" in repo.remit("people", "holds", "cho", "cto", "--of", "web").out
