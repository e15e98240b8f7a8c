"""An answer of the policy as the sentences of a writing command: what is said on a yes, and the refusal on anything else."""

from remit.model.answer import ASK, DECIDE, DECIDE_AFTER, Answer, NoAnswer
from remit.model.problem import CannotProceed

Verdict = Answer | NoAnswer


def is_yes(verdict: Verdict) -> bool:
    """Whether the decision may be made now; where no policy judges, whoever decides decides."""
    return isinstance(verdict, NoAnswer) or verdict.answer == DECIDE


def need_yes(verdict: Verdict, name: str = "") -> None:
    """Raises CannotProceed with the reason and the way on, unless the answer is decide. `name` is a proposal's short id."""
    if isinstance(verdict, NoAnswer):
        if verdict.reason not in ("none", "older"):
            raise CannotProceed(verdict.message, verdict.remedy)
    elif verdict.answer != DECIDE:
        raise CannotProceed(_no(verdict), _way(verdict, name))


def _no(answer: Answer) -> str:
    if answer.answer == ASK:
        return f"the policy cannot say yet: {answer.because or 'facts are missing'}"
    if answer.answer == DECIDE_AFTER:
        open_duties = "; ".join(duty.text or f"{duty.kind} of {', '.join(duty.who)}" for duty in answer.open_duties)
        return f"{answer.who}, you may decide this after: {open_duties}"
    return f"{answer.who}, this is not yours to decide: {answer.because}"


def _way(answer: Answer, name: str) -> str:
    if answer.missing:
        return "add " + " ".join(_option(fact) for fact in answer.missing)
    if answer.answer == DECIDE_AFTER:
        wanted = f"`remit ask {name} WHO --for consent` (or advice)" if name else "`remit propose` with the same words"
        return f"{wanted}; nothing was written"
    to = ", ".join(answer.goes_to_people or answer.goes_to)
    if not to:
        return "nothing was written"
    return f"it goes to {to}" + ("" if name else ": `remit propose` with the same words puts it before them")


def _option(fact: str) -> str:
    return "--amount N" if fact == "amount" else f"--fact {fact}=..."


def lines(verdict: Verdict) -> tuple[str, ...]:
    """What to show below a decision that was written."""
    if isinstance(verdict, NoAnswer):
        return (f"Not judged: {verdict.message}.",)
    out = [f"{verdict.boundary}: {verdict.because}" if verdict.boundary else verdict.because]
    after = [duty for duty in verdict.duties if not duty.met and not duty.missing]
    out += [f"Still to do: {duty.text or duty.kind + ' ' + ', '.join(duty.who)}" for duty in after]
    return tuple(line for line in out if line)


def fields(verdict: Verdict, *, several: bool = False) -> dict[str, str | None]:
    """The fields of a record that the tool computes: tier and boundary, and the role where several would do."""
    if isinstance(verdict, NoAnswer):
        return {}
    return {"tier": verdict.tier, "boundary": verdict.boundary}
