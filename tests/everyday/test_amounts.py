"""Amounts as people type them: refused with the right spelling, and never read as another value."""

import pytest

from support import SETTINGS, Repo

SPELT = {
    "1,000": "1000", "€900": "900 EUR", "EUR 900": "900 EUR", "1k": "1000", "1.5k": "1500", "1.000,50": "1000.50",
    "1,000.50": "1000.50", "1'000": "1000", "1_000": "1000", "1 000": "1000", "1\u202f000 €": "1000 EUR", "2m": "2000000",
    "$1,200": "1200 USD", "US$ 900": "900 USD", "2 mio": "2000000", "3 Mrd": "3000000000", "5tsd €": "5000 EUR", "12,50": "12.50", "１００": "100", "1,000,000 eur": "1000000 EUR",
}  # fmt: skip


def may(repo: Repo, amount: str) -> tuple[int, str, str]:
    """What `may` says of an amount."""
    return repo.remit("may", "--who", "ben", "--topic", "tooling", "--amount", amount, "Cache")


@pytest.mark.parametrize(("words", "spelt"), SPELT.items())
def test_an_amount_as_people_write_it_is_refused_with_its_spelling(repo: Repo, words: str, spelt: str) -> None:
    code, out, err = may(repo, words)
    assert (code, out) == (2, "")
    assert f'did you mean "{spelt}"?' in err
    assert may(repo, spelt)[0] != 2


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        ("1.000", 'write "1000" or "1.0"'),
        ("12.500 EUR", 'write "12500 EUR" or "12.5 EUR"'),
        ("1.234", '"1234" or "1.2340"'),
    ],
)
def test_an_amount_that_can_be_read_in_two_ways_is_refused(repo: Repo, words: str, remedy: str) -> None:
    code, out, err = may(repo, words)
    assert (code, out) == (2, "")
    assert "can be read in two ways" in err
    assert remedy in err


@pytest.mark.parametrize("words", ["Tooling", "1,00,0", "-5", "9e2", "1,2.3,4", "EUR 5 EUR", "", "5 mil", "2 BIO"])
def test_what_is_no_amount_is_refused_without_a_guess(repo: Repo, words: str) -> None:
    code, _, err = may(repo, words)
    assert code == 2
    assert "did you mean" not in err


@pytest.mark.parametrize("words", ["400", "400.5", "400.50", "400 EUR", "400EUR", "1.250 KWD", "1.2340"])
def test_amounts_that_are_read(repo: Repo, words: str) -> None:
    assert may(repo, words)[0] != 2


@pytest.mark.parametrize(
    ("style", "words", "value"),
    [
        ("1.000,50", "1.000,50", "1000.50"), ("1.000,50", "1.000", "1000"), ("1.000,50", "12,5 €", "12.5"),
        ("1,000.50", "1,000", "1000"), ("1,000.50", "1.000", "1.000"), ("1 000,50", "1\u202f000,50", "1000.50"),
        ("1'000.50", "1’000", "1000"),
    ],
)  # fmt: skip
def test_a_log_says_how_its_people_type_numbers(repo: Repo, style: str, words: str, value: str) -> None:
    repo.write("decisions/remit.yml", f'{SETTINGS}numbers: "{style}"\n')
    repo.commit("Numbers", who="cho")
    code, _, err = may(repo, words)
    assert (code != 2, err) == (True, f"{words} is read as {value} (`numbers` in remit.yml)\n")


@pytest.mark.parametrize("words", ["1,00,0", "1.00.000,5", "1.000.50"])
def test_what_is_no_number_in_the_logs_style_is_refused(repo: Repo, words: str) -> None:
    repo.write("decisions/remit.yml", f'{SETTINGS}numbers: "1.000,50"\n')
    repo.commit("Numbers", who="cho")
    assert may(repo, words)[:2] == (2, "")


def test_a_fact_called_amount_is_an_amount(repo: Repo) -> None:
    words = ("may", "--who", "ben", "--topic", "tooling", "Cache", "--fact")
    assert 'did you mean "15000"?' in repo.remit(*words, "amount=15,000").err
    assert repo.remit(*words, "amount=400").code == 0


def test_a_topic_in_capitals_is_refused_with_its_spelling(repo: Repo) -> None:
    assert "did you mean `tooling`?" in repo.remit("may", "--topic", "Tooling", "Cache").err
    assert "did you mean `data/customer-file`?" in repo.remit("who", "Data/Customer File").err
    assert "did you mean `data/customer`?" in repo.remit("who", "/data\\customer/").err
    assert "did you mean `tooling --topic data`?" in repo.remit("may", "--topic", "tooling, data", "Cache").err
