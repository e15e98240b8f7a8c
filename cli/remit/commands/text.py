"""The text of a record: typed, read from a file, or written in the editor, where each field and each section is explained."""

import re
from collections.abc import Callable
from pathlib import Path
from string import Template
from typing import NamedTuple, TypeVar

import click

from remit.authority.answer import Answer
from remit.commands import adopted, drafts, editor, judgement, options, prompts
from remit.commands.session import Session
from remit.files import paths
from remit.log import text
from remit.log.edit import in_order, printed
from remit.log.fields import RECORD_FIELDS, SET_BY_COMMANDS
from remit.log.finding import Finding
from remit.log.kinds import Problems, near
from remit.log.problem import CannotProceed, Usage
from remit.log.record import Head, Record, read_parts
from remit.log.settings import TEMPLATES
from remit.log.starter import template

T = TypeVar("T")


class Text(NamedTuple):
    """How the text is given."""

    why: str | None = None
    editor: bool = False
    template: str | None = None

    @property
    def opens(self) -> bool:
        """Whether the fields may come with the text: from an editor or from a template."""
        return self.editor or self.template is not None


text_options = options.gathered(
    "text",
    Text,
    options.why,
    click.option("--editor", "-e", is_flag=True, help="Write it in your editor, with every field explained."),
    click.option(
        "--template",
        metavar="NAME",
        help="Start from a template: short, full, madr, nygard, or a file of your own.",
    ),
)
"""How the text of a record is given."""


class Written(NamedTuple):
    """A record as somebody wrote it."""

    head: Head
    body: str


_REASON = """
<!-- Write the reason above this line. An empty text writes nothing. -->
"""
_OTHERS = "# More fields that you may add: {}\n# Lines that begin with # and the comments below are not saved.\n"


def reason_from(session: Session, given: Text, *, question: str = "") -> str:
    """Words without fields around them; empty where none were given. `question` is asked on a terminal."""

    def begin(body: str) -> str:
        return _template(session, given.template) if given.template and not body else body + _REASON

    return _text(given, question, begin, lambda content: _uncommented(content, [_REASON.strip()]), session)


def record_from(session: Session, given: Text, head: Head, *, question: str = "") -> Written:
    """The fields and the text of a new record; `head` are the fields that options gave."""
    form = ""

    def begin(body: str) -> str:
        nonlocal form
        form = _form(session, given.template, head)
        return form if editor.is_kept(given.template or "") else shown(session, form, head, body)

    def read_all(content: str) -> Written:
        return _whole(session, read(session, content, head, form))

    return _text(given, question, begin, read_all, session)


def _whole(session: Session, written: Written) -> Written:
    drafts.need_whole(session, written.head)
    return written


def edited_from(session: Session, given: Text, found: Record) -> Written:
    """The fields of a proposal that its writer changed in the editor (None: taken out), and its text."""
    draft = given.template or ""
    begin = _template(session, draft) if draft else shown(session, "", found.head, found.body.replace("\r\n", "\n"))

    def read_all(content: str) -> Written:
        typed, written = _own("", content), _whole(session, read(session, content, found.head, ""))
        keys = [key for key in (*found.head, *written.head) if key in RECORD_FIELDS and key not in SET_BY_COMMANDS]
        changed = [key for key in dict.fromkeys(keys) if typed.head.get(key) != found.head.get(key)]
        return Written({key: written.head.get(key) for key in changed}, typed.body)

    return editor.written(session, begin, read_all, draft=draft, fresh=not draft)


def _text(given: Text, question: str, begin: Callable[[str], str], read: Callable[[str], T], session: Session) -> T:
    body = prompts.said(given.why)
    draft = given.template if given.template and editor.is_kept(given.template) else ""
    if given.editor or (given.template and prompts.on_terminal()):
        return editor.written(session, begin(body), read, draft=draft, fresh=not (body or draft))
    if given.why is not None:
        return read(body)
    if given.template in TEMPLATES:
        raise Usage(
            "a template needs an editor, and this is not a terminal", "give the text: `--why -` reads standard input"
        )
    if given.template:
        return read(begin(""))
    if question and prompts.on_terminal():
        line = click.prompt(f"{question} (one line; Enter alone opens your editor)", default="", show_default=False)
        return read(str(line).strip()) if str(line).strip() else editor.written(session, begin(""), read)
    return read("")


def _form(session: Session, name: str | None, head: Head) -> str:
    """The template that a record begins with; that of every section if the boundary wants all, and the log's own lacks one."""
    if name:
        return _template(session, name)
    own = _own_template(session)
    lines = {line.rstrip() for line in own.split("\n")}
    whole = all(f"## {section}" in lines for section in session.log.settings.sections)
    return own if whole or not _is_full(session, head) else _template(session, "full")


