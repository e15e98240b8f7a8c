"""Stories from a seed, and the shrinking of one that two judges see differently."""

import random
from collections.abc import Callable, Iterator

from people import EVERYBODY, KINDS, RECORDS, TOPICS, Step
from stories import Story

HELD = {"engineer": ("ben", "dia"), "platform-lead": ("ana",), "cto": ("cho",), "legal": ("eva",)}
LANDED = {"aaaaaa": "ben", "bbbbbb": "dia", "cccccc": "dia", "dddddd": "dia", "eeeeee": "ana", "ffffff": "dia"}
"""The records of main, and whose they are."""
ACTS = (
    ("aaaaaa", "advice", "eva"), ("bbbbbb", "stop", "eva"), ("cccccc", "objection", "eva"), ("dddddd", "consent", "eva"),
    ("eeeeee", "consent", "eva"), ("ffffff", "stop", "dia"), ("ffffff", "adoption", "ana"),
)  # fmt: skip
"""The acts of main: the record, the kind, whose it is."""
BRANCHES = ("work", "side", "main")


def story(seed: int) -> Story:
    """The story of a seed."""
    dice = random.Random(seed)
    honesty = dice.choice((1.0, 1.0, 0.9, 0.7, 0.4))
    steps: Story = [["branch", "side", "main"]] if dice.random() < 0.7 else []
    for _ in range(dice.choice((1, 2, 3, 3, 4, 5, 6, 8))):
        steps += STEPS[dice.choices(list(STEPS), [weight for weight, _ in WEIGHED])[0]](dice, honesty)
    return steps


def _commit(dice: random.Random, honesty: float) -> Story:
    where = dice.choices(BRANCHES, (7, 3, 2))[0]
    who, *edits = _edit(dice, honesty if where != "main" else 1.0)
    if dice.random() < 0.25:
        edits += _edit(dice, honesty)[1:]
    return [["commit", where, who, edits]]


def _merge(dice: random.Random, honesty: float) -> Story:
    on = dice.choices(BRANCHES, (7, 3, 1))[0]
    others = [other for other in BRANCHES if other != on]
    dice.shuffle(others)
    honest = dice.random() < honesty
    how = (
        dice.choices(("git", "mend-first", "mend-last"), (6, 1, 1))[0]
        if honest
        else dice.choice(("first", "last", "git", "mend-first", "mend-last"))
    )
    edits = [] if honest or dice.random() < 0.5 else _edit(dice, honesty)[1:]
    return [["merge", on, others[: dice.choices((1, 2), (5, 1))[0]], dice.choice(EVERYBODY), how, edits]]


def _criss_cross(dice: random.Random, honesty: float) -> Story:
    """Two branches that merge each other."""
    who, other = dice.sample(EVERYBODY, 2)
    near, far = dice.choice((("work", "side"), ("work", "main")))
    hows = [dice.choice(("git", "first", "last")) if dice.random() > honesty else "git" for _ in "ab"]
    return [
        *_commit(dice, honesty), ["branch", "old", near], ["merge", near, [far], who, hows[0], []],
        ["merge", far, ["old"], other, hows[1], []], *_commit(dice, honesty), ["merge", near, [far], who, "git", []],
    ]  # fmt: skip


def _rebase(dice: random.Random, honesty: float) -> Story:
    on = dice.choice(("work", "side"))
    return [["rebase", on, dice.choice([other for other in BRANCHES if other != on]), dice.choice(EVERYBODY)]]


def _squash(dice: random.Random, honesty: float) -> Story:
    return [["squash", dice.choice(("work", "side")), "main", dice.choice(EVERYBODY)]]


def _pick(dice: random.Random, honesty: float) -> Story:
    return [["pick", "work", dice.choice(("side", "main", "work")), dice.choice((0, 0, 1, 2)), dice.choice(EVERYBODY)]]


def _revert(dice: random.Random, honesty: float) -> Story:
    found = [["revert", dice.choices(BRANCHES, (6, 2, 1))[0], dice.choice((0, 0, 1, 2)), dice.choice(EVERYBODY)]]
    return found * dice.choices((1, 2), (3, 1))[0]


