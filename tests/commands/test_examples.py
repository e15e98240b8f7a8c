"""Every example in a command's help works when it is pasted."""

import shlex
import shutil
from pathlib import Path

import click
import pytest

from remit.main import remit as group
from support import run_remit

MINE = (
    "init", "may", "who", "propose", "decide", "mine", "stop", "resume", "ask", "advise", "consent", "object", "vote", "inform",
    "ratify", "confirm", "review", "adopt", "announce", "reject", "withdraw", "defer", "supersede", "deprecate", "reverse",
    "amend", "retopic", "renumber", "people", "people add", "people leave", "people holds", "people away", "demo", "export", "brief",
)  # fmt: skip
ANSWERS = (0, 10, 20, 30, 40, 50)


def help_of(name: str) -> str:
    command: click.Command | None = group
    for word in name.split():
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), word)
    assert command is not None
    return f"{command.help or ''}\n{command.epilog or ''}"


def examples(name: str) -> list[str]:
    """The lines of a command's help that begin with `remit`."""
    return [line.strip() for line in help_of(name).split("\n") if line.strip().startswith("remit ")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples") / "lantern"
    assert run_remit("demo", str(folder)).code == 0
    return folder


@pytest.mark.parametrize("name", MINE)
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
    found = examples(name)
    assert found, f"`remit {name} --help` has no example"
    for line in found:
        words = shlex.split(line)[1:]
        if words == ["demo", "/tmp/lantern"]:
            words = ["demo", str(tmp_path / "lantern")]
        done = run_remit(*words, cwd=folder)
        assert done.code in (ANSWERS if name == "may" else (0,)), f"{line}\n{done.out}{done.err}"


def test_every_writing_command_has_who_commit_and_json() -> None:
    for name in MINE:
        if name in ("init", "may", "who", "mine", "demo", "export", "brief", "people") or name.startswith("people "):
            continue
        command = group.get_command(click.Context(group), name)
        assert command is not None
        names = {option for parameter in command.params for option in parameter.opts}
        assert {"--who", "--commit", "--format", "--json"} <= names, name