def _is_full(session: Session, head: Head) -> bool:
    """Whether the boundary asks for a full record."""
    if not head.get("topic") or session.log.settings.policy == "none":
        return False
    verdict = judgement.judge(session, drafts.draft(session, head, ""), session.who)
    return isinstance(verdict, Answer) and verdict.record == "full"


def _own_template(session: Session) -> str:
    """The template of the log: that of its settings, which never leads out of the repository, else the one of its format."""
    chosen = session.log.settings.template
    if chosen in TEMPLATES:
        return _template(session, (chosen == "short" and adopted.form(session)) or chosen)
    return _template(session, paths.inside(session.repository.top, chosen))


def _template(session: Session, name: str) -> str:
    """A template that comes with Remit, or the text of a file. Raises Usage."""
    if name in TEMPLATES:
        sections = "\n\n".join(f"## {section}" for section in session.log.settings.sections)
        return Template(template(f"record-{name}.md")).safe_substitute(sections=sections)
    try:
        return text.decode(Path(name).read_bytes()[: text.FILE_BYTES]).replace("\r\n", "\n")
    except OSError as error:
        remedy = f"name a file, or one of: {', '.join(TEMPLATES)}"
        raise Usage(f"the template {name} cannot be read: {error.strerror}", remedy) from None
    except text.NotText as error:
        raise Usage(f"the template {name} is {error}", "save it as UTF-8 text") from None


def shown(session: Session, form: str, head: Head, body: str = "") -> str:
    """What the editor opens with: each field with what it means, then the sections of the form."""
    parts = text.split(form)
    own = _own("the template, ", form) if parts else Written({"title": None, "topic": None}, form)
    values = {**own.head, **head}
    fields = [key for key in in_order(values) if key in RECORD_FIELDS and key not in SET_BY_COMMANDS]
    others = [key for key in (*drafts.Details._fields, "supersedes") if key in RECORD_FIELDS and key not in fields]
    lines = [f"# {_meaning(session, key)}\n{key}: {printed(values[key])}".rstrip() + "\n" for key in fields]
    return f"---\n{''.join(lines)}{_OTHERS.format(', '.join(others))}---\n{body or own.body}"


def _meaning(session: Session, key: str) -> str:
    topics = ", ".join(name for name, _ in drafts.topics(session)[:12]) if key == "topic" else ""
    return f"{RECORD_FIELDS[key].meaning} Topics here: {topics}" if topics else RECORD_FIELDS[key].meaning


def _own(where: str, content: str) -> Written:
    found = read_parts("", content)
    if isinstance(found, Finding):
        raise CannotProceed(f"{where}line {found.line}: {found.message}", found.remedy)
    return Written(found[0], found[1])


def read(session: Session, content: str, head: Head, form: str) -> Written:
    """A record from the text that was saved. Raises CannotProceed for the first mistake, with its line.

    A text without front matter has the fields of `head`; comments and empty sections of the form are left out.
    """
    parts = text.split(form)
    body_of_form = parts.body if parts else form
    if not content.startswith("---"):
        return Written(head, _filled(content, body_of_form))
    found = _own("", content)
    filled = {key: value for key, value in found.head.items() if value is not None and key not in SET_BY_COMMANDS}
    written = drafts.typed(session, filled)
    _need_right(written, content)
    kept = {key: value for key, value in head.items() if key in SET_BY_COMMANDS or key == "as"}
    return Written({**kept, **written}, _filled(found.body, body_of_form))


def _need_right(head: Head, content: str) -> None:
    problems = Problems()
    for key, value in head.items():
        if key in RECORD_FIELDS:
            RECORD_FIELDS[key].kind.read(value, (key,), problems)
        elif not key.startswith("x-"):
            problems.say((key,), f"`{key}` is not a field of a record", near(key, list(RECORD_FIELDS)))
    parts = text.split(content)
    for finding in problems.findings("R04", "bad-value", "", parts.head if parts else content)[:1]:
        raise CannotProceed(f"line {finding.line + 1}: {finding.message}", finding.remedy)


_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"(#{1,6}) .*")


def _filled(body: str, form: str) -> str:
    """A body without the comments of its form, and without those of its sections that nobody filled."""
    headings = {line.rstrip() for line in form.split("\n") if _HEADING.match(line)}
    lines: list[str] = []
    for line in reversed(_uncommented(body, _COMMENT.findall(form)).split("\n")):
        level = _HEADING.match(line)
        following = next((later for later in reversed(lines) if later.strip()), "")
        below = _HEADING.match(following)
        nothing = not following or (level and below and len(below[1]) <= len(level[1]))
        if level and line.rstrip() in headings and nothing:
            while lines and not lines[-1].strip():
                lines.pop()
            continue
        lines.append(line)
    out = "\n".join(reversed(lines))
    return out.strip("\n") + "\n" if out.strip() else ""


def _uncommented(content: str, comments: list[str]) -> str:
    for comment in comments:
        content = re.sub(re.escape(comment) + r"[ \t]*\n*", "", content)
    return content if content.strip() else ""
