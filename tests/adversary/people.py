"""What people of the stories write: five of them, one policy, and every edit as a function from files to files.

Who stands behind an edit is not said here: a story pairs each edit with the author of its commit, honestly or not.
Files are a plain dictionary, path to text; an edit that does not apply returns them as they were.
"""

import re
from collections.abc import Callable

from support import POLICY_PATH, SETTINGS

Files = dict[str, str]
Step = list  # one small plain step of a story: a word, then its arguments

EVERYBODY = ("ana", "ben", "cho", "dia", "eva")
RECORDS = ("aaaaaa", "bbbbbb", "cccccc", "dddddd", "eeeeee", "ffffff", "gggggg", "hhhhhh")
"""The suffixes of records: the first six have landed when a story begins."""
TOPICS = ("tooling/cache", "data/orders", "events/party", "plan/year", "office/desk", "rules/house")
KINDS = ("advice", "consent", "objection", "stop", "lift", "adoption", "outcome", "vote", "vote")
TIERS = {"ana": "functional", "cho": "central", "eva": "functional"}
BOUNDARIES = {
    "tooling": "tools",
    "data": "customer-data",
    "events": "events",
    "plan": "plan",
    "office": "office",
    "rules": "rules",
}
PEOPLE_PATH, SETTINGS_PATH = "decisions/people.yml", "decisions/remit.yml"

PEOPLE = """\
people:
  ana: {name: Ana Ito, emails: [ana@example.com], logins: [anaito], team: platform}
  ben: {name: Ben Okoro, emails: [ben@example.com], team: shop}
  cho: {name: Cho Lind, emails: [cho@example.com]}
  dia: {name: Dia Roth, emails: [dia@example.com], team: shop}
  eva: {name: Eva Maas, emails: [eva@example.com], team: legal}
holds:
  - {role: engineer, who: ben, from: 2026-01-01}
  - {role: engineer, who: dia, from: 2026-01-01}
  - {role: platform-lead, who: ana, from: 2026-01-01}
  - {role: cto, who: cho, from: 2026-01-01}
  - {role: legal, who: eva, from: 2026-01-01}
"""
POLICY = """\
remit: 1
policy: acme
title: Who decides what at Acme
owner: cto
in_force: {from: 2026-01-01}
currency: EUR
roles:
  engineer: {tier: edge}
  platform-lead: {tier: functional}
  legal: {tier: functional}
  cto: {tier: central}
topics:
  tooling: what we build with
  data: what we keep about people and orders
  events: what we do together
  plan: what we do next year
  office: where we sit
  rules: how we live together
bodies:
  board: {tier: central, members: [platform-lead, legal, cto], passes: {share: 1/2, strictly: true, of: members}}
budgets:
  fun: {amount: 700, per: year, over: cto}
boundaries:
  - {id: tools, topic: tooling, decide: engineer, why: The team that uses a tool knows best what it needs.}
  - {id: customer-data, topic: data, decide: platform-lead, consent: legal, why: A breach harms people.}
  - {id: events, topic: events, decide: engineer, budget: fun, why: They know each other.}
  - {id: plan, topic: plan, decide: board, why: It concerns everybody.}
  - {id: office, topic: office, decide: engineer, why: They sit there.}
  - {id: rules, topic: rules, decide: engineer, objection: {by: anyone, within: 3d, goes_to: platform-lead}, why: All obey.}
emergency:
  - {id: fire, decide: engineer, topic: data, ratify: {by: cto, within: 7d}}
escalation: [engineer, platform-lead, cto]
stops: {responder: cto, respond_within: 3d, lifted_by: [cto]}
otherwise: {escalate: platform-lead}
"""


def name(record: str) -> str:
    """A record's id."""
    return f"D-20261121-{record}"


def path_of(files: Files, record: str) -> str:
    """Where a record lies, or would."""
    usual = f"decisions/2026/{name(record)}.md"
    found = [path for path in files if re.fullmatch(rf"decisions/2026/{name(record)}(-[a-z]+)?\.md", path)]
    return found[0] if found else usual


def act_path(record: str, kind: str, who: str) -> str:
    """Where an act lies."""
    return f"decisions/2026/{name(record)}.acts/{kind}-{who}-p7x2.md"


def record_text(record: str, status: str, topic: str, **more: str) -> str:
    """A record's text. The paragraphs of its body stand apart, so that git merges edits of two of them."""
    facts = {"facts": "{amount: 400}"} if topic.startswith("events") else {}
    head = {"id": name(record), "title": f"Decision {record}", "status": status, "topic": topic, **facts, **more}
    lines = "".join(f"{key}: {value}\n" for key, value in head.items())
    return f"---\n{lines}raised: 2026-11-18\n---\nIt is needed.\n\nWe tried it.\n\nIt costs little.\n\nIt stays.\n"


