"""T1 to T11: who decided, as git shows it."""

import subprocess

import pytest
from story import bare, codes, found, key_of, rows, with_person

from remit.repo import git
from support import POLICY, POLICY_PATH, SETTINGS, Repo

RECORD = "decisions/2026/D-20261121-k3f9qz.md"


def test_t01_forged_decider(repo: Repo):
    repo.branch("work")
    repo.record(decider="ana", tier="functional", facts="{amount: 900}")
    repo.commit("Decide", who="ben")
    sha = repo.head[:8]
    code, out, err = repo.remit("check", "--range", "main..HEAD")
    assert (code, err) == (1, "")
    assert (
        f"{RECORD}:5:1: error G01 decider-is-author: the decider is ana, but commit {sha}, which set it to accepted,"
        f" is by ben <ben@example.com>" in out
    )
    assert "ask ana to run `remit decide k3f9qz`, or write `decider: ben`" in out


def test_t01_a_draft_by_somebody_else_is_fine(repo: Repo):
    repo.branch("work")
    repo.proposal("k3f9qz")
    repo.commit("Draft", who="dia")
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    assert found(repo) == []


def test_t01_words_changed_after_the_decision_are_not_the_deciders(repo: Repo):
    repo.branch("work")
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    repo.record("k3f9qz", facts="{amount: 499}")
    repo.commit("A little more", who="dia")
    sha = repo.head[:8]
    assert found(repo) == [
        ("G01", f"the decider is ben, but commit {sha}, which changed the text, is by dia <dia@example.com>")
    ]


def test_t01_an_act_is_by_whoever_added_it(repo: Repo):
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    repo.branch("work")
    repo.act("k3f9qz", "advice", "eva", "Keep the old keys.\n")
    repo.commit("Advise", who="ben")
    sha = repo.head[:8]
    assert found(repo) == [
        ("G01", f"the advice names eva, but commit {sha}, which added it, is by ben <ben@example.com>")
    ]


def test_t01_whoever_formats_an_act_did_not_speak(repo: Repo):
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    path = repo.act("k3f9qz", "advice", "eva", "Keep the old keys for a month.\n")
    repo.commit("Advise", who="eva")
    repo.branch("work")
    neat = "---\nwho: eva\nact:   advice\non: 2026-11-21T11:00+00:00\n---\n\nKeep the old\nkeys for a month.\n\n"
    repo.write(path, neat)
    repo.commit("Format", who="dia")
    assert found(repo) == []
    repo.write(path, neat.replace("month", "year"))
    repo.commit("Other words", who="dia")
    assert codes(repo) == ["G22", "G01"], "dia did not say it, and what eva said was merged"


def test_t01_whoever_formats_a_new_act_did_not_speak(repo: Repo):
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    repo.branch("work")
    path = repo.act("k3f9qz", "advice", "eva", "Keep the old keys for a month.\n")
    repo.commit("Advise", who="eva")
    repo.write(path, repo.read(path).replace("old keys", "old\nkeys"))
    repo.commit("Format", who="dia")
    assert found(repo) == []


def test_t01_the_decider_may_note_what_became_of_advice(repo: Repo):
    repo.branch("work")
    repo.proposal("k3f9qz")
    path = repo.act("k3f9qz", "advice", "eva", "Keep the old keys.\n")
    repo.commit("Propose and advise", who="eva")
    repo.write(path, repo.read(path).replace("who: eva\n", "who: eva\ntaken: partly\n"))
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    assert found(repo) == []


def test_t01_a_grade_of_claimed_asks_for_no_proof(repo: Repo):
    repo.write("decisions/remit.yml", SETTINGS + "grades: {edge: claimed}\n")
    repo.commit("Trust words")
    repo.branch("work")
    repo.record()
    repo.commit("Decide", who="dia")
    assert found(repo) == []


def test_t01_a_boundary_may_ask_for_less_than_its_tier(repo: Repo):
    repo.write(POLICY_PATH, POLICY.replace("topic: tooling\n", "topic: tooling\n    grade: claimed\n"))
    repo.commit("Trust words about tools")
    repo.branch("work")
    repo.record()
    repo.commit("Decide", who="dia")
    assert found(repo) == []