def _take(dice: random.Random, honesty: float) -> Story:
    word = dice.choice(("people.yml", "policy/", "src/", *RECORDS))
    return [["take", "work", dice.choice(BRANCHES), dice.choice((0, 1, 2, 3, 5)), word, dice.choice(EVERYBODY)]]


def _revocation(dice: random.Random, honesty: float) -> Story:
    """The owner takes something away on main while a branch goes on; then they meet."""
    how, meets = (
        dice.choice(("git", "first", "last", "mend-first")),
        dice.choice((["main"], ["main", "side"], ["side", "main"])),
    )
    merged = [["merge", "work", meets, dice.choice(EVERYBODY), how if dice.random() > honesty - 0.3 else "git", []]]
    return [
        ["commit", "main", "cho", [dice.choice(REVOKES)]],
        *_commit(dice, honesty),
        *(merged if dice.random() < 0.8 else []),
    ]


def _two_decide(dice: random.Random, honesty: float) -> Story:
    """One decides on main and another on a branch."""
    return [["commit", "main", *_split(_decides(dice))], ["commit", "work", *_split(_decides(dice))]]


def _revival(dice: random.Random, honesty: float) -> Story:
    """Something is done, taken back and done again, by whom the dice say."""
    ((_, on, who, edits),) = _commit(dice, honesty)
    again = who if dice.random() < honesty else dice.choice(EVERYBODY)
    return [
        ["commit", on, who, edits],
        ["revert", on, 0, dice.choice((who, dice.choice(EVERYBODY)))],
        ["revert", on, 0, again],
    ]


def _prepared(dice: random.Random, honesty: float) -> Story:
    """A proposal with consent and votes, and the decision on it."""
    record, topic = dice.choice(
        (("gggggg", TOPICS[1]), ("hhhhhh", TOPICS[3]), ("hhhhhh", TOPICS[1]), ("dddddd", TOPICS[1]))
    )
    who = _deciders(dice, topic)
    said = (
        [["eva", ["act", record, "consent", "eva"]]]
        if topic == TOPICS[1]
        else [
            [voter, ["act", record, "vote", voter]]
            for voter in dice.sample(("ana", "cho", "eva"), dice.choice((1, 2, 2, 3)))
        ]
    )
    committed = [[speaker if dice.random() < honesty else dice.choice(EVERYBODY), *edits] for speaker, *edits in said]
    where = dice.choice(("work", "work", "main"))
    steps = [
        ["commit", where, *_split(step)] for step in [[dice.choice(EVERYBODY), ["propose", record, topic]], *committed]
    ]
    return [
        *steps,
        ["merge", "work", ["main"], dice.choice(EVERYBODY), "git", []],
        ["commit", "work", who, [["decide", record, who, topic]]],
    ]


def _orphan(dice: random.Random, honesty: float) -> Story:
    """A branch without a history comes to hold the same files, and what it adds is merged."""
    who, *edits = _edit(dice, honesty)
    how = dice.choice(("git", "mend-last", "last"))
    return [
        ["orphan", "lone", dice.choice(("work", "main")), who, edits],
        ["merge", "work", ["lone"], dice.choice((who, *EVERYBODY)), how, []],
    ]


def _split(step: Step) -> tuple[str, list[Step]]:
    return step[0], step[1:]


WEIGHED: list[tuple[int, Callable[[random.Random, float], Story]]] = [
    (45, _commit), (20, _merge), (6, _criss_cross), (5, _rebase), (3, _squash), (4, _pick), (5, _revert), (4, _take), (6, _revocation),
    (3, _two_decide), (4, _revival), (6, _prepared), (3, _orphan),
]  # fmt: skip
STEPS = {made.__name__: made for _, made in WEIGHED}


# -- edits ---------------------------------------------------------------------------------------------------------


def _edit(dice: random.Random, honesty: float) -> Step:
    """Who commits, and edits that belong together: by whoever may, or not."""
    honest = dice.random() < honesty
    who, *edits = dice.choice(HONEST if honest or dice.random() < 0.5 else HOSTILE)(dice)
    return [who if honest else dice.choice(EVERYBODY), *edits]


