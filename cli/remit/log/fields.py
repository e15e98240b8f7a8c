"""The fields of a record and of an act: what each means, its shape, and where it stands in a new file.

One table feeds the checks, the JSON Schema that editors complete from, the order in which the tool writes and the
reference on the site, so none of them can drift from another. The fields are those of the record format; see the
reference page "The record".
"""

from typing import NamedTuple

from remit.log.record import ACT_KINDS, STATUSES, TIERS

TEXT, LINE, HANDLE, NAMES, MOMENT, DAY, ENUM, LIST, HANDLES, ENTRIES, ENTRY, FACTS, ID, IDS, TOPICS, FREE, NUMBER = (
    "text", "line", "handle", "names", "moment", "day", "enum", "list", "handles", "entries", "entry", "facts", "id", "ids",
    "topics", "free", "number",
)  # fmt: skip


class Field(NamedTuple):
    """One key of a head."""

    key: str
    shape: str
    meaning: str
    values: tuple[str, ...] = ()
    """The words that an enumeration allows."""
    keys: tuple[str, ...] = ()
    """The keys of an entry."""
    written_by_tool: bool = False


_ACTED = ("as", "who", "on")
RECORD_FIELDS: tuple[Field, ...] = (
    Field("id", ID, "`D-`, the day, six random characters. Also the start of the file name. Never changes."),
    Field("title", LINE, "What was decided, in one line of plain text."),
    Field("status", ENUM, "Where the decision stands.", STATUSES),
    Field("raised", MOMENT, "When the need became known: the clock starts. Absent means unknown."),
    Field("raised_by", HANDLE, "Who met it: how far the decision travelled is measured from here."),
    Field("evidence", LIST, "Links to the data that it rests on."),
    Field("announced", MOMENT, "When it was announced: an objection window starts."),
    Field("decided", MOMENT, "When it was decided."),
    Field("decider", HANDLE, "The one accountable person. A proposal may leave it out."),
    Field("as", LINE, "The role used, only where the decider holds several that would do."),
    Field("team", LINE, "The team it belongs to. Absent: the decider's team that day."),
    Field("topic", TOPICS, "One topic path or several, such as `vendor/software`; the first names the decider."),
    Field("facts", FACTS, "What the boundary looks at: amount, currency, supplier, reversible …."),
    Field("requester", HANDLE, "Who asks for themselves (an expense, leave, a contract with their own firm)."),
    Field("interested", HANDLES, "Who gains from it or declared an interest."),
    Field("consents", ENTRIES, "Consents that the decider reports; an act file proves them.", keys=(*_ACTED, "said")),
    Field(
        "advice", ENTRIES, "Advice that the decider reports, and what became of it.", keys=(*_ACTED, "taken", "said")
    ),
    Field("objections", ENTRIES, "Objections that the decider reports.", keys=(*_ACTED, "why", "withdrawn")),
    Field(
        "votes",
        ENTRIES,
        "A body's vote.",
        keys=("body", "yes", "no", "abstain", "blocks", "members", "on", "who", "announced"),
    ),
    Field("informed", LIST, "Who was told."),
    Field("escalated", ENTRIES, "How it came to a higher tier.", keys=("from", "to", "why", "on")),
    Field("emergency", ENTRY, "The emergency power used, and its ratification.", keys=("under", "ratified", "why")),
    Field("waiver", LINE, "The waiver it relies on."),
    Field("related", IDS, "Decisions whose amounts belong together with this one's."),
    Field("budget", LINE, "The budget it draws on, where the boundary does not say."),
    Field("tier", ENUM, "Computed from the policy.", TIERS, written_by_tool=True),
    Field("boundary", LINE, "Computed from the policy: the boundary it was decided under.", written_by_tool=True),
    Field("late", LINE, "Why it was written down long after it was decided."),
    Field("meeting", DAY, "The day of the meeting that decided it."),
    Field("recorded_by", HANDLE, "The scribe who recorded it."),
    Field("intent", LIST, "The context pages that it serves."),
    Field("affects", LIST, "Paths that it governs, as globs."),
    Field("supersedes", IDS, "Records that it replaces."),
    Field("superseded_by", IDS, "Records that replaced it."),
    Field("adopts", LINE, "A decision of another log or team that it takes over."),
    Field("review_by", DAY, "When to look again."),
    Field("stops", ENTRIES, "Stops that were reported here.", keys=("who", "on", "why", "until", "lifted")),
    Field("outcomes", ENTRIES, "What came of it.", keys=("who", "on", "result", "process", "carried_out", "learned")),
    Field(
        "corrections",
        ENTRIES,
        "Typos that `remit amend --typo` mended.",
        keys=("who", "on", "what"),
        written_by_tool=True,
    ),
    Field("tags", LIST, "Free words to find it by."),
    Field("aliases", LIST, "Other names, such as `ADR-12`."),
    Field("imported", ENTRY, "Where it was imported from.", keys=("from", "format"), written_by_tool=True),
    Field("consulted", LIST, "Whom an imported record names as consulted."),
    Field("deciders", LIST, "Whom an imported record names as deciders."),
    Field("facilitator", LINE, "Whom an imported record names as facilitator."),
)
ACT_FIELDS: tuple[Field, ...] = (
    Field("act", ENUM, "What they did.", ACT_KINDS),
    Field("who", HANDLE, "Who acted."),
    Field("as", LINE, "The role that they acted in, where it matters."),
    Field("on", MOMENT, "When."),
    Field("of", NAMES, "Of whom or what: who was asked or told; what a scribe recorded."),
    Field("for", ENUM, "What was asked for.", ("consent", "advice")),
    Field("taken", ENUM, "What the decider made of the advice.", ("yes", "partly", "no")),
    Field("withdrawn", MOMENT, "When the objection was withdrawn."),
    Field("body", LINE, "The body that votes."),
    Field("says", ENUM, "The vote.", ("yes", "no", "abstain", "block")),
    Field("until", MOMENT, "When the stop ends by itself."),
    Field("lifts", LINE, "The stop that this lifts: the name of its file."),
    Field("under", LINE, "The emergency power that is ratified."),
    Field("result", ENUM, "What came of it.", ("as-expected", "better", "worse", "reversed", "ratified", "refused")),
    Field("process", ENUM, "How well it was decided, whatever came of it.", ("good", "poor")),
    Field("carried_out", ENUM, "Whether it was carried out as decided.", ("yes", "partly", "no")),
    Field("team", LINE, "The team that adopts it."),
    Field("how", ENUM, "How it was adopted.", ("as-is", "adapted", "declined")),
    Field("in", LINE, "The other log's id."),
    Field("topic", LINE, "The topic that is stopped."),
    Field("budget", LINE, "The budget that is stopped."),
    Field("title", LINE, "A line about it."),
)
RECORD_KEYS = {field.key: field for field in RECORD_FIELDS}
ACT_KEYS = {field.key: field for field in ACT_FIELDS}
ALWAYS = ("id", "title", "status")
"""Fields that every record needs. A topic is needed too wherever a policy judges."""
ONCE_DECIDED = ("decider", "decided")
"""Fields that a decided record needs; tier and boundary too wherever a policy judged it."""