def test_t01_a_scribe_records_what_their_body_decided_and_nothing_else(repo: Repo):
    board = "bodies:\n  board: {tier: central, members: [cto, legal], passes: majority}\n"
    policy = POLICY.replace("topics:\n", board + "topics:\n  budget: what we spend\n", 1)
    policy = policy.replace("boundaries:\n", "boundaries:\n  - {id: plan, topic: budget, decide: board}\n")
    repo.write(POLICY_PATH, policy)
    repo.write("decisions/people.yml", with_person("dia") + "scribes:\n  - {who: dia, for: [board]}\n")
    repo.commit("A board and its scribe", who="cho")
    repo.branch("work")
    votes = "{body: board, yes: 2, no: 0, members: 2}"
    repo.record(
        "k3f9qz", decider="cho", topic="budget", boundary="plan", tier="central", votes=votes, recorded_by="dia",
        facts=None,
    )  # fmt: skip
    repo.record("m4x8ra", decider="cho", tier="central", facts="{amount: 9000}", recorded_by="dia")
    repo.commit("Minutes", who="dia")
    assert [row["path"][-9:] for row in rows(repo) if row["code"] == "G01"] == ["m4x8ra.md"]


@pytest.fixture
def signed(repo: Repo, tmp_path_factory):
    """Ana and ben have keys; functional decisions must be signed. Gives a way to commit with somebody's key."""
    folder = str(tmp_path_factory.getbasetemp())
    people = with_person("ana", keys=f'["{key_of("ana", folder)[1]}"]')
    people = people.replace("team: shop}", f'team: shop, keys: ["{key_of("ben", folder)[1]}"]}}', 1)
    repo.write("decisions/people.yml", people)
    repo.write("decisions/remit.yml", SETTINGS + "grades: {functional: signed}\n")
    repo.commit("Keys", who="cho")
    repo.git("config", "gpg.format", "ssh")
    repo.branch("work")

    def commit(*, who: str, key: str) -> str:
        repo.record(
            decider="ana", tier="functional", facts="{amount: 900}", advice="[{as: engineer, who: ben, taken: yes}]"
        )
        repo.git("add", "-A")
        repo.git("-c", f"user.signingkey={key_of(key, folder)[0]}", "commit", "-q", "-S", "-m", "Decide", who=who)
        return repo.head[:8]

    return commit


def test_t02_valid_signature_of_another(repo: Repo, signed):
    sha = signed(who="ana", key="ben")
    assert found(repo) == [("G02", f"commit {sha} is signed by ben, not by ana")]


def test_t02_the_deciders_own_key_will_do(repo: Repo, signed):
    signed(who="ana", key="ana")
    assert found(repo) == []
    assert not list((repo.root / ".git" / "remit").glob("sig*")), "a check believes nothing that lies in a clone"


def test_t02_only_what_needs_a_signature_is_verified(repo: Repo, signed, tmp_path_factory, monkeypatch):
    folder = str(tmp_path_factory.getbasetemp())
    decided = signed(who="ana", key="ana")
    repo.record("aaaaaa")
    repo.git("add", "-A")
    repo.git("-c", f"user.signingkey={key_of('ben', folder)[0]}", "commit", "-q", "-S", "-m", "Decide", who="ben")
    asked: list[str] = []
    call = git.call
    monkeypatch.setattr(git, "call", lambda command, feed: asked.append(command[-1][-40:]) or call(command, feed))
    assert found(repo) == []
    assert [commit[:8] for commit in asked] == [decided]


def test_t02_a_merge_of_a_signed_tag_is_taken_apart_as_git_does(repo: Repo, signed, tmp_path_factory):
    key = str(key_of("ana", str(tmp_path_factory.getbasetemp()))[0])
    repo.git("config", "user.signingkey", key)
    repo.git("switch", "-q", "-c", "side")
    repo.git("commit", "-q", "-S", "--allow-empty", "-m", "Aside")
    repo.git("tag", "-s", "-m", "Signed", "v1")
    repo.git("switch", "-q", "work")
    signed(who="ana", key="ana")
    repo.git("merge", "-q", "--no-ff", "-S", "-m", "Merge", "v1")
    assert "mergetag object" in repo.git("cat-file", "commit", "HEAD")
    assert _states(repo, tmp_path_factory) == {"signed"}


