"""Facts: text to the values that boundaries look at. Never a float: 800000 x 1.15 is 920000, exactly.

And amounts as people write them: 1,000, €900, EUR 900, 1k. They are read only where nobody could mean anything else.
"""

import re
import unicodedata
from decimal import Decimal

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_WORDS = {"true": "yes", "yes": "yes", "false": "no", "no": "no"}
Fact = str | Decimal
"""A fact's value: a number, or text; `yes` and `no` for what may also be written true and false."""
FactValue = Fact | tuple[Fact, ...]
"""A fact of a decision: one value, or several of which any may match."""


def to_number(text: str) -> Decimal | None:
    """The exact decimal that a text is; None where it is no plain number."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def to_fact(text: str) -> Fact:
    """The value of a text: a number as an exact decimal, `true`/`yes` as yes, `false`/`no` as no, other text as it is."""
    number = to_number(text)
    return _WORDS.get(text.lower(), text) if number is None else number


def to_facts(values: "dict[str, object]") -> dict[str, FactValue]:
    """Typed facts of a mapping as strict YAML reads it; what has no value, or is a mapping, is left out (missing)."""
    out: dict[str, FactValue] = {}
    for name, value in values.items():
        if isinstance(value, str):
            out[name] = to_fact(value)
        elif isinstance(value, (list, tuple)):
            several = tuple(to_fact(entry) for entry in value if isinstance(entry, str))
            if several:
                out[name] = several
    return out


def show(value: FactValue) -> str:
    """A fact as people write it: `400`, `yes`, several with commas between them."""
    if isinstance(value, tuple):
        return ", ".join(show(entry) for entry in value)
    return f"{value:f}" if isinstance(value, Decimal) else value


STYLES = ("1,000.50", "1.000,50", "1 000,50", "1'000.50")
"""How a log may say that its people type numbers: the mark between thousands, and the one before decimals."""
THREE_DECIMALS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
"""Currencies with a thousand subunits (ISO 4217)."""
_PLAIN = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([A-Za-z]{3})?")
_SIGNS = {"€": "EUR", "$": "USD", "us$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW"}
_TIMES = {
    "": 1, "k": 1000, "tsd": 1000, "m": 10**6, "mn": 10**6, "mio": 10**6, "mln": 10**6, "bn": 10**9, "mrd": 10**9,
}  # fmt: skip
_NO_CURRENCY = {*_TIMES, "mil", "bio"}
"""Words of three letters that say how many and not of what; of `mil` and `bio` nobody can tell how many."""
_WRITTEN = re.compile(
    r"(?P<before>[a-z]{3}|us\$|[€$£¥₹₩])? ?(?P<number>[0-9][0-9.,'’_ ]*?) ?(?P<times>k|tsd|mn|mio|mln|m|bn|mrd)?"
    r"(?: ?(?P<after>[a-z]{3}|us\$|[€$£¥₹₩]))?"
)
_GROUPS = re.compile(
    r"(?P<whole>[0-9]{1,3}(?P<mark>[.,'’_ ])[0-9]{3}(?:(?P=mark)[0-9]{3})*|[0-9]+)(?:[.,](?P<part>[0-9]{1,2}))?"
)


def plain(words: str) -> tuple[str, str] | None:
    """Digits with a decimal point, and the currency in capitals (empty where there is none); None if it is anything else."""
    match = _PLAIN.fullmatch(words.strip())
    currency = match[2] or "" if match else ""
    return (match[1], currency.upper()) if match and (not currency or currency.lower() not in _NO_CURRENCY) else None


def in_style(words: str, style: str) -> tuple[str, str] | None:
    """What an amount is if numbers are typed in one of STYLES; None if it is none then."""
    found = _parts(words)
    mark, point = re.escape(style[1]), re.escape(style[5])
    number = rf"([0-9]{{1,3}}(?:{mark}[0-9]{{3}})+|[0-9]+)(?:{point}([0-9]+))?"
    match = re.fullmatch(number, found["number"].replace("’", "'")) if found else None
    if found is None or match is None or found["times"]:
        return None
    return re.sub("[^0-9]", "", match[1]) + (f".{match[2]}" if match[2] else ""), _currency(found)


def respelt(words: str) -> str:
    """How an amount that people write as 1,000, €900, EUR 900, 1.000,50 or 1.5k is spelt here; empty if nobody can tell."""
    found = _parts(words)
    number = _GROUPS.fullmatch(found["number"]) if found else None
    if found is None or number is None:
        return ""
    digits = re.sub("[^0-9]", "", number["whole"]) + (f".{number['part']}" if number["part"] else "")
    value = Decimal(digits) * _TIMES[found["times"] or ""]
    spelt = f"{value:f}".rstrip("0").rstrip(".") if found["times"] and "." in f"{value:f}" else f"{value:f}"
    return f"{spelt} {_currency(found)}".strip()


def two_readings(words: str) -> tuple[str, str] | None:
    """Both numbers that a text such as 1.000 may be; None if it is one number or none."""
    found = _parts(words)
    whole, _, decimals = found["number"].partition(".") if found else ("", "", "")
    thousands = whole.isdigit() and len(whole) < 4 and not whole.startswith("0")
    ambiguous = found and thousands and len(decimals) == 3 and decimals.isdigit() and not found["times"]
    if not found or not ambiguous or _currency(found) in THREE_DECIMALS:
        return None
    tail = f" {_currency(found)}" if _currency(found) else ""
    rest = decimals.rstrip("0") or "0"
    return f"{whole}{decimals}{tail}", f"{whole}.{rest}{'0' if len(rest) == 3 else ''}{tail}"


def _parts(words: str) -> re.Match[str] | None:
    found = _WRITTEN.fullmatch(" ".join(unicodedata.normalize("NFKC", words).casefold().split()))
    if found is None or (found["before"] and found["after"]):
        return None
    return None if (found["before"] or found["after"]) in _NO_CURRENCY else found


def _currency(found: re.Match[str]) -> str:
    written = found["before"] or found["after"] or ""
    return _SIGNS.get(written, written.upper())
