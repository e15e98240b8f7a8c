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


GITHUB_PATH = ".github/workflows/decisions.yml"
GITHUB = """\
name: decisions
on:
  pull_request:
  merge_group:
  push: {branches: [main, master]}
  schedule: [{cron: "17 5 * * 1-5"}]
permissions: {contents: read}
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v4
        with: {fetch-depth: 0, persist-credentials: false}
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - run: pip install remit
      - name: What the change brings
        if: github.event_name != 'schedule'
        env:
          BASE: ${{ github.base_ref && format('origin/{0}', github.base_ref) || github.event.merge_group.base_sha || github.event.before }}
          QUEUE: ${{ github.event.merge_group.base_sha }}
        run: remit check --format github ${QUEUE:+--queued} --range "$BASE..HEAD"
      - name: What a passed day turned bad
        if: github.event_name == 'schedule'
        run: remit check --format github --all
"""
GITLAB_PATH = ".gitlab-ci.yml"
GITLAB = """\
decisions:
  image: python:3.12
  variables: {GIT_DEPTH: "0"}
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_PIPELINE_SOURCE == "schedule"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - pip install remit
    - |
      if [ "$CI_PIPELINE_SOURCE" = schedule ]; then
        remit check --all
      elif [ "$CI_PIPELINE_SOURCE" = merge_request_event ]; then
        git fetch --quiet origin "+refs/heads/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME:refs/remotes/origin/target"
        remit check --range "origin/target..HEAD" --format junit > remit.xml || failed=1
        remit check --range "origin/target..HEAD" && [ -z "$failed" ]
      else
        remit check --range "$CI_COMMIT_BEFORE_SHA..HEAD"
      fi
  artifacts: {when: always, reports: {junit: remit.xml}}
"""
CODEOWNERS_PATH = ".github/CODEOWNERS"
CODEOWNERS = """\
# Who may decide is decided by its owner. Records need nobody's approval: no line for decisions/ itself.
/decisions/policy/         @acme/policy-owners
/decisions/people.yml      @acme/policy-owners
/decisions/remit.yml       @acme/policy-owners
/.github/                  @acme/policy-owners
/.pre-commit-config.yaml   @acme/policy-owners
"""
RULESET = """\
{
  "name": "decisions",
  "target": "branch",
  "enforcement": "active",
  "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}},
  "bypass_actors": [],
  "rules": [
    {"type": "deletion"},
    {"type": "non_fast_forward"},
    {
      "type": "pull_request",
      "parameters": {
        "required_approving_review_count": 0,
        "require_code_owner_review": true,
        "dismiss_stale_reviews_on_push": true,
        "require_last_push_approval": false,
        "required_review_thread_resolution": false,
        "allowed_merge_methods": ["merge", "rebase"]
      }
    },
    {
      "type": "required_status_checks",
      "parameters": {
        "strict_required_status_checks_policy": true,
        "required_status_checks": [{"context": "check"}]
      }
    }
  ]
}
"""
GITHUB_MERGE_PATH = ".github/workflows/merge-decisions.yml"
GITHUB_MERGE = """\
name: merge decisions
on:
  pull_request_target: {types: [opened, synchronize, reopened, ready_for_review]}
permissions: {contents: write, pull-requests: write}
jobs:
  merge:
    if: github.event.pull_request.draft == false
    runs-on: ubuntu-latest
    timeout-minutes: 5
    env:
      GH_TOKEN: ${{ github.token }}
      REPOSITORY: ${{ github.repository }}
      NUMBER: ${{ github.event.pull_request.number }}
      HEAD: ${{ github.event.pull_request.head.sha }}
    steps:
      - name: Merge by itself, once green, what holds nothing but records, acts and context
        run: |
          gh api --paginate "repos/$REPOSITORY/pulls/$NUMBER/files" --jq '.[] | .filename, (.previous_filename // empty)' > files
          if [ -s files ] && ! grep -vE '^decisions/([0-9]{4}|context|stops)/' files; then
            gh pr merge "$NUMBER" --repo "$REPOSITORY" --auto --merge --match-head-commit "$HEAD"
          fi
"""