def _states(repo: Repo, tmp_path_factory) -> set[str]:
    from remit.repo import commits, signatures

    keys = {"ana": (key_of("ana", str(tmp_path_factory.getbasetemp()))[1],)}
    nodes = commits.nodes(str(repo.root), "main", "HEAD")
    return {found.state for found in signatures.verify(nodes, keys).values()}


def test_t02_the_site_shows_what_is_signed(repo: Repo, signed):
    signed(who="ana", key="ana")
    assert _shown(repo) == ["signed by Ana Ito"]
    assert _shown(repo) == ["signed by Ana Ito"], "and again, from what is kept"


def test_t02_the_site_shows_a_signature_of_another_as_none(repo: Repo, signed):
    signed(who="ana", key="ben")
    assert _shown(repo) == ["committed by Ana Ito"]


def _shown(repo: Repo) -> list[str | None]:
    """The proof of who decided that pages show, once the branch has landed."""
    from remit.site.load import load
    from remit.site.record_page import proof
    from remit.site.view import make_view

    repo.git("branch", "-f", "main", "work")
    found = load(str(repo.root))
    view = make_view(found.log, found.now, blobs=found.blobs, history=found.history, signatures=found.signatures)
    return [proof(view, record) for record in found.log.records]


def test_t03_two_signatures_prove_nothing(repo: Repo, signed):
    signed(who="ana", key="ana")
    raw = repo.git("cat-file", "commit", "HEAD")
    head, _, message = raw.partition("\n\n")
    again = head[head.index("gpgsig") :]
    forged = repo.git(
        "hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=f"{head}\n{again}\n\n{message}".encode()
    ).strip()
    repo.git("reset", "-q", "--hard", forged)
    assert found(repo) == [
        ("G02", f"the signature of commit {forged[:8]} could not be checked: it carries more than one signature")
    ]


def test_t03_not_signed(repo: Repo, signed):
    repo.record(
        decider="ana", tier="functional", facts="{amount: 900}", advice="[{as: engineer, who: ben, taken: yes}]"
    )
    repo.commit("Decide")
    assert found(repo) == [("G02", f"commit {repo.head[:8]} is not signed, and the signature of ana is required")]


def test_t03_signed_by_a_key_that_nobody_owns(repo: Repo, signed):
    sha = signed(who="ana", key="stranger")
    ((code, message),) = found(repo)
    assert code == "G02"
    assert message.startswith(f"commit {sha} is signed with a key that nobody in people.yml has (SHA256:")


def test_t03_cannot_be_verified_is_never_bad(repo: Repo, signed, monkeypatch, tmp_path):
    sha = signed(who="ana", key="ana")
    git = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout.strip()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "git").symlink_to(git)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert found(repo) == [("G02", f"the signature of commit {sha} could not be checked: ssh-keygen is missing")]


def test_t03_a_program_that_a_copied_config_names_is_not_run(repo: Repo, signed, tmp_path):
    signed(who="ana", key="ana")
    program = tmp_path / "evil"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/marker\n")
    program.chmod(0o755)
    for name in ("gpg.ssh.program", "gpg.program", "gpg.x509.program"):
        repo.git("config", name, str(program))
    assert found(repo) == []
    assert not (tmp_path / "marker").exists()


def test_t03_a_signature_that_does_not_fit_the_commit(repo: Repo, signed):
    signed(who="ana", key="ana")
    raw = repo.git("cat-file", "commit", "HEAD").replace("Decide", "Divide")
    forged = repo.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=raw.encode()).strip()
    repo.git("reset", "-q", "--hard", forged)
    assert found(repo) == [
        ("G02", f"the signature of commit {forged[:8]} could not be checked: the signature does not fit the commit")
    ]


def test_t03_no_text_in_people_yml_adds_a_signer():
    from remit.repo.signatures import signers_text

    assert signers_text({
        "ana": ("ssh-ed25519 AAAA ana@host",),
        "ben": ('ssh-ed25519 AAAA\n* namespaces="git" ssh-ed25519 BBBB', "cert-authority ssh-ed25519 AAAA", "ssh-ed25519"),
        "*": ("ssh-ed25519 CCCC",),
        "a,b": ("ssh-ed25519 CCCC",),
    }) == 'ana namespaces="git" ssh-ed25519 AAAA\n'  # fmt: skip