def _deciders(dice: random.Random, topic: str) -> str:
    area = topic.partition("/")[0]
    return dice.choice(
        {"data": ("ana", "ana", "cho"), "plan": ("ana", "eva", "cho")}.get(area, ("ben", "dia", "dia", "ana", "cho"))
    )


def _decides(dice: random.Random) -> Step:
    record = dice.choice(("gggggg", "hhhhhh", "cccccc", "dddddd"))
    topic = {"cccccc": TOPICS[0], "dddddd": TOPICS[1]}.get(record, dice.choice((TOPICS[0], *TOPICS)))
    who = _deciders(dice, topic)
    return [who, ["decide", record, who, topic, dice.choice(("accepted",) * 5 + ("rejected",))]]


def _proposes(dice: random.Random) -> Step:
    return [dice.choice(EVERYBODY), ["propose", dice.choice(("gggggg", "hhhhhh")), dice.choice(TOPICS)]]


def _supersedes(dice: random.Random) -> Step:
    old = dice.choice(("aaaaaa", "bbbbbb", "eeeeee", "ffffff", "gggggg"))
    who = _deciders(dice, TOPICS[old == "eeeeee"])
    return [who, ["supersede", old, dice.choice(("gggggg", "hhhhhh")), who]]


def _ends(dice: random.Random) -> Step:
    record = dice.choice(("aaaaaa", "bbbbbb", "eeeeee", "ffffff"))
    return [_deciders(dice, TOPICS[record == "eeeeee"]), ["status", record, "deprecated"]]


def _amends(dice: random.Random) -> Step:
    who = dice.choice(EVERYBODY)
    return [who, ["amend", dice.choice(RECORDS), who, dice.choice(("It holds for two years.", "It is late."))]]


def _acts(dice: random.Random) -> Step:
    who, kind = dice.choice(EVERYBODY), dice.choice(("advice", "objection", "stop", "adoption"))
    return [who, ["act", dice.choice(RECORDS), kind, who]]


def _consents(dice: random.Random) -> Step:
    return ["eva", ["act", dice.choice(("gggggg", "hhhhhh", "dddddd")), "consent", "eva"]]


def _votes(dice: random.Random) -> Step:
    who = dice.choice(("ana", "cho", "eva"))
    return [who, ["act", dice.choice(("gggggg", "hhhhhh")), "vote", who]]


def _takes_over(dice: random.Random) -> Step:
    """A proposal is decided under another topic than it was made."""
    return [
        dice.choice(("ana", "cho")),
        ["key", "cccccc", "topic", dice.choice(TOPICS)],
        ["decide", "cccccc", dice.choice(("ana", "cho")), TOPICS[0]],
    ]


def _lifts(dice: random.Random) -> Step:
    record, _, puller = dice.choice([found for found in ACTS if found[1] == "stop"])
    who = dice.choice((puller, "cho"))
    if dice.random() < 0.3:
        who = dice.choice(("ana", "cho"))
        return [who, ["halt", "office", who, "lift", dice.choice(("office-ana-p7x2", ""))]]
    return [who, ["act", record, "lift", who, f"stop-{puller}-p7x2"]]


def _mends(dice: random.Random) -> Step:
    record = dice.choice(("aaaaaa", "bbbbbb", "eeeeee"))
    who = dice.choice((LANDED[record], LANDED[record], "ana"))
    return [who, ["typo", record, who, "little", "litle"]]


def _halts(dice: random.Random) -> Step:
    who = dice.choice(EVERYBODY)
    return [who, ["halt", dice.choice(("events", "plan", "office")), who]]


def _touches_own_act(dice: random.Random) -> Step:
    record, kind, who = dice.choice([found for found in ACTS if found[0] in ("cccccc", "dddddd")])
    return [who, dice.choice((["unact", record, kind, who], ["twist", record, kind, who]))]