def _set(text: str, key: str, value: str | None) -> str:
    """A record's text with one key of its head set, or taken out."""
    head, end, body = text.partition("\n---\n")
    lines = [line for line in head.split("\n") if not line.startswith(f"{key}: ")]
    if value is not None:
        old = [at for at, line in enumerate(head.split("\n")) if line.startswith(f"{key}: ")]
        lines.insert(old[0] if old else len(lines), f"{key}: {value}")
    return "\n".join(lines) + end + body


def _key(text: str, key: str) -> str:
    """The value of a key of a record's head, or nothing."""
    found = re.search(rf"(?m)^{key}: (.*)$", text.partition("\n---\n")[0])
    return found[1] if found else ""


def _with(files: Files, path: str, text: str | None) -> Files:
    return {**{other: words for other, words in files.items() if other != path}, **({path: text} if text else {})}


def _decided(text: str, who: str, status: str = "accepted") -> str:
    area = _key(text, "topic").partition("/")[0]
    tier = "central" if area == "plan" else TIERS.get(who, "edge")
    values = {"decider": who, "decided": "2026-11-21T10:12+00:00", "tier": tier, "boundary": BOUNDARIES.get(area)}
    for key, value in {"status": status, **values}.items():
        text = _set(text, key, value)
    return text


# -- edits of records ----------------------------------------------------------------------------------------------


def propose(files: Files, record: str, topic: str) -> Files:
    path = path_of(files, record)
    return files if path in files else _with(files, path, record_text(record, "proposed", topic))


def decide(files: Files, record: str, who: str, topic: str = TOPICS[0], status: str = "accepted") -> Files:
    path = path_of(files, record)
    text = files.get(path) or record_text(record, "proposed", topic)
    return files if _key(text, "status") != "proposed" else _with(files, path, _decided(text, who, status))


def supersede(files: Files, old: str, new: str, who: str, status: str = "accepted") -> Files:
    """A new record replaces an accepted one, linked both ways; `status` of the new one is another where people lie."""
    before, after = path_of(files, old), path_of(files, new)
    if _key(files.get(before, ""), "status") != "accepted" or after in files:
        return files
    text = _set(record_text(new, "proposed", _key(files[before], "topic")), "supersedes", f"[{name(old)}]")
    text = text if status == "proposed" else _decided(text, who, status)
    ended = _set(_set(files[before], "status", "superseded"), "superseded_by", f"[{name(new)}]")
    return _with(_with(files, after, text), before, ended)


def status(files: Files, record: str, word: str) -> Files:
    """The bare word of the status changes."""
    path = path_of(files, record)
    return _with(files, path, _set(files[path], "status", word)) if path in files else files


def key(files: Files, record: str, which: str, value: str | None) -> Files:
    """One key of the head."""
    path = path_of(files, record)
    return _with(files, path, _set(files[path], which, value)) if path in files else files


def reword(files: Files, record: str, old: str, new: str) -> Files:
    """Words of the body."""
    path = path_of(files, record)
    head, end, body = files.get(path, "").partition("\n---\n")
    return _with(files, path, head + end + body.replace(old, new)) if old in body else files


def typo(files: Files, record: str, who: str, old: str, new: str) -> Files:
    """Words of the body, with the note that they were a slip of the pen."""
    done = reword(files, record, old, new)
    what = f'\ncorrections:\n  - {{who: {who}, on: 2026-11-21, what: "{old} -> {new}"}}\n---\n'
    path = path_of(files, record)
    return files if done == files else _with(files, path, done[path].replace("\n---\n", what, 1))


def amend(files: Files, record: str, who: str, words: str) -> Files:
    path = path_of(files, record)
    if path not in files:
        return files
    heading = "" if "\n## Amendments\n" in files[path] else "\n## Amendments\n"
    return _with(files, path, f"{files[path]}{heading}\n- 2026-11-21, {who}: {words}\n")


def remove(files: Files, record: str) -> Files:
    return _with(files, path_of(files, record), None)


def decoy(files: Files, record: str) -> Files:
    """The record goes, and a folder with its name comes."""
    path = path_of(files, record)
    return (
        _with(_with(files, path, None), f"decisions/2026/{name(record)}/readme.md", "# Here\n")
        if path in files
        else files
    )


def move(files: Files, record: str, slug: str) -> Files:
    path = path_of(files, record)
    new = f"decisions/2026/{name(record)}-{slug}.md"
    return _with(_with(files, path, None), new, files[path]) if path in files else files


# -- edits of acts -------------------------------------------------------------------------------------------------


def act(files: Files, record: str, kind: str, who: str, named: str = "") -> Files:
    """Somebody's act; `named` is the stop that a lift lifts."""
    if path_of(files, record) not in files:
        return files
    head = f"act: {kind}\nwho: {who}\non: 2026-11-21T{'08:30' if kind in ('advice', 'consent') else '10:05'}+00:00\n"
    more = {
        "consent": "as: legal\n",
        "adoption": "team: shop\nhow: as-is\n",
        "outcome": "result: as-expected\n",
        "vote": "body: board\nsays: yes\n",
    }
    lifted = f"lifts: {named}\n" if kind == "lift" and named else ""
    return _with(files, act_path(record, kind, who), f"---\n{head}{more.get(kind, '')}{lifted}---\nSo says {who}.\n")