def test_t04_back_dating_the_commit_does_not_help(repo: Repo):
    repo.branch("work")
    repo.record(decided="2020-01-01", raised=None)
    repo.commit("Decide", who="ben", at="1577836800 +0000")
    messages = [message for code, message in found(repo) if code == "G09"]
    assert messages == [
        f"`decided` is 2020-01-01, 2516 days before commit {repo.head[:8]} of 2026-11-21 by ben <ben@example.com>",
    ]
    repo.record(decided="2020-01-01", raised=None, late="found in an old mail")
    repo.commit("Say why", who="ben")
    assert "G09" not in codes(repo)


def test_t04_a_decision_after_its_own_commit(repo: Repo):
    repo.branch("work")
    repo.record(decided="2026-11-23", raised=None)
    repo.commit("Decide", who="ben")
    assert "G09" in codes(repo)


def test_t04_an_earlier_time_gets_no_decision_past_a_stop(repo: Repo):
    stop = "---\nact: stop\nwho: eva\non: 2026-11-21T11:00+00:00\ntopic: tooling\n---\nWait.\n"
    repo.branch("work")
    repo.record(decided="2026-11-21T10:12+00:00")
    repo.commit("Decide", who="ben")
    repo.git("switch", "-q", "main")
    repo.write("decisions/stops/tooling-eva-p7x2.md", stop)
    repo.commit("Stop", who="eva")
    repo.git("switch", "-q", "work")
    assert [message.partition(":")[0] for _, message in found(repo)] == [
        "a stop by eva was merged before this decision"
    ]
    lift = stop.replace("act: stop", "act: lift\nlifts: tooling-eva-p7x2")
    repo.write("decisions/stops/tooling-eva-q8y3.md", lift)
    repo.commit("Resume", who="eva")
    assert found(repo) == []
    repo.write("decisions/stops/tooling-dia-p7x2.md", stop.replace("eva", "dia"))
    repo.commit("Stop again", who="dia")
    assert found(repo) == [], "a decision may be stopped where it was made"


def test_t05_mailmap_attack(repo: Repo):
    repo.branch("work")
    repo.record(decider="ana", tier="functional")
    repo.commit("Decide", who="ben")
    repo.write(".mailmap", "Ana <ana@example.com> <ben@example.com>\n")
    assert "G01" in codes(repo)
    repo.commit("Map", who="ben")
    assert "G01" in codes(repo)


def test_t06_email_aliases(repo: Repo):
    repo.write(
        "decisions/people.yml", with_person("ben", emails="[ben@example.com, ben@home.example]", logins="[benok]")
    )
    repo.commit("An alias", who="cho")
    repo.branch("work")
    for number, email in enumerate(("ben@home.example", "Ben@Example.com", "7+benok@users.noreply.github.com")):
        repo.record(f"aaaaa{number}")
        repo.git("add", "-A")
        repo.git("-c", f"user.email={email}", "commit", "-q", "-m", "x", f"--author=B <{email}>", who="ben")
    assert found(repo) == []
    repo.record("bbbbbb")
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "x", "--author=Ben <ben@elsewhere.example>", who="ben")
    ((_, message),) = found(repo)
    assert message.endswith("is by Ben <ben@elsewhere.example>, who is not in people.yml")
    assert "add `ben@elsewhere.example` to their `emails`" in rows(repo)[0]["remedy"]


def test_t06_an_address_of_two_people_is_nobodys(repo: Repo):
    repo.write("decisions/people.yml", with_person("ana", emails="[ana@example.com, ben@example.com]"))
    assert repo.remit("check").code == 1
    repo.commit("Share", who="cho")
    repo.branch("work")
    repo.record()
    repo.commit("Decide", who="ben")
    code, _, err = repo.remit("check", "--range", "main..HEAD")
    assert code == 1
    assert "nothing can be checked" in err


def test_t07_co_authors_prove_nothing(repo: Repo):
    repo.branch("work")
    repo.record(decider="ana", tier="functional")
    repo.commit("Decide\n\nCo-authored-by: Ana Ito <ana@example.com>", who="ben")
    assert "G01" in codes(repo)


