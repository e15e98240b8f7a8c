"""What Remit says: the field's words, and commands that work as they stand."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import words
from messages import docstrings, messages
from remit.checks.engine import EXPLANATIONS
from remit.main import ALIASES, COMMANDS, remit
from support import Repo

TOP = Path(__file__).parents[2]
ROOMS = ("checks", "authority", "log", "importers", "repo", "workspace", "files", "reporting", "attribution", "hook.py")
"""Where the rule holds; commands, audits and the site have tests of their own."""
KEYS = (
    r":root \{[\s\S]*|<!doctype[\s\S]*",  # style and frame of an HTML report
    r"`[^`]*`",  # keys and values of the format: `grades`, `body`
    r"\{[^}]*\}",
    r"role(?:s)?,? (?:and|or|a) bod(?:y|ies)|a (?:role or )?body|body \{\}|bod(?:y|ies) (?:of the policies|or)",  # `bodies`
    r"select .*|create table .*|body: ",  # columns of the cache; the text of an imported record
)


def _plain(path: str) -> bool:
    return path.startswith(ROOMS)


def test_no_message_holds_a_word_that_the_field_has_a_better_one_for() -> None:
    wrong = [
        f"{said.path}:{said.line}: {hit.word} ({hit.instead}): {said.text}"
        for said in messages()
        if _plain(said.path) and " " in said.text
        for hit in words.found(said.text, KEYS)
    ]
    assert sorted(set(wrong)) == []


@pytest.mark.parametrize("code", EXPLANATIONS)
def test_no_explanation_of_a_check_holds_one(code: str) -> None:
    assert words.found(EXPLANATIONS[code], (r"`[^`]*`",)) == []


INSIDE = (r"\bGUARDS\b|\b(?:dut(?:y|ies)|bod(?:y|ies))\b", *KEYS)
"""Names of parts of the code and keys of the format (`Duty`, `body`): a reader of the source meets them anyway."""


def test_no_docstring_of_a_public_name_holds_one() -> None:
    wrong = [
        f"{said.path}:{said.line}: {hit.word} ({hit.instead})"
        for said in docstrings()
        for hit in words.found(said.text, INSIDE)
    ]
    assert wrong == []


# Every command that a message, an explanation or a page names

STAND_INS = {
    "ID": "k3f9qz",
    "WHO": "ana",
    "HANDLE": "ana",
    "ROLE": "engineer",
    "TOPIC": "tooling",
    "DAY": "2026-11-21",
    "PATH": ".",
    "FILE": ".",
    "NAME": "acme",
    "OLD": "teh",
    "NEW": "the",
    "TITLE": "Cache orders",
    "TEXT": "Because.",
    "CODE": "C08",
    "{}": "k3f9qz",
    "{email}": "a@example.com",
}
UNFINISHED = re.compile(r"…|(?<!\")\.\.\.")
"""A command that is shown in part only."""


def _named(text: str) -> Iterator[str]:
    """The commands in back-ticks that begin with `remit` and a command's name, but for bare names such as `remit check`."""
    for found in re.findall(r"`(remit [^`]+)`", text.replace("\n", " ")):
        command = " ".join(found.split())
        if not UNFINISHED.search(command) and not command.startswith(("remit {", "remit -")):
            yield command


def _all() -> dict[str, str]:
    out: dict[str, str] = {}
    for said in messages():
        out.update((command, f"{said.path}:{said.line}") for command in _named(said.text))
    for code, explanation in EXPLANATIONS.items():
        out.update((command, code) for command in _named(explanation))
    for page in (TOP / "README.md", *sorted((TOP / "site_src").rglob("*.md"))):
        out.update((command, page.name) for command in _shown(page.read_text("utf-8")))
    return out


def _shown(text: str) -> Iterator[str]:
    """The commands of a page's shell blocks, a line each."""
    for block in re.findall(r"^```(?:sh|bash|console|shell)[^\n]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.replace("\\\n", " ").split("\n"):
            command = re.sub(r"\s+#.*$", "", line.strip().removeprefix("$ "))
            if command.startswith("remit ") and not UNFINISHED.search(command) and not set("|<>&;") & set(command):
                yield command


SAID = _all()


def parsed(command: str) -> None:
    """Parse a command as the command line does, without running it; raises click's error."""
    given = [STAND_INS.get(word, word.replace("{}", "k3f9qz")) for word in shlex.split(command)[1:]]
    context: click.Context | None = None
    here: click.Command = remit
    while isinstance(here, click.Group) and given:
        context = click.Context(here, parent=context)
        name, found, given = here.resolve_command(context, given)
        assert found is not None, f"{command}: there is no command {name}"
        here = found
    here.make_context(here.name, given, parent=context)


@pytest.mark.parametrize("command", sorted(SAID), ids=lambda command: command[:50])
def test_every_command_that_a_message_names_works_when_pasted(command: str) -> None:
    try:
        parsed(command)
    except click.UsageError as error:
        pytest.fail(f"{SAID[command]}: `{command}`: {error.format_message()}")


def test_the_messages_name_many_commands() -> None:
    assert len(SAID) > 40
    assert {shlex.split(command)[1] for command in SAID} <= {*COMMANDS, *ALIASES, "explain"}


LOOKS = ("check", "list", "may", "show", "who", "policy", "audit", "mine", "brief")
"""Commands that only look: what a message says of them is run, in a log of one record."""


def test_what_messages_say_to_look_at_is_there_when_it_is_run(repo: Repo) -> None:
    repo.record()
    repo.commit("Decide")
    looks = [shlex.split(command) for command in SAID if shlex.split(command)[1] in LOOKS and "/" not in SAID[command]]
    assert len(looks) > 5
    for command in looks:
        if "--fetch" not in command and "new" not in command and "--fix" not in command:
            done = repo.remit(*(STAND_INS.get(word, word) for word in command[1:]))
            assert "Usage:" not in done.err, f"{command}: {done.err}"
