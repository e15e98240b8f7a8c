"""Every example in a command's help works when it is pasted."""

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest

from remit.main import remit as group
from support import run_remit

WRITING = (
    "propose", "decide", "stop", "resume", "ask", "advise", "consent", "object", "vote", "inform", "ratify", "confirm", "review",
    "adopt", "announce", "reject", "withdraw", "defer", "supersede", "deprecate", "reverse", "edit", "link", "amend", "retopic", "renumber", "import",
)  # fmt: skip
ELSEWHERE = {
    "build": "tests/site", "serve": "tests/site", "verify": "tests/site", "mcp": "waits for an assistant", "import": "no log to import",
    "policy test": "no scenarios in the demo", "policy diff": "one version", "policy new": "one version", "policy replay": "one version",
    "check": "no origin", "edit": "needs an editor", "audit digest": "an example of its own tests",
}  # fmt: skip
"""Commands whose examples do not run in the demo, and why."""
ANSWERS = (0, 10, 20, 30, 40, 50)


def leaves(command: click.Command = group, name: str = "") -> dict[str, click.Command]:
    """Every command that is no group of others, by name."""
    if not isinstance(command, click.Group):
        return {name: command}
    context, out = (
        click.Context(command),
        {} if command is group or not command.invoke_without_command else {name: command},
    )
    for word in command.list_commands(context):
        below = command.get_command(context, word)
        assert below is not None
        out |= leaves(below, f"{name} {word}".strip())
    return out


ALL = leaves()


def examples(name: str) -> list[str]:
    """The lines of a command's help that show it in use."""
    text = f"{ALL[name].help or ''}\n{ALL[name].epilog or ''}"
    lines = [line.strip().removeprefix("Try:").removeprefix("Example:").strip() for line in text.split("\n")]
    return [line for line in lines if line.startswith("remit ")]


@pytest.mark.parametrize("name", ALL)
def test_every_command_shows_an_example(name: str) -> None:
    assert any(re.match(rf"remit (-C \S+ )?{name}\b", line) for line in examples(name)), (
        f"`remit {name} --help` has no example"
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples") / "lantern"
    assert run_remit("demo", str(folder)).code == 0
    return folder


@pytest.mark.parametrize("name", [name for name in ALL if name not in ELSEWHERE])
def test_every_example_works_when_it_is_pasted(name: str, made: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    if name == "init":
        folder.mkdir()
        (folder / "docs/adr").mkdir(parents=True)
        (folder / "docs/adr/0001-a.md").write_text("# 1. A\n\nDate: 2020-01-02\n\n## Status\n\nAccepted\n")
        run_remit("init", "--yes", cwd=folder, env={"GIT_AUTHOR_NAME": "Ana"})
        for key, value in (("user.name", "Ana"), ("user.email", "ana@example.com")):
            import subprocess

            subprocess.run(["git", "config", key, value], cwd=folder, check=True)
    else:
        shutil.copytree(made, folder)
    for line in examples(name):
        words = shlex.split(line)[1:]
        if words == ["demo", "/tmp/lantern"]:
            words = ["demo", str(tmp_path / "lantern")]
        done = run_remit(*words, cwd=folder)
        assert done.code in (ANSWERS if name == "may" else (0,)), f"{line}\n{done.out}{done.err}"


@pytest.mark.parametrize("name", WRITING)
def test_every_writing_command_has_who_commit_and_json(name: str) -> None:
    names = {option for parameter in ALL[name].params for option in parameter.opts}
    assert {"--who", "--commit", "--format", "--json"} <= names, name
