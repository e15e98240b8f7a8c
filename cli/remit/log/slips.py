"""Slips in hand-written YAML: what a line that cannot be read was meant to say, and what a value that does not fit was.

A correction is offered only if it reads: whoever made the slip sees the line as it should be, and nothing is changed.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial

from remit.log import facts, yaml
from remit.log.yaml import StrictError

_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
_QUOTES = str.maketrans("“”„‟«»‘’‚‹›", '"' * 6 + "'" * 5)
_DASHES = str.maketrans("‐‑‒–—−", "------")
_ENTRY = re.compile(r"(?P<before>\s*(?:- +)?[\w@.*/-]+\s*:[ \t]+|\s*- +)(?P<value>\S.*?)\s*")
_STRUCTURE = re.compile(r"!!|[\[{]$|&\w+ \S|\[\[|[\[{].*:.*[\]}]$")
"""What was meant as YAML and not as text: quotes would only hide it."""
_IN_FLOW = re.compile(r"(?<=: )(?P<value>(?:(?!,\s*[\w-]+:\s)[^\"'{}\[\]])+)(?=,\s*[\w-]+:\s|\s*\})")
_MAPPING = re.compile(r"(?P<before>\s*(?:facts|when|require|in_force|emergency): )(?P<value>[\w-]+: [^{}]*)")
_ITEM = re.compile(r"(?P<before>[\[,]\s*)(?P<value>[@#%*&!`][^\"',\[\]{}]*)(?=[,\]])")
_EQUALS = re.compile(r"(?:^|(?<=\{)|(?<=[{,] ))([a-z][\w-]*) *= *(?=\S)")
_HANDLE = re.compile(
    r"((?:who|decider|requester|owner|[a-z]+_by): +|\{[^{}]*: +)@([a-z0-9][a-z0-9.@-]*)(?=\s*(?:[,}]|$))"
)
_NUMBER = re.compile(r"(?<=: )[0-9]{1,3}(?:[.,'’][0-9]{3})+(?:[.,][0-9]{1,2})?(?=\s*[,}]|\s*$)")


def _quoted(words: str) -> str:
    if len(words) > 1 and words[0] == words[-1] and words[0] in "\"'":
        words = words[1:-1]
    if '"' in words and "'" not in words:
        return f"'{words}'"
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _value_quoted(line: str) -> str:
    entry = _ENTRY.fullmatch(line)
    return entry["before"] + _quoted(entry["value"]) if entry and not _STRUCTURE.match(entry["value"]) else line


def _entries_quoted(line: str) -> str:
    return _IN_FLOW.sub(lambda found: _listed(found[0]) if re.search("[,#:]", found[0]) else found[0], line)


def _listed(words: str) -> str:
    """Names between commas as a list, other words in quotes."""
    return f"[{words}]" if re.fullmatch(r"[a-z0-9][\w.@/-]*(?:, *[a-z0-9][\w.@/-]*)+", words) else _quoted(words)


def _items_quoted(line: str) -> str:
    return _ITEM.sub(lambda found: found["before"] + _quoted(found["value"].rstrip()), line)


def _braced(line: str) -> str:
    found = _MAPPING.fullmatch(line)
    return f"{found['before']}{{{found['value'].strip()}}}" if found else line


def _closed(line: str) -> str:
    missing = [close for opened, close in ("[]", "{}") if line.count(opened) > line.count(close)]
    return line if line.rstrip().endswith(("[", "{")) else line.rstrip() + "".join(missing)


def _shifted(line: str, by: int) -> str:
    """A line of key and value or of a list, indented otherwise."""
    words = line.lstrip(" ")
    indent = len(line) - len(words) + by
    return " " * indent + words if indent >= 0 and re.match(r"- |[A-Za-z_][\w-]*: ", words) else line


def _number(line: str) -> str:
    return _NUMBER.sub(lambda found: facts.respelt(found[0]) or found[0], line)


LINES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("a tab cannot indent: use spaces", lambda line: re.sub(r"^[ \t]+", lambda found: found[0].expandtabs(2), line)),
    ("a no-break space or another odd one is here in place of a space", lambda line: _SPACES.sub(" ", line)),
    ("an invisible character is here", lambda line: _INVISIBLE.sub("", line)),
    ("this colon or comma is not the one of YAML", lambda line: line.replace("：", ": ").replace("，", ", ")),
    ("a space is missing after the dash", lambda line: re.sub(r"^(\s*-)(?=[^\s-])", r"\1 ", line)),
    ("a space is missing after the colon", lambda line: re.sub(r"^(\s*(?:- )?[A-Za-z_][\w-]*):(?=[^\s:/])", r"\1: ", line)),
    ("a space is missing after the colon", lambda line: re.sub(r"([{,]\s*[A-Za-z_][\w-]*):(?=[^\s:/])", r"\1: ", line)),
    ("a colon, not an equals sign, is between a key and its value", lambda line: _EQUALS.sub(r"\1: ", line)),
    ("a colon is missing after the key", lambda line: re.sub(r"([{,] ?(?:amount|currency)) (?=\w)", r"\1: ", line)),
    ("a key needs no dash before it", lambda line: re.sub(r"^- (?=[a-z_]+: )", "", line)),
    ("a number has no separators", _number),
    ("a handle is written without @", lambda line: _HANDLE.sub(r"\1\2", line)),
    ("typographic quotes do not quote", lambda line: line.translate(_QUOTES)),
    ("a value that holds a comma, a colon or ` #` must be in quotes", _entries_quoted),
    ("", _items_quoted),
    ("several values on one line need braces", _braced),
    ("a bracket or a brace is not closed", _closed),
    ("", _value_quoted),
    *(("this line is indented unlike those that it belongs to", partial(_shifted, by=by)) for by in (1, -1, 2, -2, -3, -4)),
)  # fmt: skip
"""What a slip in a line is called (empty: as the reader says), and what the line becomes without it; tried in this order."""


LONGEST = 1000
"""Letters of a line that is looked at for slips; nobody writes a longer one by hand."""


def explained(text: str, error: StrictError) -> tuple[str, str]:
    """What is wrong where `text` cannot be read, and the line as it should be (empty if nobody can tell)."""
    lines = text.split("\n")
    if twice := re.fullmatch("the key `(.+)` occurs twice", error.message):
        return error.message, _one_of_two(lines[: error.line], f"{twice[1]}:")
    for number in (error.line, error.line - 1):
        line = lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else ""
        for name, corrected in LINES if line.strip() and len(line) <= LONGEST else ():
            new = corrected(line)
            if new != line and _reads_further("\n".join([*lines[: number - 1], new, *lines[number:]]), error.line):
                return name or error.message, f"write `{new.rstrip()}`"
    return error.message, ""


def _one_of_two(lines: list[str], key: str) -> str:
    """The two places of a key that occurs twice, the second in the last of some lines, one of which is to go."""
    line = lines[-1]
    start = line[: len(line) - len(line.lstrip(" -"))] + key
    if line.startswith(start):
        found = [one.strip() for one in lines if one.replace("-", " ", 1).startswith(start.replace("-", " ", 1))]
    else:
        found = [one.strip() for one in re.findall(rf"(?<![\w-]){re.escape(key)}[^,{{}}]*", line)]
    kept = list(dict.fromkeys(one.removeprefix("- ") for one in found[-2:]))
    return (
        f"keep `{kept[0]}` or `{kept[1]}`, and delete the other"
        if len(kept) == 2 and len(line) <= LONGEST
        else "keep one of them"
    )


def _reads_further(text: str, line: int) -> bool:
    """Whether a text can be read, or at least beyond a line."""
    try:
        yaml.read(text)
    except StrictError as error:
        return error.line > line
    return True


def values(written: str) -> Iterator[str]:
    """What a value that does not fit may have been meant to be, the likeliest first."""
    clean = _INVISIBLE.sub("", _SPACES.sub(" ", written)).translate(_QUOTES).translate(_DASHES).strip(" \"'")
    yield clean
    yield clean.removeprefix("@")
    yield clean.removeprefix("@").lower()
    yield re.sub(r"[ _]+", "-", clean.lower())
    yield re.sub(r"[\\/]+", "/", clean.lower()).strip("/")
    yield from (day.isoformat() for day in days(clean))
    yield facts.respelt(clean)
    yield facts.respelt(clean).partition(" ")[0]
    yield clean.removesuffix("%").strip()
    if re.fullmatch(r"[0-9]{1,2}(?:\.[0-9]+)? ?%", clean):
        yield f"{Decimal(clean.rstrip(' %')) / 100:f}"
    if span := re.fullmatch(r"([0-9]+) ?(s|m|h|d|wd|w)[a-z ]*", re.sub("working ?d", "wd", clean.lower())):
        yield span[1] + span[2]
    yield clean.partition("<")[2].partition(">")[0]
    yield clean.upper()
    yield clean.lstrip("0") or "0"


def spaced(written: str) -> str:
    """`amount:400` with the space that makes it a key and a value; empty if it is no such thing."""
    found = re.fullmatch(r"([a-z][\w-]*):([^\s:/].*)", written)
    return f"{found[1]}: {found[2]}" if found else ""


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FORMS = (
    r"(?P<y>\d{4})[-./ ](?P<m>\d{1,2})[-./ ](?P<d>\d{1,2})",
    r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
    r"(?P<d>\d{1,2})[-./ ](?P<m>\d{1,2})[-./ ](?P<y>\d{4})",
    r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})",
    r"(?P<d>\d{1,2})\.? (?P<n>[a-z]{3})[a-z]*\.?,? (?P<y>\d{4})",
    r"(?P<n>[a-z]{3})[a-z]*\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})",
)


def days(written: str) -> list[date]:
    """The days that a date in another form may be: two of 01/02/2026."""
    found: list[date] = []
    for form in _FORMS:
        match = re.fullmatch(form, written.lower(), re.ASCII)
        parts = match.groupdict() if match else {}
        named = parts.get("n")
        month = _MONTHS.index(named) + 1 if named in _MONTHS else int(parts.get("m") or 0)
        if match and 0 < month < 13:
            try:
                found.append(date(int(parts["y"]), month, int(parts["d"])))
            except ValueError:
                continue
    return list(dict.fromkeys(found))