def test_t08_a_squash_merge_loses_authorship(repo: Repo):
    repo.branch("work")
    repo.record("aaaaaa")
    repo.commit("Decide", who="ben")
    repo.record("bbbbbb", decider="dia")
    repo.commit("Decide", who="dia")
    assert found(repo) == []
    base = repo.git("rev-parse", "main").strip()
    repo.git("switch", "-q", "main")
    repo.git("merge", "-q", "--squash", "work")
    env_committer = ("-c", "user.name=GitHub")
    repo.git("add", "-A")
    repo.git(*env_committer, "commit", "-q", "-m", "Squash", who="cho")
    assert [code for code, _ in found(repo, base)] == ["G01", "G01"]


def test_t08_a_squash_by_the_forge_is_taken_as_the_settings_say(repo: Repo):
    for merge, wanted in (("keep", ["G01"]), ("squash", [])):
        repo.write("decisions/remit.yml", SETTINGS + f"merge: {merge}\ntrusted: main\n")
        base = repo.commit("Settings", who="cho")
        suffix = f"{merge}zzzzzz"[:6].replace("u", "z").replace("l", "z")
        repo.record(suffix, decider="dia")
        repo.git("add", "-A")
        tree = repo.git("write-tree").strip()
        raw = (
            f"tree {tree}\nparent {base}\nauthor Ben <ben@example.com> 1795258000 +0000\n"
            "committer GitHub <noreply@github.com> 1795258000 +0000\n\nSquash (#1)\n"
        )
        commit = repo.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=raw.encode()).strip()
        repo.git("reset", "-q", "--hard", commit)
        assert codes(repo, base, "main") == wanted
        if merge == "squash":  # the same commit in a proposal is not excused: anybody can write that committer
            repo.git("branch", "proposal")
            repo.git("reset", "-q", "--hard", base)
            assert codes(repo, base, "proposal") == ["G01"]
            assert repo.remit("check", "--queued", "--range", f"{base}..proposal").code == 0, "in the queue it is"
        else:
            assert repo.remit("check", "--queued", "--range", f"{base}..main").code == 1


def test_t09_bots_never_decide(repo: Repo):
    people = with_person("ana").replace(
        "holds:",
        "  renovate: {kind: bot, emails: [renovate@example.com]}\nholds:\n  - {role: engineer, who: renovate}",
        1,
    )
    repo.write("decisions/people.yml", people)
    repo.commit("A bot", who="cho")
    repo.branch("work")
    repo.record(decider="renovate")
    repo.commit("Decide", who="renovate")
    assert ("G01", "renovate is a bot; only people may decide") in bare(repo)
    repo.record(decider="ben")
    repo.commit("Decide", who="renovate")
    assert "G01" in codes(repo)


def test_t10_a_handle_is_plain_letters(repo: Repo):
    repo.branch("work")
    repo.record(decider="\u0430na", tier="functional")  # a Cyrillic a
    repo.commit("Decide", who="ben")
    assert any("U+0430" in message or "\u0430na" in message for code, message in found(repo) if code == "R04")


def test_t11_a_malformed_author_line_is_nobody(repo: Repo):
    repo.branch("work")
    repo.record(decider="ana", tier="functional")
    repo.git("add", "-A")
    tree = repo.git("write-tree").strip()
    raw = (
        f"tree {tree}\nparent {repo.head}\nauthor ana<ana@example.com>> ben <ben@example.com> 1795258000 +0000\n"
        "committer Ben <ben@example.com> 1795258000 +0000\n\nDecide\n"
    )
    commit = repo.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=raw.encode()).strip()
    repo.git("reset", "-q", "--hard", commit)
    ((_, message),) = [entry for entry in found(repo) if entry[0] == "G01"]
    assert "an author whose name and e-mail can't be read" in message


def test_t11_a_second_author_line_is_nobody(repo: Repo):
    repo.branch("work")
    repo.record(decider="ana", tier="functional")
    repo.git("add", "-A")
    lines = "".join(f"author {who} <{who}@example.com> 1795258000 +0000\n" for who in ("ben", "ana"))
    raw = f"tree {repo.git('write-tree').strip()}\nparent {repo.head}\n{lines}{lines[-39:].replace('author', 'committer')}\nx\n"
    commit = repo.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=raw.encode()).strip()
    repo.git("reset", "-q", "--hard", commit)
    assert "G01" in codes(repo)