def unact(files: Files, record: str, kind: str, who: str) -> Files:
    return _with(files, act_path(record, kind, who), None)


def overwrite(files: Files, record: str, kind: str, who: str, by: str) -> Files:
    """Somebody's act file comes to hold the act of another."""
    path = act_path(record, kind, who)
    if path not in files:
        return files
    text = act({path_of({}, record): "-"}, record, "adoption", by)
    return _with(files, path, text[act_path(record, "adoption", by)])


def twist(files: Files, record: str, kind: str, who: str) -> Files:
    """Somebody's act says something else."""
    path = act_path(record, kind, who)
    return _with(files, path, files[path].replace("So says", "Nothing of this says")) if path in files else files


def carry(files: Files, record: str, kind: str, who: str, to: str) -> Files:
    """Somebody's act is moved to another record."""
    path = act_path(record, kind, who)
    return _with(_with(files, path, None), act_path(to, kind, who), files[path]) if path in files else files


def halt(files: Files, topic: str, who: str, kind: str = "stop", named: str = "") -> Files:
    """A whole topic is stopped, or let go again."""
    lifted = f"lifts: {named}\n" if named else ""
    text = f"---\nact: {kind}\nwho: {who}\non: 2026-11-21T10:05+00:00\n{lifted}topic: {topic}\n---\nSo says {who}.\n"
    return _with(files, f"decisions/stops/{topic}-{who}-{'p7x2' if kind == 'stop' else 'q8y3'}.md", text)


def unhalt(files: Files, topic: str, who: str) -> Files:
    return _with(files, f"decisions/stops/{topic}-{who}-p7x2.md", None)


# -- edits of what guards ------------------------------------------------------------------------------------------


def people(files: Files, old: str, new: str) -> Files:
    """Words of people.yml, replaced; not where the new ones, or a person of that name, stand there already."""
    text, named = files.get(PEOPLE_PATH, ""), re.match(r"  \w+: ", new)
    there = new and (new in text or (named and f"\n{named[0]}" in text))
    return files if there else _with(files, PEOPLE_PATH, text.replace(old, new))


def policy(files: Files, old: str, new: str) -> Files:
    return _with(files, POLICY_PATH, files.get(POLICY_PATH, "").replace(old, new))


def settings(files: Files, line: str) -> Files:
    return _with(files, SETTINGS_PATH, f"{files.get(SETTINGS_PATH, '')}{line}\n")


def code(files: Files, path: str, words: str) -> Files:
    return _with(files, path, words.rstrip("\n") + "\n")


EDITS: dict[str, Callable[..., Files]] = {
    edit.__name__: edit
    for edit in (
        propose, decide, supersede, status, key, reword, amend, remove, decoy, move, typo, act, unact, overwrite, twist, carry, halt, unhalt,
        people, policy, settings, code,
    )
}  # fmt: skip

BEGINNING: list[Step] = [
    ["commit", "main", "cho", [["code", PEOPLE_PATH, PEOPLE], ["code", POLICY_PATH, POLICY], ["code", SETTINGS_PATH, f"{SETTINGS}trusted: main\n"]]],
    ["commit", "main", "ben", [["decide", "aaaaaa", "ben"], ["key", "aaaaaa", "decided", "2026-11-21T09:00+00:00"], ["key", "aaaaaa", "affects", "[src/shop/**]"]]],
    ["commit", "main", "dia", [["decide", "bbbbbb", "dia"], ["key", "bbbbbb", "decided", "2026-11-21T09:00+00:00"], ["key", "bbbbbb", "affects", "[src/pay/**]"]]],
    ["commit", "main", "eva", [["act", "bbbbbb", "stop", "eva"], ["act", "aaaaaa", "advice", "eva"]]],
    ["commit", "main", "dia", [["propose", "cccccc", "tooling/cache"], ["propose", "dddddd", "data/orders"]]],
    ["commit", "main", "eva", [["act", "cccccc", "objection", "eva"], ["act", "dddddd", "consent", "eva"]]],
    ["commit", "main", "eva", [["propose", "eeeeee", "data/orders"], ["act", "eeeeee", "consent", "eva"]]],
    ["commit", "main", "ana", [["decide", "eeeeee", "ana"], ["key", "eeeeee", "decided", "2026-11-21T09:00+00:00"], ["code", "src/shop/cart", "1"]]],
    ["commit", "main", "dia", [["decide", "ffffff", "dia"], ["key", "ffffff", "decided", "2026-11-21T09:00+00:00"], ["act", "ffffff", "stop", "dia"]]],
    ["commit", "main", "ana", [["halt", "office", "ana"]]],
    ["commit", "main", "ana", [["key", "bbbbbb", "x-team", "shop"], ["code", "src/pay/bill", "1"], ["act", "ffffff", "adoption", "ana"]]],
]  # fmt: skip
"""How main comes to be: five people, and six records of every kind, each by whoever may."""
