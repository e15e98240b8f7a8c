"""Strict YAML: what people write comes out as they wrote it, with libyaml and without it."""

import random

import pytest

from remit.log import yaml

RECORD = """\
id: D-20261121-k3f9qz
title: "Cache: orders in Redis"  # a comment
status: accepted
decider: ben
topic: [tooling/cache, data]
facts: {amount: 400, currency: EUR, supplier: 'Acme, Ltd', local: true}
raised: 2026-11-18
decided: 2026-11-21T10:12+00:00
waiver:
advice: [{as: security, who: sam, on: 2026-01-29, taken: partly, said: "keep the old: keys"}]
objections:
  - as: legal
    who: tom
    why: 'it''s late'

  # between
  - {as: x, who: y}
evidence:
- https://example.com/a#b
- plain text: no
x-note: |
  kept
   as it is

  written
"""
POLICY = """\
boundaries:
  - id: tools
    topic: tooling
    why: The team that uses a tool knows best.
    steps:
      - {up_to: 500, decide: engineer}          # small
      - {up_to: 5000, decide: lead,
         consent: [{any: 1, of: [board-chair, treasurer]}]}
      - {above: true, decide: cto}
  - {id: no-cash, topic: "*", when: {amount: {over: 0, below: 10.50}}, forbid: true, because: "no cash"}
otherwise: {escalate: lead}
cannot_say: ["'legitimate reasons' for fewer quotes", two]
"""
RECORD = RECORD.replace("- plain text: no\n", "- plain text\n")
LIBYAML = yaml.Parser
PIECES = [
    *"abz019:,- #[]{}\"'|>&*!?%@`\n\t\\~<=.",
    "\n  ",
    "\n- ",
    ": ",
    " #",
    "- ",
    "  ",
    "é",
    "\u2028",
    "\x85",
    "---\n",
    "|\n",
    "\n\n",
    "\r\n",
    "\ufeff",
    "? ",
    "---\n#",
]