def _removes_own_proposal(dice: random.Random) -> Step:
    return (
        ["dia", ["unact", "cccccc", "objection", "eva"], ["remove", "cccccc"]]
        if dice.random() < 0.2
        else ["dia", ["propose", "hhhhhh", TOPICS[0]]]
    )


def _rewords_a_proposal(dice: random.Random) -> Step:
    return ["dia", ["reword", dice.choice(("cccccc", "dddddd", "gggggg")), *dice.choice(WORDS)]]


def _writes_code(dice: random.Random) -> Step:
    return [
        dice.choice(EVERYBODY),
        ["code", dice.choice(("src/shop/cart", "readme", "src/pay/bill")), str(dice.randrange(3))],
    ]


def _formats(dice: random.Random) -> Step:
    return [
        dice.choice(EVERYBODY),
        dice.choice(
            (["reword", dice.choice(RECORDS), "It costs", "It  costs"], ["key", dice.choice(RECORDS), "x-team", "shop"])
        ),
    ]


def _moves(dice: random.Random) -> Step:
    record = dice.choice(list(LANDED))
    return [LANDED[record], ["move", record, dice.choice(("cache", "orders"))]]


def _governs(dice: random.Random) -> Step:
    return ["cho", dice.choice((*GRANTS, *REVOKES))]


def _welcomes(dice: random.Random) -> Step:
    return [
        dice.choice(EVERYBODY),
        ["people", "holds:\n", "  fay: {name: Fay Sand, emails: [fay@example.com]}\nholds:\n"],
    ]


WORDS = (("It is needed", "It is wanted"), ("It costs little", "It costs much"), ("It stays", "It goes"))
GRANTS: tuple[Step, ...] = (
    ["people", "holds:\n", "holds:\n  - {role: engineer, who: eva, from: 2026-01-01}\n"],
    ["people", "role: cto, who: cho", "role: cto, who: ben"],
    ["policy", "topic: data, decide: platform-lead", "topic: data, decide: engineer"],
    ["policy", ", consent: legal", ""],
    ["policy", "lifted_by: [cto]", "lifted_by: [cto, engineer]"],
    ["settings", "grades: {edge: claimed, functional: claimed, central: claimed}"],
    ["settings", "merge: squash"],
)
REVOKES: tuple[Step, ...] = (
    ["people", "  - {role: engineer, who: dia, from: 2026-01-01}\n", ""],
    ["policy", "topic: tooling, decide: engineer", "topic: tooling, decide: platform-lead"],
    ["people", "  - {role: legal, who: eva, from: 2026-01-01}\n", ""],
)
HONEST: tuple[Callable[[random.Random], Step], ...] = (
    _decides, _decides, _decides, _proposes, _supersedes, _ends, _amends, _acts, _consents, _lifts, _votes, _takes_over, _mends, _halts, _touches_own_act,
    _removes_own_proposal, _rewords_a_proposal, _writes_code, _formats, _moves, _governs, _welcomes,
)  # fmt: skip


def _hostile(*edits: Callable[[random.Random], list[Step]]) -> tuple[Callable[[random.Random], Step], ...]:
    return tuple(lambda dice, edit=edit: [dice.choice(EVERYBODY), *edit(dice)] for edit in edits)


def _any(dice: random.Random) -> str:
    return dice.choice(RECORDS)


def _some(dice: random.Random) -> list[str]:
    return list(dice.choice(ACTS))


