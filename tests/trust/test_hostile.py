"""T49, T51, T53, T34 in one: a hostile repository gets nothing to run, at any command, and the terminal stays clean."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
import time

import pytest
from hostile import hostile

from remit.main import COMMANDS

RECORD = "D-20261121-aaaaaa"
CALLS = {
    "init": [["--yes"], ["--adopt", "docs/adr", "--yes"]],
    "may": [["--topic", "tooling/cache", "--amount", "400", "--who", "ben"], [RECORD, "--who", "ben"]],
    "who": [["tooling/cache"]],
    "propose": [["A title", "--topic", "tooling/cache", "--who", "ben"]],
    "decide": [["A title", "--topic", "tooling/cache", "--amount", "4", "--who", "ben", "--why", "So."], ["--output=x"]],
    "mine": [["--who", "ben"]],
    "stop": [[RECORD, "--who", "ben", "--why", "Wait."]],
    "resume": [[RECORD, "--who", "ben", "--why", "Go."]],
    "check": [
        [], ["--all"], ["--json"], ["--staged"], ["--range", "main..HEAD"], ["--range", "HEAD~1..HEAD"], ["--range", "--output=x..HEAD"],
        ["--range", "--output=pwned-ref..HEAD"], ["--commit", "HEAD"], ["--commit", "--output=pwned-commit"], ["--format", "github"],
        ["--format", "sarif"], ["--format", "junit"], ["--fix"], ["--range", "HEAD~2..HEAD", "--format", "github"],
        ["--queued", "--range", "HEAD~2..HEAD"],
    ],
    "list": [[], ["--json"], ["cache"]],
    "show": [[RECORD], [RECORD, "--json"], ["../../etc/passwd"], ["bbbbbb"], ["D-20261121-cccccc"]],
    "policy": [["show"], ["lint"], ["diff", "evil", "acme"]],
    "people": [["holds"], ["leave", "ben"]],
    "audit": [["velocity"], ["ratio"], ["stops"], ["proof"]],
    "build": [["--plain"], ["--strict"]],
    "verify": [["--against", "decisions/remit.yml"]],
    "export": [["--format", "json"], ["--format", "csv"]],
    "import": [["docs/adr", "--dry-run"]],
    "brief": [["cache"]],
}  # fmt: skip
"""What each command is called with; the others get a record's id."""
APART = {"serve", "mcp", "demo"}
"""Serve until they are ended, or work in a folder of their own: each has a test of its own below."""
CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
DIRTY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]")


@pytest.fixture(scope="module")
def trap(tmp_path_factory):
    return hostile(tmp_path_factory.mktemp("trap"))


def programs() -> str:
    """A PATH that begins with the folder of the console script, as an installation has it."""
    return os.pathsep.join((os.path.dirname(sys.executable), os.environ["PATH"]))


def call(trap, words, cwd=None):
    script = shutil.which("remit", path=programs())
    return subprocess.run(
        [script, *words], cwd=cwd or trap.root, stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
        env={**os.environ, "PATH": programs()}, check=False,
    )  # fmt: skip


def installed(name: str) -> bool:
    import importlib.util

    return importlib.util.find_spec(f"remit.commands.{COMMANDS[name][0]}") is not None


CASES = [
    (name, words)
    for name in COMMANDS
    if name not in APART and installed(name)
    for words in CALLS.get(name, [[RECORD, "--who", "ben"]])
]


@pytest.mark.parametrize(
    ("name", "words"), CASES, ids=lambda value: value if isinstance(value, str) else "_".join(value)
)
def test_t49_nothing_of_a_hostile_repository_runs(trap, name, words):
    done = call(trap, [name, *words])
    assert trap.ran == []
    assert done.returncode in (0, 1, 2, 10, 20, 30, 40, 50), done.stderr.decode()
    machine = {"--json", "json", "csv", "sarif", "junit", "export"} & {name, *words}
    for stream in (done.stdout, done.stderr):
        assert "csv" in words or not CONTROL.search(stream), "only a table for a spreadsheet, piped, keeps every byte"
        assert machine or not DIRTY.search(stream.decode("utf-8")), stream
    assert not [path for path in trap.root.iterdir() if path.name.startswith("pwned") or path.name == "x"]


def test_t53_inside_the_embedded_repository_nothing_runs(trap):
    for folder in ("decisions", "decisions/bare", "decisions/2026"):
        done = call(trap, ["check"], trap.root / folder)
        assert trap.ran == []
        assert done.returncode == 1
        if folder.endswith("bare"):
            assert b"git repository inside another one, as plain files" in done.stderr