@pytest.fixture(autouse=True, params=["libyaml", "python"])
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything here is read with libyaml, and again as where PyYAML was built without it."""
    if request.param == "python":
        monkeypatch.setattr(yaml, "Parser", yaml.PythonParser)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("NO", "NO"), ("on", "on"), ("012", "012"), ("0x1F", "0x1F"), ("1_000", "1_000"), ("12:30", "12:30"), ("1.10", "1.10"),
        ("1234567", "1234567"), ("~", "~"), ("null", "null"), ("2024-13-01", "2024-13-01"), ("'a #b'", "a #b"), ("2026-11-18", "2026-11-18"),
        ('"\\u00e9\\n"', "é\n"), ("", None), ("# only a comment", None), ("a:b", "a:b"), ("https://x.example/#y", "https://x.example/#y"),
    ],
)  # fmt: skip
def test_a_scalar_is_the_text_that_was_written(written: str, read: str | None) -> None:
    assert yaml.read(f"a: {written}\n") == {"a": read}


@pytest.mark.parametrize(
    ("text", "sentence", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3\n", "the key `a` occurs twice", 3, 1),
        ("a: &x 1\nb: *x\n", "anchors and aliases are not allowed: write the value out", 1, 4),
        ("a: *x\n", "anchors and aliases are not allowed: write the value out", 1, 4),
        (
            "a: !!python/object:os.system x\n",
            "the tag tag:yaml.org,2002:python/object:os.system is not allowed: every value is text",
            1,
            4,
        ),
        ("<<: {a: 1}\n", "merge keys are not allowed: write the values out", 1, 1),
        ("title: Secret: plan\n", 'a value that contains ": " must be in quotes', 1, 14),
        ("a: @ana\n", "a value cannot begin with the character '@': put it in quotes", 1, 4),
        ('a: 1\nb: "x\nc: 2\n', "a quote is not closed", 2, 4),
        ("a: 1\nb: [x\nc: 2\n", "a bracket or a brace is not closed, or a comma is missing", 2, 4),
        ("b: {x: y\n", "a bracket, a brace or a quote is not closed", 1, 4),
        ('a: "x" y\n', "more text follows a value in quotes or brackets: put all of it into quotes", 1, 8),
        ("a: - b\n", "a list begins on a line of its own, below its key", 1, 4),
        ("a:\n  b: c\n d: e\n", "this line is indented unlike those that it belongs to", 3, 2),
        ('a: "C:\\x"\n', "in double quotes a backslash has a meaning: write it twice, or use single quotes", 1, 9),
        ("a: b\nfoo\nc: d\n", "a line without a colon: write `key: value`", 3, 1),
        ("\ta: 1\n", "a tab cannot indent: use spaces", 1, 1),
        ("- a\n- b\n", "expected `key: value` lines", 1, 1),
        ("a: \x07\n", "the character U+0007 is not allowed", 1, 4),
        ("[a]: 1\n", "a key must be a word", 1, 1),
    ],
)
def test_what_could_surprise_is_refused_with_its_place(text: str, sentence: str, line: int, column: int) -> None:
    with pytest.raises(yaml.StrictError) as caught:
        yaml.read(text)
    assert (caught.value.message, caught.value.line, caught.value.column) == (sentence, line, column)


@pytest.mark.parametrize("text", ["a: " + "[" * 30000, "a: " + "{a: " * 5000, "a: " + "[" * 40 + "]" * 40, "- " * 9000])
def test_deep_nesting_is_a_sentence_and_never_a_crash(text: str) -> None:
    with pytest.raises(yaml.StrictError):
        yaml.read(text)


def test_a_whole_record_reads_as_written() -> None:
    read = yaml.read(RECORD)
    assert read["title"] == "Cache: orders in Redis"
    assert read["objections"] == [{"as": "legal", "who": "tom", "why": "it's late"}, {"as": "x", "who": "y"}]
    assert read["x-note"] == "kept\n as it is\n\nwritten\n"
    assert read["waiver"] is None


@pytest.mark.parametrize("seed", range(4))
def test_mutated_texts_read_alike_with_libyaml_and_without(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(seed)
    answered = 0
    for _ in range(1200):
        text = _mutated(dice, dice.choice([RECORD, POLICY]))
        monkeypatch.setattr(yaml, "Parser", LIBYAML)
        found = _outcome(text)
        monkeypatch.setattr(yaml, "Parser", yaml.PythonParser)
        assert found == _outcome(text), text
        answered += isinstance(found[0], dict)
    assert answered > 200


def _outcome(text: str) -> tuple[object, ...]:
    """What a text reads as and where everything stands, or what is said about it."""
    try:
        return yaml.read(text), yaml.places(text)
    except yaml.StrictError as error:
        return error.message, error.line, error.column


def _mutated(dice: random.Random, text: str) -> str:
    lines = text.split("\n")
    start = dice.randrange(len(lines))
    text = "\n".join(lines[start : start + dice.randrange(1, 14)])
    for _ in range(dice.choice([0, 1, 1, 2, 3])):
        at = dice.randrange(len(text) + 1)
        if dice.random() < 0.6:
            text = text[:at] + dice.choice(PIECES) + text[at:]
        else:
            text = text[:at] + text[at + dice.randrange(1, 4) :]
    return text


@pytest.mark.parametrize("seed", range(3))
def test_any_text_reads_or_is_refused(seed: int) -> None:
    dice = random.Random(100 + seed)
    for _ in range(300):
        text = "".join(dice.choice(PIECES) for _ in range(dice.randrange(40)))
        assert _told(text), text


def _told(text: str) -> bool:
    """Whether the text reads as a mapping, or is refused with a sentence and a line."""
    try:
        return isinstance(yaml.read(text), dict)
    except yaml.StrictError as error:
        return error.line >= 1 and bool(error.message)


def test_places_are_those_an_editor_shows() -> None:
    places = yaml.places(RECORD)
    assert places[("title",)] == (2, 1)
    assert places[("objections", 1)] == (17, 5)
    assert places[("facts", "currency")] == (6, 22)
