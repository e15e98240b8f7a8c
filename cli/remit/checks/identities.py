"""Whether two people of people.yml could be taken for one another: by an address, a login, a key or a handle that looks the same."""

import unicodedata
from collections.abc import Iterable, Iterator

from remit.attribution.grades import login_of
from remit.log.people import Person
from remit.log.protected_files import guard_of

_ALIKE = str.maketrans({"0": "o", "1": "l", "-": "", "_": "", ".": "", "@": ""})
"""Letters that are read as one another in a handle."""
_LATIN = str.maketrans("аеорсухіѕјһԁӏвкмтнгαοινκρτυχε", "aeopcyxisjhdlbkmthraoivkptuxe")
"""Small Cyrillic and Greek letters to the Latin ones that look like them."""


def folded(text: str) -> str:
    """A text as it is compared: compatible and look-alike letters are one, and so are large and small ones."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_LATIN)


def marks(person: Person) -> Iterator[str]:
    """Everything by which a commit could be taken for a person's."""
    for email in person.emails:
        yield f"address {folded(email)}"
        login = login_of(folded(email))
        if login:
            yield f"login {login}"
    yield from (f"login {folded(login)}" for login in person.logins)
    yield from (f"key {' '.join(key.split()[:2])}" for key in person.keys)
    yield from (f"handle {folded(name).translate(_ALIKE)}" for name in (person.handle, *person.formerly))


def taken_from(person: Person, others: Iterable[Person]) -> Person | None:
    """Who of others has an address, a login, a key or a handle that a person would take from them."""
    own = set(marks(person))
    return next((other for other in others if other.handle != person.handle and own & set(marks(other))), None)


def twin_of(path: str, root: str) -> str | None:
    """The protected file of the log that a path would be where large and small letters are the same; None where it is none."""
    start = f"{folded(root)}/"
    name = folded(path)
    if guard_of(path, root) or not name.startswith(start):
        return None
    twin = f"{root}/{name.removeprefix(start)}"
    return twin if guard_of(twin, root) else None