def test_t53_the_check_names_the_embedded_repository(trap):
    out = call(trap, ["check"]).stdout.decode()
    assert "decisions/bare/HEAD" in out
    assert "belongs to a git repository inside the log" in out


def test_t49_the_site_of_a_hostile_log_is_refused_and_nothing_runs(trap, tmp_path):
    done = call(trap, ["build", "--site-dir", str(tmp_path / "site")])
    assert done.returncode == 1
    assert trap.ran == []
    assert not (tmp_path / "site" / "index.html").exists()


def test_t51_a_terminal_gets_only_text(trap):
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [shutil.which("remit", path=programs()), "check"],
        cwd=trap.root,
        stdin=subprocess.DEVNULL,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    seen = b""
    try:
        while chunk := os.read(master, 65536):
            seen += chunk
    except OSError:
        pass
    process.wait(timeout=30)
    os.close(master)
    assert b"error" in seen
    assert set(seen) & set(range(32)) <= {0x0A, 0x0D}, "a terminal adds carriage returns"
    assert not DIRTY.search(seen.decode("utf-8").replace("\r\n", "\n"))


def test_t29_a_huge_file_is_measured_and_not_read(trap):
    import resource

    start = time.monotonic()
    done = subprocess.run(
        [shutil.which("remit", path=programs()), "check"], cwd=trap.root, capture_output=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20)),
    )  # fmt: skip
    assert done.returncode == 1
    assert "is 209,715,200 bytes; at most 262,144 are read" in done.stdout.decode()
    assert time.monotonic() - start < 5


def test_t30_no_command_rewrites_what_it_cannot_read(trap):
    before = {
        path: path.read_bytes()
        for path in (trap.root / f"decisions/2026/{RECORD[:11]}{name}.md" for name in ("gggggg", "jjjjjj"))
    }
    assert len(before) == 2
    call(trap, ["check", "--fix"])
    call(trap, ["supersede", "gggggg", "A title", "--who", "ben", "--topic", "tooling/cache"])
    assert before == {path: path.read_bytes() for path in before}


def test_t49_an_assistant_is_answered_and_nothing_runs(trap):
    pytest.importorskip("mcp")
    asked = [
        ("may", {"topic": "tooling/cache", "who": "ben"}), ("who", {"topic": "tooling/cache"}), ("brief", {"question": "cache"}),
        ("search_decisions", {"text": "cache"}), ("show_decision", {"id": "bbbbbb"}), ("list_open", {}),
        ("read_context", {"name": "../../../etc/passwd"}), ("read_context", {"name": "evil"}), ("read_policy", {}),
    ]  # fmt: skip
    start = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    lines = [
        {"id": 0, "method": "initialize", "params": start},
        {"method": "notifications/initialized"},
        *(
            {"id": number, "method": "tools/call", "params": {"name": name, "arguments": words}}
            for number, (name, words) in enumerate(asked, 1)
        ),
    ]
    script = shutil.which("remit", path=programs())
    with subprocess.Popen(
        [script, "mcp"], cwd=trap.root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PATH": programs()},
    ) as server:  # fmt: skip
        answers = {}
        for line in lines:
            server.stdin.write(json.dumps({"jsonrpc": "2.0", **line}).encode() + b"\n")
            server.stdin.flush()
            if "id" in line:
                answers[line["id"]] = server.stdout.readline()
        server.stdin.close()
        said = server.stderr.read()
        server.wait(30)
    assert trap.ran == []
    assert sorted(json.loads(answer)["id"] for answer in answers.values()) == list(range(len(asked) + 1))
    assert not any(b"root:" in answer or CONTROL.search(answer) for answer in answers.values())
    assert not DIRTY.search(said.decode())


def test_t49_a_demo_inside_a_hostile_repository_runs_nothing_of_it(trap, tmp_path):
    done = call(trap, ["demo", str(tmp_path / "demo")])
    assert (done.returncode, trap.ran) == (0, []), done.stderr
    inside = trap.root / "demo"
    done = call(trap, ["demo", "demo"])
    assert trap.ran == []
    assert done.returncode in (0, 1)
    shutil.rmtree(inside, ignore_errors=True)


def test_t49_a_hostile_log_is_not_served(trap):
    done = call(trap, ["serve"])
    assert (done.returncode, trap.ran) == (1, [])
    assert b"no site was built" in done.stderr
