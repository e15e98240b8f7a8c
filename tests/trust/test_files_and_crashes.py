"""T26 to T37: what happens to files, names, encodings and clocks. T29 and T30 are also in the hostile repository's tests."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time

import pytest
from story import codes

from support import DAY, Repo, record_text, start_remit

RECORD = f"decisions/2026/D-{DAY}-k3f9qz.md"
WORDS = ("--who", "ben", "--topic", "tooling/cache", "--amount", "4", "--why", "It is needed.")


def start(repo: Repo, *words: str, **how) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "remit.main", *words], cwd=repo.root, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, **how,
    )  # fmt: skip


def records(repo: Repo) -> list:
    return sorted(path for path in (repo.root / "decisions").glob("2*/D-*.md"))


def test_t26_disk_full_loses_nothing(repo: Repo):
    repo.record(body="word " * 20_000)
    repo.commit("Decide", who="ben")
    before = repo.read(RECORD)

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    process = start(repo, "amend", "k3f9qz", "--who", "ben", "--why", "More words.", preexec_fn=limit)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert b"could not be written" in err
    assert repo.read(RECORD) == before
    assert repo.remit("check").code == 0


def test_t26_kill_in_loops_leaves_the_log_whole(repo: Repo):
    repo.record()
    repo.commit("Decide", who="ben")
    for number in range(12):
        process = start(repo, "propose", f"Proposal {number}", "--topic", "tooling/cache", "--who", "ben")
        time.sleep(0.06 + 0.012 * number)
        process.kill()
        process.communicate()
    code, out, _ = repo.remit("check")
    assert code == 0, out
    for path in records(repo):
        assert path.read_text("utf-8").endswith("\n")


def test_t26_kill_during_a_supersession_is_one_finding_that_says_how_to_go_on(repo: Repo):
    for number in range(8):
        suffix = f"aaaaa{number}"
        repo.record(suffix)
        repo.commit("Decide", who="ben")
        process = start(repo, "supersede", suffix, f"Successor {number}", *WORDS)
        time.sleep(0.12 + 0.015 * number)
        process.kill()
        process.communicate()
        code, out, _ = repo.remit("check")
        errors = [line for line in out.splitlines() if " error " in line]
        assert len(errors) <= 1, out
        if errors:
            assert "G11 supersession" in errors[0]
            assert code == 1
            repo.git("checkout", "-q", "--", ".")
            repo.git("clean", "-qfd")
        else:
            repo.commit("So be it", who="ben")


def test_t26_leftovers_of_a_crash_are_no_records(repo: Repo):
    repo.record()
    repo.write(f"decisions/2026/.D-{DAY}-k3f9qz.md.123.tmp", "half")
    code, out, _ = repo.remit("check")
    assert code == 0, out


def test_t27_concurrent_runs(repo: Repo):
    script = (
        "import sys; from support import run_remit\n"
        "for n in range(5):\n"
        "    done = run_remit('propose', f'One of {sys.argv[1]} {n}', '--topic', 'tooling/cache', '--who', 'ben')\n"
        "    assert done.code == 0, done\n"
    )
    path = os.pathsep.join(sys.path)
    several = [
        subprocess.Popen([sys.executable, "-c", script, str(n)], cwd=repo.root, env={**os.environ, "PYTHONPATH": path})
        for n in range(8)
    ]
    assert [process.wait(timeout=120) for process in several] == [0] * 8
    found = records(repo)
    assert len(found) == len({path.name[:17] for path in found}) == 40
    assert repo.remit("check").code == 0


def test_t28_index_lock_held(repo: Repo):
    repo.write(".git/index.lock", "")
    code, _, err = repo.remit("propose", "A title", "--topic", "tooling/cache", "--who", "ben", "--commit")
    assert code == 1
    assert "index.lock" in err
    assert "saved" in err
    assert len(records(repo)) == 1


def test_t29_huge_file(repo: Repo):
    with open(repo.write(RECORD, ""), "wb") as file:
        file.truncate(200 * 1024 * 1024)
    begun = time.process_time()  # not the clock on the wall: others may use this machine too
    code, out, _ = repo.remit("check")
    assert code == 1
    assert "is 209,715,200 bytes; at most 262,144 are read" in out
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("---\ntitle: caf\xe9\n---\n".encode("latin-1"), "not UTF-8 at byte 14 (0xE9; looks like Latin-1)"),
        (record_text().encode("utf-16"), "looks like UTF-16"),
        (b"---\ntitle: a\0b\n---\n", "holds a NUL at byte 12"),
        (b"---\ntitle: \xed\xa0\x80\n---\n", "not UTF-8 at byte 11"),
        (b"---\ntitle: \xc0\xaf\n---\n", "not UTF-8 at byte 11"),
    ],
)
def test_t30_binary_nul_and_other_encodings(repo: Repo, data: bytes, says: str):
    path = repo.write(RECORD, data)
    code, out, _ = repo.remit("check", "--fix")
    assert code == 1
    assert says in out
    assert path.read_bytes() == data


def test_t31_line_ends_and_marks_change_nothing(repo: Repo):
    from remit.attribution.statements import WORDING, of_record
    from remit.log.record import read_record

    text = record_text(body="One line.\nAnd\u2028another \x0b one.\n")
    plain = read_record(RECORD, text)
    forms = (text, text.replace("\n", "\r\n"), "\ufeff" + text)
    assert {of_record(read_record(RECORD, form))[WORDING] for form in forms} == {of_record(plain)[WORDING]}
    repo.record()
    repo.commit("Decide", who="ben")
    repo.branch("work")
    repo.write(RECORD, repo.read(RECORD).replace("\n", "\r\n").replace("---", "\ufeff---", 1))
    repo.commit("An editor of another system", who="dia")
    assert codes(repo) == []


def test_t32_symlinks_gitlinks_executables(repo: Repo):
    repo.branch("work")
    os.makedirs(repo.root / "decisions/2026")
    os.symlink("/etc/hostname", repo.root / RECORD)
    repo.record("xxxxxx")
    os.chmod(repo.root / f"decisions/2026/D-{DAY}-xxxxxx.md", 0o755)
    repo.git("add", "-A")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{repo.head},decisions/sub")
    repo.git("commit", "-q", "-m", "Links", who="ben")
    said = repo.remit("check", "--range", "main..HEAD").out
    for what in ("is a symbolic link", "is another git repository", "is executable"):
        assert f"G14 unsafe-file: this file {what}" in said


def test_t32_nothing_is_written_through_a_link(repo: Repo, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    os.symlink(outside, repo.root / "decisions" / "2026")
    code, _, err = repo.remit("propose", "A title", "--topic", "tooling/cache", "--who", "ben")
    assert code == 1
    assert "symbolic link" in err
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("name", ["../../etc/x", "CON", "C:\\x", f"D-{DAY}-k3f9qz\n", "/etc/passwd", "--output=x"])
def test_t33_path_traversal_by_id_or_link(repo: Repo, name: str):
    from remit.files.paths import inside
    from remit.log.ids import is_id
    from remit.log.problem import CannotProceed

    assert not is_id(name)
    repo.record()
    assert repo.remit("reject", "--who", "ben", "--", name).code in (1, 2)
    if name.startswith((".", "/")):
        with pytest.raises(CannotProceed):
            inside(str(repo.root), name)


def test_t33_a_link_that_is_no_id(repo: Repo):
    repo.branch("work")
    repo.record(supersedes="['../../x']")
    repo.commit("Decide", who="ben")
    assert set(codes(repo)) & {"R04", "G11"}


def test_t34_odd_file_names(repo: Repo):
    repo.branch("work")
    names = ("-rf.md", ":(exclude)a.md", "\x1b[31mred.md", "new\nline.md")
    for name in names:
        repo.write(f"decisions/2026/{name}", "---\ntitle: odd\n---\n")
    repo.record()
    repo.commit("Odd", who="ben")
    for words in (("check",), ("check", "--range", "main..HEAD")):
        code, out, err = repo.remit(*words)
        assert (code, err) == (1, "")
        assert out.count("has a name that is not safe on every system") >= 3
        assert "\x1b" not in out
        assert "1 record" in out


def test_t35_names_that_other_systems_cannot_have(repo: Repo):
    from remit.log.ids import is_id

    assert not is_id(f"D-{DAY}-K3F9QZ")
    for name in ("con.md", "aux.txt", "nul.md", "dot.", "back\\slash.md"):
        repo.write(f"decisions/2026/{name}", "x\n")
    out = repo.remit("check").out
    assert out.count("has a name that is not safe on every system") == 5


def test_t34_a_file_name_that_is_no_text_stops_no_command(repo: Repo):
    repo.write("decisions/remit.yml", repo.read("decisions/remit.yml") + "sources: [{path: docs/adr}]\n")
    repo.write("docs/adr/0001-plain.md", "# 1. Plain\n\nDate: 2020-01-01\n\n## Status\n\nAccepted\n")
    latin = os.fsencode(repo.root / "docs/adr") + b"/0002-\xe9.md"
    with open(latin, "wb") as file:
        file.write(b"# 2. Odd\n\nDate: 2020-01-02\n\n## Status\n\nAccepted\n")
    repo.commit()
    for _ in "cold", "kept":
        listed = repo.remit("list", "--json")
        assert (listed.code, listed.err) == (0, "")
        assert sorted(row["title"] for row in json.loads(listed.out)) == ["Odd", "Plain"]
        assert repo.remit("list", "odd").code == 0
        shown = start_remit("show", "0002", "--json", cwd=repo.root)
        assert (shown.code, json.loads(shown.out)["title"]) == (0, "Odd"), shown.err
    with open(os.fsencode(repo.root / "decisions") + b"/\xff.md", "wb") as file:
        file.write(b"x")
    for words in (["--json"], ["--format", "sarif"]):
        done = start_remit("check", *words, cwd=repo.root)
        assert done.code == 1, done.err
        json.loads(done.out)
    assert "%FF.md" in done.out


LOCALES = {
    "plain ASCII": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "Turkish": {"LC_ALL": "tr_TR.UTF-8"},
    "far east": {"TZ": "Pacific/Kiritimati"},
}


@pytest.fixture(scope="module")
def turkish(tmp_path_factory) -> dict:
    """Where a Turkish locale lies that was compiled for this test: without one the name of it changes nothing."""
    folder = tmp_path_factory.mktemp("locales")
    if shutil.which("localedef"):
        words = ["localedef", "-i", "tr_TR", "-f", "UTF-8", str(folder / "tr_TR.UTF-8")]
        subprocess.run(words, capture_output=True, check=False)
    return {"LOCPATH": str(folder)} if (folder / "tr_TR.UTF-8").exists() else {}


@pytest.mark.parametrize("name", LOCALES)
def test_t36_locale_and_encoding(repo: Repo, name: str, turkish: dict):
    env = {**LOCALES[name], **(turkish if name == "Turkish" else {})}
    repo.record(title="Größe İstanbul ☃")
    repo.record("bbbbbb", title="\x1b", body="x\n")
    plain = start_remit("check", "--json", cwd=repo.root)
    assert start_remit("check", "--json", cwd=repo.root, env=env) == plain
    assert start_remit("check", cwd=repo.root, env=env).code == 1


@pytest.mark.parametrize("name", LOCALES)
def test_t36_what_is_written_and_shown_is_the_same_in_every_locale(repo: Repo, name: str, turkish: dict):
    env = {**LOCALES[name], **(turkish if name == "Turkish" else {})}
    repo.record("aaaaaa", title="Größe İstanbul ☃", body="Für Ιθάκη.\n", affects="[Größe/**]", tags="[İI, ıi]")
    repo.commit(who="ben")
    for words in (
        ["list"], ["list", "--tag", "İI"], ["show", "aaaaaa"], ["export", "--format", "csv"], ["check", "--commit", "HEAD"],
        ["may", "--topic", "tooling/cache", "--who", "ben", "ILIK süt"], ["list", "--governs", "Größe/x"],
    ):  # fmt: skip
        assert start_remit(*words, cwd=repo.root, env=env) == start_remit(*words, cwd=repo.root), words
    words = [
        "decide",
        "TITLE İI ıi Größe",
        "--topic",
        "tooling/cache",
        "--amount",
        "4",
        "--who",
        "ben",
        "--why",
        "Für Ιθάκη ☃.",
    ]
    done = start_remit(*words, "--json", cwd=repo.root, env=env)
    assert done.code == 0, done.err
    (path,) = json.loads(done.out)["written"]
    assert path.endswith("-title-ii-ii-grosse.md")
    assert 'title: "TITLE İI ıi Größe"\n' in repo.read(path)
    assert repo.read(path).endswith("Für Ιθάκη ☃.\n")


def test_t37_time_zones(repo: Repo):
    from datetime import UTC, timedelta, timezone

    from remit.log.moment import parse_moment

    one = parse_moment("2026-01-01T00:30+14:00")
    assert one.instant() == parse_moment("2025-12-31T10:30Z").instant()
    assert (one.day_in(UTC).isoformat(), one.day_in(timezone(timedelta(hours=14))).isoformat()) == (
        "2025-12-31",
        "2026-01-01",
    )
    repo.record(decided="2026-11-21T23:30+14:00", raised="2026-11-21T09:00Z")
    assert repo.remit("check").code == 0, "times are ordered by instant"
