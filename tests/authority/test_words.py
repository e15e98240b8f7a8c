"""Duties, limits, sizes and exit codes in words and numbers, as answers, tables and prose give them."""

from decimal import Decimal

import pytest

from remit.authority.answer import ANSWERS, Answer
from remit.authority.words import (
    before_words,
    consent_words,
    limit_words,
    objection_words,
    range_words,
    signers_words,
    size,
    span_words,
    unit_of,
)
from remit.log.duties import Advice, Condition, Consent, Duties, Objection, Passes, Signers
from remit.log.moment import Span
from remit.log.policy import Boundary, Step


def test_every_answer_has_its_exit_code():
    assert [Answer(name, "ben").exit_code for name in ANSWERS] == [0, 10, 20, 30, 40, 50]


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("500", "EUR", "500 EUR"),
        ("9999", "", "9999"),
        ("10000", "", "10 000"),
        ("-10000", "EUR", "-10 000 EUR"),
        ("1234567.5", "EUR", "1 234 567.5 EUR"),
        ("0.50", "", "0.50"),
    ],
)
def test_a_size_is_exact_and_in_groups_of_three(value, unit, said):
    assert size(Decimal(value), unit) == said
    assert size(Decimal(7)) == "7"


@pytest.mark.parametrize(
    ("measure", "currency", "said"), [("amount", "EUR", "EUR"), ("amount", None, ""), ("days", "EUR", "(days)")]
)
def test_a_unit_is_the_currency_or_the_measured_fact(measure, currency, said):
    assert unit_of(Boundary("x", ("t",), measure=measure), currency) == said


@pytest.mark.parametrize(
    ("count", "unit", "said"),
    [
        (1, "s", "1 second"), (2, "m", "2 minutes"), (72, "h", "72 hours"), (1, "d", "1 day"),
        (3, "wd", "3 working days"), (2, "w", "2 weeks"),
    ],
)  # fmt: skip
def test_a_span_counts_its_unit(count, unit, said):
    assert span_words(Span(count, unit)) == said


@pytest.mark.parametrize(
    ("before", "step", "said"),
    [
        (None, Step(up_to=Decimal(500)), "up to 500 EUR"),
        (None, Step(below=Decimal(500)), "below 500 EUR"),
        (None, Step(), ""),
        (Step(up_to=Decimal(500)), Step(up_to=Decimal(5000)), "over 500 and up to 5000 EUR"),
        (Step(below=Decimal(500)), Step(below=Decimal(5000)), "from 500 and below 5000 EUR"),
        (Step(up_to=Decimal(500)), Step(), "over 500 EUR"),
        (Step(below=Decimal(500)), Step(), "from 500 EUR"),
    ],
)
def test_a_step_lies_between_the_one_before_and_its_end(before, step, said):
    assert range_words(before, step, "EUR") == said


def test_a_limit_may_be_none():
    assert limit_words(None, "EUR") == "without a limit"
    assert limit_words(Decimal(500), "EUR") == "up to 500 EUR"


def test_consents_say_who_how_many_and_how_soon():
    assert consent_words(Consent(("legal", "cto"))) == "legal or cto"
    assert consent_words(Consent(("a", "b", "c"), 2)) == "2 of a, b, c"
    assert consent_words(Consent(("legal",), respond_within=Span(2, "wd"))) == (
        "legal (to respond within 2 working days)"
    )


def test_signatures_say_who_must_be_among_them():
    assert signers_words(Signers(1, ("director",))) == "1 signature of director"
    assert signers_words(Signers(2, ("director", "treasurer"), ("treasurer", "chair"))) == (
        "2 signatures of director or treasurer, treasurer and chair among them"
    )


def test_objections_say_how_long_and_where_to():
    window = Objection(("member",), Span(72, "h"))
    assert objection_words(window) == "72 hours for member to object"
    assert objection_words(window._replace(goes_to="board")) == (
        "72 hours for member to object (board decides after an objection)"
    )


def test_duties_come_before_or_after():
    duties = Duties(
        consent=(Consent(("legal",)),),
        signers=Signers(2, ("director",)),
        advice=(Advice("security", Span(3, "d")),),
        objection=Objection(("member",), Span(1, "d")),
        passes=Passes(yes_at_least=3),
        require=(Condition("tested", ("yes",)),),
        inform=("board",),
        inform_first=("cfo",),
    )
    assert before_words(duties) == (
        "consent of legal",
        "2 signatures of director",
        "advice of security (to respond within 3 days)",
        "1 day for member to object",
        "a vote: at least 3 yes",
        "tested must be yes",
        "cfo is informed",
    )
