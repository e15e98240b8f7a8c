"""Ids and file names: read with explicit character sets and full matches only."""

import re
import shlex
import unicodedata
from collections.abc import Callable

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""The 32 characters of the random part: no i, l, o, u, so that nobody misreads one."""
_ID = re.compile(r"D-[0-9]{8}-[0-9abcdefghjkmnpqrstvwxyz]{6}")
_HANDLE = re.compile(r"[a-z0-9][a-z0-9@-]*(?:\.[a-z0-9@-]+)*")
_RECORD_FILE = re.compile(r"(D-[0-9]{8}-[0-9abcdefghjkmnpqrstvwxyz]{6})(?:-(?!-)[^\x00-,./:-`{-\x7f]+)?\.md")
"""A slug may hold letters of any script, but of ASCII digits and lower-case letters only."""
_ACT_FOLDER = re.compile(r"(D-[0-9]{8}-[0-9abcdefghjkmnpqrstvwxyz]{6})\.acts")
_TOPIC = re.compile(r"[a-z0-9][a-z0-9.-]*(?:/[a-z0-9][a-z0-9.-]*)*")
_SLUG_OUT = re.compile(r"[\x00-/:-`{-\x7f]+")
_SPELT = {
    **dict(zip("łđøħıŧðþßæœŋĸĳ", ["l", "d", "o", "h", "i", "t", "d", "th", "ss", "ae", "oe", "ng", "k", "ij"], strict=True)),
    **dict(zip(
        "абвгдеёжзийклмнопрстуфхцчшщыэюя",
        ["a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "y", "e", "iu", "ia"], strict=True,
    )),
    **dict.fromkeys("ъь", ""),
    **dict(zip("іїєґўјљњћђџѓќѕ", ["i", "i", "ie", "g", "u", "j", "lj", "nj", "c", "dj", "dz", "g", "k", "dz"], strict=True)),
    **dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", ["a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "s", "t", "y", "f", "ch", "ps", "o"], strict=True)),
}  # fmt: skip
"""How letters that no accent was added to are spelt in ASCII: Latin, Cyrillic (as ICAO does), Greek."""
LENGTH = len("D-YYYYMMDD-xxxxxx")
SLUG_LENGTH = 60
SLUG_BYTES = 180
"""With the id and `.md` a name stays below the 255 bytes that file systems allow."""


def is_id(text: str) -> bool:
    """Whether `text` is a record's id: `D-`, eight digits, six characters of ALPHABET."""
    return _ID.fullmatch(text) is not None


def is_handle(text: str) -> bool:
    """Whether `text` can name a person: ASCII, at most 64 characters."""
    return len(text) <= 64 and _HANDLE.fullmatch(text) is not None


def is_topic(text: str) -> bool:
    """Whether `text` is a topic path such as `vendor/software`."""
    return len(text) <= 200 and _TOPIC.fullmatch(text) is not None


def short(name: str) -> str:
    """What people type for a record: the last six characters of its id; of another format, the whole name, quoted."""
    return name[-6:] if name.startswith("D-") else name and shlex.quote(name)


def id_of_file(name: str) -> str | None:
    """The id that the name of a record's file begins with; None where it is no record's name."""
    match = _RECORD_FILE.fullmatch(name)
    return match[1] if match else None


def id_of_acts(folder: str) -> str | None:
    """The id of the record whose acts a folder of this name holds; None where it is no such folder."""
    match = _ACT_FOLDER.fullmatch(folder)
    return match[1] if match else None


def id_of_record(path: str) -> str | None:
    """The id that names the file of a record; None where it is no record's name."""
    return id_of_file(path.rpartition("/")[2])


def id_of_path(path: str) -> str | None:
    """The id of the record that a file belongs to: its own, or that of its acts."""
    parts = path.rsplit("/", 2)
    return id_of_file(parts[-1]) or (id_of_acts(parts[-2]) if len(parts) > 1 else None)


def name_of(path: str) -> str:
    """What stays the same when a file is moved: a record's id, an act's folder and name, else the path."""
    folder, _, name = path.rpartition("/")
    record = id_of_file(name)
    acts = folder.rpartition("/")[2]
    return record or (f"{acts}/{name}" if id_of_acts(acts) else path)


def slug(title: str) -> str:
    """A file name's part for a title: lower case, dashes, at most SLUG_LENGTH; may be empty.

    ASCII where letters can be spelt so; letters of other scripts, such as Persian, Hindi or Japanese, are kept.
    """
    plain = "".join(_spelt(char) for char in unicodedata.normalize("NFC", title).lower())
    out = _SLUG_OUT.sub("-", plain).strip("-")
    out = out.encode("utf-8")[:SLUG_BYTES].decode("utf-8", "ignore").strip("-")
    if len(out) > SLUG_LENGTH:
        cut = out[: SLUG_LENGTH + 1].rfind("-")
        out = out[: cut if cut > SLUG_LENGTH // 2 else SLUG_LENGTH].strip("-")
    return out


def _spelt(char: str) -> str:
    """A character of a slug: nothing for what only joins, a dash for what is no letter and no number."""
    if char.isascii():
        return char
    if char in _SPELT:
        return _SPELT[char]
    ascii_part = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
    if any(map(str.isalnum, ascii_part)):
        return ascii_part.lower()
    base = unicodedata.normalize("NFD", char)[0]
    if base in _SPELT:
        return _SPELT[base]
    kind = unicodedata.category(char)
    if kind == "Cf" or "\ufe00" <= char <= "\ufe0f" or "\u0300" <= char <= "\u036f":
        return ""
    return char if kind[0] in "LMN" else "-"


def new_id(day: str, pick: Callable[[str], str]) -> str:
    """A new id for a day (YYYYMMDD); `pick` takes one of the letters it is given, such as `secrets.choice`.

    32 to the 6th is 1.07e9 ids a day: a thousand records of one day collide with a probability of 0.05 %.
    """
    return f"D-{day}-" + "".join(pick(ALPHABET) for _ in range(6))
