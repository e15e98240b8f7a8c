"""The fields of a record, an act and a page of shared context: what each means, and what it may hold.

One table feeds the check of values (R04), the JSON Schema that editors complete from, the order in which the tool writes and
the reference on the site, so none of them can drift from another. See the reference page "The record".
"""

from decimal import Decimal
from typing import Any

from remit.log import ids
from remit.log.facts import respelt, to_fact, to_number, two_readings
from remit.log.kinds import Choice, Key, Kind, Matching, Problems, Scalar, Schema, Several, Shape
from remit.log.moment import DAY_PATTERN, MOMENT_PATTERN, parse_day, parse_moment
from remit.log.record import ACT_KINDS, RELATIONS, STATUSES, TIERS
from remit.log.slips import values
from remit.log.yaml import Path, Value

TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""The schema of text: an editor's YAML reader may take it for a number or a truth; here it is text all the same."""

_MEANT = {
    "approved": "accepted", "decided": "accepted", "agreed": "accepted", "adopted": "accepted", "draft": "proposed",
    "open": "proposed", "pending": "proposed", "declined": "rejected", "replaced": "superseded", "obsolete": "deprecated",
}  # fmt: skip
"""Words of other formats for a status, and which of ours is meant."""


class Free(Kind):
    """Anything; what it says to an editor is not held against it."""

    wanted = "anything"

    def __init__(self, schema: Schema | None = None) -> None:
        self.known = schema or {}

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """The value as it is; nothing is wrong with any."""
        return value

    def schema(self) -> Schema:
        """The schema that was given; any value fits an empty one."""
        return self.known


class Facts(Kind):
    """The facts of a decision: a mapping of words, numbers and lists of them. An amount is zero or more."""

    wanted = "a mapping, such as `{amount: 400, currency: EUR}`"

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """The mapping as it was written; a problem is noted for each fact that cannot be one."""
        if not isinstance(value, dict):
            return self.wrong(value, at, problems)
        for name, entry in value.items():
            said = _wrong_fact(name, entry, str(value.get("currency") or ""))
            if said:
                problems.say((*at, name), *said)
        return value

    def schema(self) -> Schema:
        """An object of texts and lists of them."""
        return {"type": "object", "additionalProperties": {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}}


def _wrong_fact(name: str, value: Value, currency: str) -> tuple[str, str] | None:
    """What is wrong with a fact, and how to fix it."""
    if isinstance(value, dict) or (isinstance(value, list) and not all(isinstance(item, str) for item in value)):
        return f"the fact `{name}` must be a word, a number or a list of them", f"write `{name}: …`"
    if name != "amount" or not isinstance(value, str):
        return None
    amount = to_fact(value)
    if not isinstance(amount, Decimal):
        meant = next((text for text in values(value) if to_number(text) is not None), "")
        currency = respelt(value).partition(" ")[2]
        written = (
            f"amount: {meant}{f', currency: {currency}' if currency else ''}" if meant else "amount: 400, currency: EUR"
        )
        return f"the amount is `{value}`, which is not a number", f"write `facts: {{{written}}}`"
    two = two_readings(f"{value} {currency}".strip()) if "." in value else None
    if two:
        either = " or ".join(f"`amount: {one.partition(' ')[0]}`" for one in two)
        return f"the amount is `{value}`, which can be read in two ways", f"write {either}"
    if amount < 0:  # it would give back to a budget what was never drawn
        remedy = "an amount is what is spent or promised; what comes back is a fact of another name"
        return f"the amount is `{value}`, which is below zero", remedy
    return None


class Entry(Shape):
    """An entry of known keys, of which `who` is a handle; a key with nothing behind it is as if it were not there."""

    def __init__(self, *keys: str) -> None:
        super().__init__("an entry", {key: Key(_IN_ENTRIES.get(key, Free()), "") for key in keys}, dict)

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """The entry as a mapping, without known keys that have no value; None after a problem."""
        if isinstance(value, dict):
            value = {key: entry for key, entry in value.items() if entry is not None or key not in self.keys}
        return super().read(value, at, problems)

    def schema(self) -> Schema:
        """An object of these keys and the team's own."""
        known = {key: entry.kind.schema() for key, entry in self.keys.items()}
        return {"type": "object", "properties": known, "patternProperties": {"^x-": {}}, "additionalProperties": False}


