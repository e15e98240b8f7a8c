"""The files that a new log begins with: settings, a policy that reads like prose, people, the site, the hook."""

from typing import NamedTuple

from remit.log import yaml
from remit.log.edit import printed
from remit.log.people import Person

POLICY_NAME = "base"


class Start(NamedTuple):
    """What is known about a log that begins."""

    title: str
    day: str
    """Today, ISO 8601."""
    zone: str = "UTC"
    policy: bool = True
    people: tuple[Person, ...] = ()
    lead: str | None = None
    """Who holds the starter policy's roles at first."""
    sources: tuple[tuple[str, str], ...] = ()
    """Path and format of logs that are adopted where they lie."""
    name: str = POLICY_NAME
    """What the policy is called."""
    schemas: bool = False
    """Whether each file says where its JSON Schema lies, for editors."""


SCHEMAS = ".schemas/"
"""The folder of the log in which the JSON Schemas lie, where they are wanted."""


def schema_line(path: str) -> str:
    """The line that tells editors with a YAML language server where the schema lies, seen from the file."""
    return f"# yaml-language-server: $schema={path}\n"


def _schema(start: Start, path: str) -> str:
    return schema_line(path) if start.schemas else ""


def settings(start: Start) -> str:
    """`decisions/remit.yml`."""
    name = start.name if start.policy else "none"
    sources = "".join(f"  - {printed({'path': path, 'format': form})}\n" for path, form in start.sources)
    return _schema(start, SCHEMAS + "settings.json") + (
        "remit: 1\n"
        f"title: {printed(start.title)}\n"
        f"time_zone: {printed(start.zone)}\n"
        f"policy: {name}{'' if start.policy else '   # nobody has decided yet who decides'}\n"
        + (f"sources:\n{sources}" if sources else "")
    )


def people(start: Start) -> str:
    """`decisions/people.yml`: who they are, and who holds which role since when."""
    lines = [f"  {printed(one.handle)}: {printed(entry(one))}\n" for one in start.people]
    out = _schema(start, SCHEMAS + "people.json") + "people:\n" + "".join(lines)
    if start.policy and start.lead:
        out += "holds:\n" + "".join(
            f"  - {{role: {role}, who: {start.lead}, from: {start.day}}}\n" for role in ("lead", "head")
        )
    return out


def entry(person: Person) -> dict[str, yaml.Value]:
    """A person as an entry of people.yml; what is empty is left out."""
    fields: dict[str, yaml.Value] = {
        "name": person.name,
        "kind": person.kind if person.kind != "person" else "",
        "emails": list(person.emails),
        "logins": list(person.logins),
        "keys": list(person.keys),
        "team": person.team or "",
    }
    return {key: value for key, value in fields.items() if value}


def policy(start: Start) -> str:
    """A first policy: most is decided by whoever does the work, money and people a step higher."""
    return (
        _schema(start, f"../{SCHEMAS}policy.json")
        + f"""\
# Who decides what. Read it aloud, change what does not fit, and delete what you do not need.
# Once it has landed and a decision was judged by it, a change is a new file with a later day.
remit: 1
policy: {start.name}
title: {printed("Who decides what: " + start.title)}
owner: head
in_force: {{from: {start.day}}}
currency: EUR
roles:
  lead: {{tier: functional}}      # keeps an eye on the whole
  head: {{tier: central}}         # answers for it outside
topics:
  work: how we do our work
  tooling: what we work with
  product: what we make, and for whom
  people: who joins us, and on what terms
boundaries:
  - id: our-work
    topic: work
    decide: anyone
    why: Whoever does the work knows best how to do it.
  - id: tools
    topic: tooling
    why: A tool that nobody asked for is cheaper than a week of asking.
    steps:
      - {{up_to: 500, decide: anyone}}
      - {{up_to: 5000, decide: lead}}
      - {{above: true, decide: head}}
  - id: easily-undone
    topic: product
    when: {{reversible: yes}}
    decide: anyone
    why: What can be undone in a day is best tried today.
  - id: hard-to-undo
    topic: product
    when: {{reversible: no}}
    decide: lead
    why: Many will live with it for long.
  - id: joining
    topic: people
    decide: head
    advice: [lead]
    record: full
    why: It changes lives.
escalation: [lead, head]
otherwise: {{escalate: lead}}
"""
    )


def mkdocs(start: Start) -> str:
    """`mkdocs.yml`."""
    return (
        f"site_name: {printed(start.title)}\n"
        "docs_dir: site_src\n"
        "theme:\n  name: material\n"
        "plugins:\n  - search\n  - remit\n"
    )


def index(start: Start) -> str:
    """The site's first hand-written page."""
    return (
        f"# {start.title}\n\n"
        "<!-- Write here what your readers should know first. What is stopped, what waits and what was decided follows. -->\n\n"
        "<!-- remit:home -->\n"
    )


PRE_COMMIT = """\
repos:
  - repo: local
    hooks:
      - id: remit
        name: remit
        entry: remit-hook
        language: system
        always_run: true
        pass_filenames: false
        stages: [pre-commit, pre-merge-commit, pre-push]
"""
GIT_HOOK = "#!/bin/sh\nexec remit-hook\n"
ATTRIBUTES = ("decisions/** text eol=lf",)
IGNORE = (".*.tmp", "/site/")