HOSTILE = _hostile(
    lambda dice: [["reword", _any(dice), *dice.choice(WORDS)]],
    lambda dice: [[dice.choice(("remove", "decoy")), _any(dice)]],
    lambda dice: [
        ["status", _any(dice), dice.choice(("accepted", "proposed", "superseded", "deprecated", "rejected"))]
    ],
    lambda dice: [["decide", _any(dice), dice.choice(EVERYBODY), dice.choice(TOPICS)]],
    lambda dice: [
        ["supersede", _any(dice), "hhhhhh", dice.choice(EVERYBODY), dice.choice(("accepted", "proposed", "rejected"))]
    ],
    lambda dice: [["key", _any(dice), "topic", dice.choice(TOPICS)]],
    lambda dice: [["move", _any(dice), dice.choice(("cache", "orders"))]],
    lambda dice: [["key", _any(dice), "decider", dice.choice(EVERYBODY)]],
    lambda dice: [["decide", "hhhhhh", "ben", "data/orders"], ["key", "hhhhhh", "imported", "{from: x}"]],
    lambda dice: [["key", _any(dice), "consents", "[{as: legal, who: eva, on: 2026-11-20}]"]],
    lambda dice: [["key", _any(dice), "affects", None]],
    lambda dice: [["amend", _any(dice), dice.choice(EVERYBODY), "It never held."]],
    lambda dice: [["act", _any(dice), dice.choice(KINDS), dice.choice(EVERYBODY)]],
    lambda dice: [["unact", *_some(dice)]],
    lambda dice: [["twist", *_some(dice)]],
    lambda dice: [["overwrite", *_some(dice), dice.choice(EVERYBODY)]],
    lambda dice: [["carry", *_some(dice), _any(dice)]],
    lambda dice: [["unact", record := _any(dice), "stop", "eva"], ["act", record, "lift", dice.choice(EVERYBODY)]],
    lambda dice: [dice.choice(GRANTS), dice.choice(GRANTS)],
    lambda dice: [["people", "holds:\n", "  fay: {name: Fay, emails: [Ana@example.com]}\nholds:\n"]],
    lambda dice: [["people", "holds:\n", "  fay: {name: Fay, emails: [7+anaito@users.noreply.github.com]}\nholds:\n"]],
    lambda dice: [["people", "holds:\n", "  fay: {name: Fay, logins: [AnaIto]}\nholds:\n"]],
    lambda dice: [["people", "ben@example.com", "ben@example.com, eva@home.example"]],
    lambda dice: [["decide", "gggggg", "cho", "remit/people"], dice.choice(GRANTS)],
    lambda dice: [["key", _any(dice), "votes", "{body: board, yes: 3}"], ["decide", "hhhhhh", "cho", "plan/year"]],
    lambda dice: [
        ["key", (record := dice.choice(("cccccc", "dddddd", "hhhhhh"))), "topic", dice.choice(TOPICS)],
        ["decide", record, dice.choice(EVERYBODY), TOPICS[0]],
    ],
    lambda dice: [
        ["unact", "cccccc", "objection", "eva"],
        ["decide", "cccccc", dice.choice(("ben", "ana")), TOPICS[0]],
    ],
    lambda dice: [
        ["decide", "hhhhhh", dice.choice(EVERYBODY), "plan/year"],
        ["act", "hhhhhh", "vote", "ana"],
        ["act", "hhhhhh", "vote", "cho"],
    ],
    lambda dice: [
        ["unact", "ffffff", "stop", "dia"],
        ["act", dice.choice(("bbbbbb", "ffffff")), "lift", "dia", dice.choice(("", "stop-eva-p7x2"))],
    ],
)


# -- shrinking -----------------------------------------------------------------------------------------------------


def shrunk(told: Story, differs: Callable[[Story], bool]) -> Story:
    """The smallest story found, by dropping steps and edits, of which two judges still say different things."""
    smaller = next((less for less in _smaller(told) if differs(less)), None)
    while smaller is not None:
        told = smaller
        smaller = next((less for less in _smaller(told) if differs(less)), None)
    return told


def _smaller(told: Story) -> Iterator[Story]:
    for at, step in enumerate(told):
        yield told[:at] + told[at + 1 :]
        edits = step[-1]
        if isinstance(edits, list) and (len(edits) > 1 or step[0] == "merge"):
            for edit in range(len(edits)):
                yield [*told[:at], [*step[:-1], edits[:edit] + edits[edit + 1 :]], *told[at + 1 :]]
        if step[0] == "merge" and len(step[2]) > 1:
            for other in step[2]:
                yield [*told[:at], [*step[:2], [other], *step[3:]], *told[at + 1 :]]
        if step[0] == "merge" and step[4] != "git":
            yield [*told[:at], [*step[:4], "git", step[5]], *told[at + 1 :]]
