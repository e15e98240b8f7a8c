"""Who owns the log: who may change its policy, people and settings, according to the target branch's policy today.

And whether two people of people.yml could be taken for one another: by an address, a login, a key or a handle that looks the same.
"""

import unicodedata
from collections.abc import Iterable, Iterator

from remit.attribution.grades import Faces, login_of
from remit.authority.answer import DECIDE, ESCALATE, Answer, NoAnswer
from remit.authority.procedure.chain import policies_of, policy_for
from remit.authority.procedure.context import Ground, calendar_of, ground_of
from remit.authority.procedure.decision import deciders, judge, judge_ending
from remit.authority.procedure.question import Question, question_of
from remit.checks.check import Known
from remit.checks.claims import faces
from remit.log.change import Change
from remit.log.moment import Moment
from remit.log.people import Person
from remit.log.protected_files import guard_of
from remit.log.record import Record


class Owners:
    """Who may change protected files, according to the target branch's policy today."""

    def __init__(self, change: Change, known: Known) -> None:
        log, settings = change.after, change.after.settings
        self.change, self.known = change, known
        self.faces: Faces = faces(change)
        calendar = calendar_of(known.zone, settings.working_days, settings.holidays)
        self.ground = Ground(policies_of(log), log.people, calendar=calendar)
        self.at = Moment(known.now.astimezone(known.zone).date(), known.now)

    def answers(self, who: str, topic: str, names: tuple[str | None, ...]) -> list[Answer | None]:
        """The answer under each policy; None if there is no policy in force."""
        case = Question(topics=(topic,), facts={})
        found = (judge(self.ground, case, who, self.at, policy=name) for name in names)
        return [entry if isinstance(entry, Answer) else None for entry in found]

    def may(self, who: str, topic: str, names: tuple[str | None, ...]) -> bool:
        """Whether somebody may decide it alone, now; under every policy that the file belongs to."""
        return all(entry is not None and entry.answer == DECIDE for entry in self.answers(who, topic, names))

    def ownerless(self, topic: str) -> bool:
        """Whether nobody at all may decide it, now."""
        return not deciders(self.ground, topic, self.at)

    def owners(self, topic: str, names: tuple[str | None, ...]) -> str:
        """Who may, for use in a sentence."""
        found = [role for entry in self.answers("", topic, names) if entry for role in entry.goes_to]
        return " or ".join(dict.fromkeys(found)) or "nobody under today's policy"


def ending(change: Change, record: Record, who: str, now: Moment) -> Answer | NoAnswer:
    """The answer to whether somebody could decide a record today, which is asked of whoever ends it."""
    case = question_of(record, change.after.zone)
    return judge_ending(ground_of(change.after), case, who, now, by=case, policy=policy_for(change.after, record, now))


def may_decide(change: Change, record: Record, who: str, now: Moment) -> bool:
    """Whether somebody could decide a record today, or must at most do something first."""
    answer = ending(change, record, who, now)
    return isinstance(answer, Answer) and answer.answer != ESCALATE


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