LINE = Scalar("one line of text", str, TEXT)
WORD = Scalar("a word, or a list of them", str, TEXT)
HANDLE = Matching(
    "handle", "the handle that people.yml gives the person", ids.is_handle,
    {"type": "string", "pattern": r"^[a-z0-9][a-z0-9@-]*(\.[a-z0-9@-]+)*$", "maxLength": 64},
)  # fmt: skip
MOMENT = Matching(
    "day or time", "2026-11-21, or 2026-11-21T10:12+01:00", parse_moment,
    {"type": "string", "pattern": f"^{MOMENT_PATTERN}$"},
)  # fmt: skip
DAY = Matching("day", "a day, such as 2026-11-21", parse_day, {"type": "string", "pattern": f"^{DAY_PATTERN}$"})
ID = Matching(
    "id", "an id: `D-`, a day and six characters, such as D-20261121-k3f9qz", ids.is_id,
    {"type": "string", "pattern": "^D-[0-9]{8}-[0-9abcdefghjkmnpqrstvwxyz]{6}$"},
)  # fmt: skip
TOPIC = Matching(
    "topic", "a path of lower-case words, such as vendor/software", ids.is_topic,
    {"type": "string", "pattern": r"^[a-z0-9][a-z0-9.-]*(/[a-z0-9][a-z0-9.-]*)*$", "maxLength": 200},
)  # fmt: skip
LIST, HANDLES, TOPICS = Several(WORD, empty=True), Several(HANDLE, empty=True), Several(TOPIC, empty=True)
IDS = Several(Scalar("an id, or a list of them", str, {"type": "string"}), empty=True)
FACTS = Facts()
LINK = Shape(
    "a link",
    {
        "as": Key(Choice(*RELATIONS), "What it has to do with the other.", needed=True),
        "to": Key(LINE, "The id of the other.", needed=True),
    },
    dict,
    "{as: depends-on, to: D-20261121-k3f9qz}",
)
_IN_ENTRIES = {"who": HANDLE, "on": Free(MOMENT.schema())}
RECORD_FIELDS = {
    "id": Key(ID, "`D-`, the day, six random characters. Also the start of the file name. Never changes."),
    "title": Key(LINE, "What was decided, in one line of plain text."),
    "status": Key(Choice(*STATUSES, meant=_MEANT), "The status of the decision."),
    "raised": Key(MOMENT, "When the decision was first raised: its lead time starts here. Absent means unknown."),
    "raised_by": Key(HANDLE, "Who raised it: how far the decision travelled is measured from here."),
    "evidence": Key(LIST, "Links to supporting data."),
    "announced": Key(MOMENT, "When it was announced: the objection period starts."),
    "decided": Key(MOMENT, "When it was decided."),
    "decider": Key(HANDLE, "The one accountable person. A proposal may leave it out."),
    "as": Key(LINE, "The role used, if the decider holds several that may decide."),
    "team": Key(LINE, "The team it belongs to. Absent: the decider's team that day."),
    "visibility": Key(
        Choice("public", "private"), "`private`: no site shows it. Default: as its topic in `private_topics`."
    ),
    "topic": Key(TOPICS, "One topic path or several, such as `vendor/software`; the first names the decider."),
    "facts": Key(FACTS, "What the boundary looks at: amount, currency, supplier, reversible …."),
    "requester": Key(HANDLE, "The beneficiary of the request (an expense, leave, a contract with their own firm)."),
    "interested": Key(HANDLES, "People with a conflict of interest."),
    "consents": Key(
        Several(Entry("as", "who", "on", "said"), empty=True),
        "Consents that the decider reports; an act file verifies them.",
    ),
    "advice": Key(
        Several(Entry("as", "who", "on", "taken", "said"), empty=True),
        "Advice that the decider reports, and whether it was followed.",
    ),
    "objections": Key(
        Several(Entry("as", "who", "on", "why", "withdrawn"), empty=True), "Objections that the decider reports."
    ),
    "votes": Key(
        Several(Entry("body", "yes", "no", "abstain", "blocks", "members", "on", "who", "announced"), empty=True),
        "A committee's vote.",
    ),
    "informed": Key(LIST, "Who was informed."),
    "escalated": Key(Several(Entry("from", "to", "why", "on"), empty=True), "How it came to a higher tier."),
    "emergency": Key(Entry("under", "ratified", "why"), "The emergency power used, and its ratification."),
    "waiver": Key(LINE, "The waiver it relies on."),
    "related": Key(IDS, "Decisions whose amounts belong together with this one's."),
    "budget": Key(LINE, "The budget it draws on, if the boundary names none."),
    "tier": Key(Choice(*TIERS), "Computed from the policy."),
    "boundary": Key(LINE, "Computed from the policy: the boundary it was decided under."),
    "late": Key(LINE, "Why it was written down long after it was decided."),
    "meeting": Key(DAY, "The day of the meeting that decided it."),
    "recorded_by": Key(HANDLE, "The scribe who recorded it."),
    "intent": Key(LIST, "The context pages (goals) that it serves."),
    "affects": Key(LIST, "Paths that it applies to, as globs."),
    "supersedes": Key(IDS, "Records that it supersedes."),
    "superseded_by": Key(IDS, "Records that supersede it."),
    "links": Key(
        Several(LINK, empty=True),
        "What it has to do with other decisions: `- {as: depends-on, to: D-20261121-k3f9qz}`.",
    ),
    "adopts": Key(LINE, "A decision of another log or team that it takes over."),
    "review_by": Key(DAY, "The review date."),
    "stops": Key(Several(Entry("who", "on", "why", "until", "lifted"), empty=True), "Stops that were reported here."),
    "outcomes": Key(
        Several(Entry("who", "on", "result", "process", "carried_out", "learned"), empty=True), "The outcome."
    ),
    "corrections": Key(
        Several(Entry("who", "on", "what"), empty=True), "Typos that `remit amend ID --typo OLD NEW` fixed."
    ),
    "tags": Key(LIST, "Tags."),
    "covers": Key(LIST, "Changes of protected files that it decides: each file with git's id of its new content."),
    "aliases": Key(LIST, "Other names, such as `ADR-12`."),
    "imported": Key(
        Entry("from", "format", "status"), "Where it was imported from, and its status then if it was still open."
    ),
    "consulted": Key(LIST, "Whom an imported record names as consulted."),
    "deciders": Key(LIST, "Whom an imported record names as deciders."),
    "facilitator": Key(LINE, "Whom an imported record names as facilitator."),
}
ACT_FIELDS = {
    "act": Key(Choice(*ACT_KINDS), "What they did."),
    "who": Key(HANDLE, "Who acted."),
    "as": Key(LINE, "The role that they acted in, where it matters."),
    "on": Key(MOMENT, "When."),
    "of": Key(LIST, "Of whom or what: who was asked or told; what a scribe recorded."),
    "for": Key(Choice("consent", "advice"), "What was asked for."),
    "taken": Key(Choice("yes", "partly", "no"), "Whether the decider followed the advice."),
    "withdrawn": Key(MOMENT, "When the objection was withdrawn."),
    "body": Key(LINE, "The committee that votes."),
    "says": Key(Choice("yes", "no", "abstain", "block"), "The vote."),
    "until": Key(MOMENT, "When the stop ends by itself."),
    "lifts": Key(LINE, "The stop that this lifts: the name of its file."),
    "under": Key(LINE, "The emergency power that is ratified."),
    "result": Key(Choice("as-expected", "better", "worse", "reversed", "ratified", "refused"), "The outcome."),
    "process": Key(Choice("good", "poor"), "How well it was decided, whatever the outcome."),
    "carried_out": Key(Choice("yes", "partly", "no"), "Whether it was carried out as decided."),
    "team": Key(LINE, "The team that adopts it."),
    "how": Key(Choice("as-is", "adapted", "declined"), "How it was adopted."),
    "in": Key(LINE, "The other log's id."),
    "topic": Key(LINE, "The topic that is stopped."),
    "budget": Key(LINE, "The budget that is stopped."),
    "title": Key(LINE, "A line about it."),
}
CONTEXT_FIELDS = {
    "title": Key(LINE, "What it is about, in one line."),
    "owner": Key(HANDLE, "Who keeps it true."),
    "review_by": Key(DAY, "The review date."),
    "topics": Key(TOPICS, "The topics that it is about."),
    "topic": Key(TOPICS, "The topic that it is about."),
    "prefer": Key(LIST, "Lines of the kind “we prefer X over Y”."),
    "tags": Key(LIST, "Tags."),
}
ALWAYS = ("id", "title", "status")
"""Fields that every record needs. A topic is needed too wherever there is a policy."""
ONCE_DECIDED = ("decider", "decided")
"""Fields that a decided record needs; tier and boundary too wherever a policy was in force."""
WRITTEN_BY_TOOL = frozenset(("tier", "boundary", "corrections", "imported"))
"""Fields that people leave to the tool."""
SET_BY_COMMANDS = WRITTEN_BY_TOOL | {
    "id", "status", "decided", "late", "meeting", "recorded_by", "announced", "covers", "superseded_by", "deciders",
    "consulted", "facilitator",
}  # fmt: skip
"""Fields that nobody fills in by hand in a new record: options, commands and imports set them."""


def words_of(kind: Kind) -> tuple[str, ...]:
    """The words that a field allows, or the keys of its entries; none where it is free."""
    if isinstance(kind, Several):
        kind = kind.kind
    if isinstance(kind, Choice):
        return kind.words
    return tuple(kind.keys) if isinstance(kind, Shape) else ()
