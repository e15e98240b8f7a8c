"""What others said: consents, signatures, advice, objections, votes, informing, and what silence means (step 12)."""

from collections.abc import Iterable
from datetime import datetime

from remit.authority import answer
from remit.authority.answer import Duty
from remit.authority.procedure.chain import Level
from remit.authority.procedure.conditions import judge_one, number
from remit.authority.procedure.context import Case, stamp
from remit.authority.procedure.deciding_boundary import Winner
from remit.authority.procedure.eligibility import Capacity
from remit.authority.procedure.matching import Match
from remit.authority.procedure.question import Voice, Votes
from remit.authority.procedure.role_holders import Holders
from remit.authority.procedure.votes import also, complete, count, describe, of_body, with_ballots
from remit.authority.words import condition_words, joined
from remit.log.duties import Advice, Condition, Consent, Objection, Passes, Signers
from remit.log.facts import show
from remit.log.moment import Span
from remit.log.policy import AMOUNT, ANYONE, Ratify


class Responses:
    """What was said to one case, and the facts, held against what boundaries ask. One person counts once, whatever roles they hold."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._consenting: dict[str, list[Voice]] = {}
        """The consents that count, by who gave them: in time, and by nobody who is barred."""
        for voice in case.question.consents:
            who = case.role_holders.canonical(voice.who) if voice.who else None
            if who and who not in case.barred and case.in_time(voice):
                self._consenting.setdefault(who, []).append(voice)

    def _duty(
        self,
        kind: str,
        match: Match,
        who: tuple[str, ...],
        text: str,
        *,
        met: bool = False,
        by: tuple[str, ...] = (),
        needs: int = 1,
        until: str = "",
    ) -> Duty:
        return Duty(kind, who, met, by, needs, self._case.chain.name(match.boundary), until=until, text=text)

    def _holders(self, match: Match, name: str) -> Holders:
        return self._case.role_holders.holders(match.level, name, match.boundary)

    def _holds(self, match: Match, name: str, who: str) -> bool:
        return self._case.role_holders.how(match.level, name, who, match.boundary) is not None

    def _speaks_as(self, match: Match, voice: Voice, name: str) -> bool:
        """Whether a voice is one of a role or body: said so (or left open), and held."""
        if voice.role is not None and voice.role != name:
            return False
        if voice.who is None:
            return voice.role is not None
        who = self._case.role_holders.canonical(voice.who)
        return self._holds(match, name, who) or (
            name in match.level.bodies and self._case.role_holders.is_scribe(who, name)
        )

    def _any_as(self, match: Match, voices: Iterable[Voice], names: Iterable[str]) -> bool:
        return any(self._speaks_as(match, voice, name) for voice in voices for name in names)

    def consented(self, match: Match, name: str) -> bool:
        """Whether a consent that counts is one of a role."""
        return any(self._any_as(match, voices, (name,)) for voices in self._consenting.values())

    def consents(self, match: Match, wanted: Iterable[Consent], rule: Passes | None = None) -> list[Duty]:
        """The consent duties of one boundary. A body consents by a vote that names it and is carried; no member's word replaces it.

        `rule`: how such a vote is carried; else by the body's own. Of several consents of one body each is a member's.
        """
        duties = []
        for slot, by in self._given(match, wanted):
            names, met = " or ".join(slot.of), len(by) >= slot.any
            voted = [name for name in slot.of if slot.any == 1 and self.voted(match.level, name, rule)]
            bodies = [name for name in slot.of if slot.any == 1 and name in match.level.bodies]
            if met:
                text = f"consent of {names}: given by {', '.join(by)}"
            elif voted:
                text = f"consent of {voted[0]}: it voted for it"
            elif slot.any == 1:
                how = f": {' or '.join(bodies)} consents by its vote" if bodies else ""
                text = f"consent of {names} is needed{how}"
            else:
                text = f"{slot.any - len(by)} more of {slot.any} consents of {names}"
            met = met or bool(voted)
            duties.append(self._duty(answer.CONSENT, match, slot.of, text, met=met, by=by, needs=slot.any))
        return duties

    def _given(self, match: Match, wanted: Iterable[Consent]) -> list[tuple[Consent, tuple[str, ...]]]:
        """Each consent and who gave it."""
        slots = [self._open_slot(match, consent) for consent in dict.fromkeys(wanted)]
        people = list(self._consenting)
        units = [(index, slot) for index, slot in enumerate(slots) for _ in range(slot.any)]
        fitting = [self._by_word(match, slot) for _, slot in units]
        taken = _assign([[self._any_as(match, self._consenting[who], names) for who in people] for names in fitting])
        return [
            (slot, tuple(people[taken[unit]] for unit, (of, _) in enumerate(units) if of == index and unit in taken))
            for index, slot in enumerate(slots)
        ]

    def _by_word(self, match: Match, consent: Consent) -> tuple[str, ...]:
        """Those of a consent who give it by their word: of a body that is asked as one, nobody."""
        return tuple(name for name in consent.of if consent.any > 1 or name not in match.level.bodies)

    def _open_slot(self, match: Match, consent: Consent) -> Consent:
        """A consent that only barred people could give goes to the next in the escalation."""
        if ANYONE in consent.of:
            return consent
        able = {who for name in consent.of for who in self._holders(match, name)}
        if not able or able - self._case.barred:
            return consent
        instead = self._case.next_above(match.level, consent.of)
        return consent._replace(of=(instead,), any=1) if instead else consent

    def joint(self, winner: Winner) -> Duty:
        """That one of its deciders consents to what another boundary lets somebody decide, or that their body voted for it."""
        for name in winner.deciders:
            if self.voted(winner.level, name, winner.passes):
                text = f"{name} voted for it"
                return self._duty(answer.CONSENT, winner.match, winner.deciders, text, met=True)
        return self.consents(winner.match, (Consent(winner.deciders),), winner.passes)[0]

    def signatures(self, match: Match, signers: Signers, capacity: Capacity | None) -> Duty:
        """The signature duty of a boundary. The decider counts, and a consent in one of the roles is a signature."""
        roles = (*signers.of, *signers.including)
        lent = capacity.role if capacity else None  # a delegate signs as the role that let them
        theirs = capacity is not None and (capacity.above or capacity.role in roles)
        signs = theirs or any(self._holds(match, role, self._case.asker) for role in roles)
        by = [self._case.asker] if signs else []
        by += [who for who, voices in self._consenting.items() if self._any_as(match, voices, roles)]
        lacking = tuple(
            role for role in signers.including if role != lent and not any(self._holds(match, role, who) for who in by)
        )
        met = len(by) >= signers.count and not lacking
        text = f"{len(by)} of {signers.count} signatures of {' or '.join(signers.of)}"
        if lacking:
            text += f"; {' and '.join(lacking)} must be among them"
        return self._duty(
            answer.SIGNATURE, match, lacking or signers.of, text, met=met, by=tuple(by), needs=signers.count
        )

    def advice(self, match: Match, wanted: Advice) -> Duty:
        """Whether a role or body was heard. Advice is not permission: what they said does not matter here."""
        case, of = self._case, wanted.of
        voices = [voice for voice in case.question.advice if case.in_time(voice) and self._speaks_as(match, voice, of)]
        others = [
            voice for voice in voices if voice.who is None or case.role_holders.canonical(voice.who) != case.asker
        ]
        by = tuple(dict.fromkeys(case.role_holders.canonical(voice.who) for voice in others if voice.who))
        silent = self._silent_since(match, of, answer.ADVICE, wanted.respond_within)
        if others:
            text = f"advice of {of}: given{' by ' + ', '.join(by) if by else ''}"
        elif set(self._holders(match, of)) == {case.asker}:
            by, text = (case.asker,), f"nobody else is {of}"
        elif silent:
            text = f"{of} was asked and did not respond by {stamp(silent)}, so you may go ahead"
        else:
            return self._duty(answer.ADVICE, match, (of,), f"advice of {of} is needed")
        return self._duty(answer.ADVICE, match, (of,), text, met=True, by=by)

    def _silent_since(self, match: Match, name: str, kind: str, within: Span | None) -> datetime | None:
        """The moment since which somebody who was asked has been silent too long; None while they have not."""
        if within is None:
            return None
        case = self._case
        people = {name, *self._holders(match, name)}
        due = [
            case.calendar.after(asked.on.last_instant(case.calendar.zone), within)
            for asked in case.question.asked
            if asked.kind == kind and case.role_holders.canonical(asked.of) in people
        ]
        return min(due) if due and min(due) <= case.at else None

    def silent(self, match: Match, consent: Consent) -> str | None:
        """To whom a consent goes that nobody gave in time, though all were asked; None while it goes nowhere."""
        if consent.respond_within is None:
            return None
        due = [self._silent_since(match, name, answer.CONSENT, consent.respond_within) for name in consent.of]
        slot, by = self._given(match, (consent,))[0]
        given = len(by) >= slot.any or (slot.any == 1 and any(self.voted(match.level, name) for name in slot.of))
        return self._case.next_above(match.level, consent.of) if all(due) and not given else None

    def objection_window(self, match: Match, objection: Objection) -> Duty:
        """Whether the time for objections is over."""
        end, who, met = self._case.window_end(objection.within), " or ".join(objection.by), False
        timely, _ = self.objections(match, objection)
        if end is None:
            text = f"announce it: {who} may object within {objection.within.text}"
        elif timely:
            text = f"{timely[0].who or timely[0].role} objected"
        elif end > self._case.at:
            text = f"wait until {stamp(end)}: {who} may object"
        else:
            met, text = True, f"nobody objected by {stamp(end)}"
        return self._duty(answer.OBJECTION, match, objection.by, text, met=met, until=stamp(end) if end else "")

    def objections(self, match: Match, objection: Objection) -> tuple[list[Voice], list[Voice]]:
        """The standing objections of those who may object: in time, and too late (which have no effect)."""
        case, zone = self._case, self._case.calendar.zone
        end = case.window_end(objection.within)
        timely: list[Voice] = []
        late: list[Voice] = []
        for voice in case.question.objections:
            own = voice.who and case.role_holders.canonical(voice.who) == case.asker
            if voice.withdrawn or own or not case.in_time(voice) or not self._any_as(match, (voice,), objection.by):
                continue
            is_late = bool(end and voice.on and voice.on.instant(zone) > end)
            (late if is_late else timely).append(voice)
        return timely, late

    def inform(self, match: Match, name: str, kind: str = answer.INFORM) -> Duty:
        """Whether a role or body was told, afterwards or first. Nobody waits for them, so it never stands in the way."""
        told = {self._case.role_holders.canonical(who) for who in self._case.question.informed}
        by = tuple(sorted(told & set(self._holders(match, name))))
        met = name in told or bool(by)
        when = "afterwards" if kind == answer.INFORM else "first"
        text = f"{name} was informed" if met else f"inform {name} {when}"
        return self._duty(kind, match, (name,), text, met=met, by=by)

    def require(self, match: Match, condition: Condition) -> Duty:
        """Whether a fact holds that must hold."""
        facts = self._case.question.facts
        value = facts.get(condition.fact, self._case.question.field(condition.fact))
        if condition.fact == AMOUNT:
            amount = number(facts, AMOUNT, match.level.currency)
            value = None if isinstance(amount, tuple) else amount
        text = f"{condition.fact} must be {condition_words(condition)}"
        text += "" if value is None else f", and is {show(value)}"
        met = judge_one(condition, value) is True
        return self._duty(answer.REQUIRE, match, (), text, met=met)._replace(fact=condition.fact)

    def ratification(self, match: Match, rule: Ratify) -> Duty:
        """Whether an emergency decision was ratified or reported, as the power asks for afterwards."""
        case, question = self._case, self._case.question
        due = stamp(case.calendar.after(case.at, rule.within)) if rule.within else ""
        text = f"{'report to' if rule.report_only else 'ratification by'} {rule.by or 'those above'}"
        text += f" by {due}" if due else ""
        met = question.ratified or any(self._ratifies(match.level, rule, voice) for voice in question.ratifications)
        against = [] if met else [voice for voice in question.refusals if self._ratifies(match.level, rule, voice)]
        if against:
            text += f", refused by {joined([case.name(voice) for voice in against])}"
        elif not met and question.ratifications:
            text += f"; {in_vain(map(case.name, question.ratifications), case.asker)}"
        who, by = (rule.by,) if rule.by else (), tuple(map(case.name, against))
        return self._duty(answer.RATIFY, match, who, text, met=met, by=by, until=due)

    def _ratifies(self, level: Level, rule: Ratify, voice: Voice) -> bool:
        """Whether a word on the ratification counts: of whom the power names, as held on the day it was given, or of a body's scribe.

        Nobody ratifies what they decided themselves, unless nobody else could. Where the power names nobody, or asks for a
        report alone, anybody's word does.
        """
        case = self._case
        if not rule.by or rule.report_only or voice.who == rule.by:
            return True
        if voice.who is None:
            return voice.role == rule.by
        role_holders = case.ground.role_holders(voice.on.day_in(case.calendar.zone)) if voice.on else case.role_holders
        who = role_holders.canonical(voice.who)
        if who == case.asker and role_holders.holders(level, rule.by).keys() - {who}:
            return False
        return bool(role_holders.how(level, rule.by, who)) or (
            rule.by in level.bodies and role_holders.is_scribe(who, rule.by)
        )

    def voted(self, level: Level, name: str, rule: Passes | None = None, *, unnamed: bool = False) -> bool:
        """Whether a body that is not (or not alone) the decider voted for it: by the rule given, else its own.

        `unnamed`: a vote that names no body is its own. No role votes.
        """
        body = level.bodies.get(name)
        if body is None:
            return False
        role_holders, passes = self._case.role_holders, rule or body.passes
        seats = role_holders.holders(level, name)
        return any(
            count(with_ballots(votes, seats, role_holders.canonical), len(seats), passes).carried
            for votes in self._case.question.votes
            if votes.body in ((name, None) if unnamed else (name,)) and not self._runs(votes, passes)
        )

    def _runs(self, votes: Votes, rule: Passes) -> datetime | None:
        """The end of a vote that was announced and still runs; None of one that does not."""
        end = self._case.window_end(rule.open, votes.announced) if rule.open else None
        return end if end is not None and end > self._case.at else None

    def vote(self, winner: Winner, capacity: Capacity, further: list[Passes]) -> Duty:
        """Whether the deciding body's vote is carried: under the rule of the step or boundary, else the body's own, and any further one."""
        body = winner.level.bodies[capacity.role]
        rules = [complete(winner.passes or body.passes), *further]
        votes = of_body(self._case.question.votes, body.name)
        if votes is None:
            text = f"{body.name} must vote: {describe(rules[0])}"
            return self._duty(answer.VOTE, winner.match, (body.name,), text)
        seats = self._case.role_holders.holders(winner.level, body.name)
        votes = with_ballots(votes, seats, self._case.role_holders.canonical)
        tallies = [also(votes, len(seats), rule) for rule in rules]
        failed = next((tally for tally in tallies if not tally.carried), tallies[0])
        end = max((end for rule in rules if (end := self._runs(votes, rule))), default=None)
        if end:
            text = f"{failed.text}; the vote is open until {stamp(end)}"
            return self._duty(answer.VOTE, winner.match, (body.name,), text, until=stamp(end))
        text = failed.text
        if failed.carried and any(
            rule.open and not self._case.window_end(rule.open, votes.announced) for rule in rules
        ):
            text += "; nothing says when it was announced, so how long it was open is not checked"
        return self._duty(answer.VOTE, winner.match, (body.name,), text, met=failed.carried)


def in_vain(said: Iterable[str], decider: str) -> str:
    """That some ratifications do not count, in words."""
    names = [f"{who}, who decided it," if who == decider else who for who in dict.fromkeys(said)]
    return f"a ratification by {joined(names)} does not count"


def _assign(fits: list[list[bool]]) -> dict[int, int]:
    """Each row to a column of its own, as many as possible (augmenting paths)."""
    column_of: dict[int, int] = {}
    row_of: dict[int, int] = {}

    def place(row: int, seen: set[int]) -> bool:
        for column, fit in enumerate(fits[row]):
            if fit and column not in seen:
                seen.add(column)
                if column not in row_of or place(row_of[column], seen):
                    row_of[column], column_of[row] = row, column
                    return True
        return False

    for row in range(len(fits)):
        place(row, set())
    return column_of
