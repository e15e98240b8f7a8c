"""An answer of the policy as the sentences of a writing command: what is said on a yes, and the refusal on anything else."""

from remit.authority.answer import ASK, DECIDE, DECIDE_AFTER, Answer, NoAnswer
from remit.log.problem import CannotProceed

Verdict = Answer | NoAnswer
NOT_JUDGED = ("none", "older")
"""Reasons for which a decision is made all the same: nobody decided who decides, or not yet on that day."""


def is_yes(verdict: Verdict) -> bool:
    """Whether the decision may be made now; where no policy judges, whoever decides decides."""
    return verdict.reason in NOT_JUDGED if isinstance(verdict, NoAnswer) else verdict.answer == DECIDE


def need_yes(verdict: Verdict, name: str = "", notes: tuple[str, ...] = ()) -> None:
    """Raises CannotProceed with the reason and the way on, unless the answer is decide. `name` is a proposal's short id."""
    if is_yes(verdict):
        return
    if isinstance(verdict, NoAnswer):
        raise CannotProceed(verdict.message, verdict.remedy)
    first, *body = said(verdict)
    raise CannotProceed(first, "\n".join([*body, *(f"  {line}" for line in (*_way(verdict, name), *notes))])[2:])


def said(answer: Answer) -> list[str]:
    """The answer in lines: the outcome, then what explains it."""
    from remit.reporting.answers import answer_text

    return answer_text(answer, full=False).split("\n")


def _way(answer: Answer, name: str) -> tuple[str, ...]:
    """What to type next."""
    if answer.answer == ASK:
        options = " ".join(option(fact) for fact in answer.missing)
        return (f"Say it with {options}; nothing was written.",)
    if name:
        ask = (
            f"`remit ask {name} WHO --for consent` (or advice) asks somebody; n"
            if answer.answer == DECIDE_AFTER
            else "N"
        )
        return (f"{ask}othing was written.",)
    return ("Nothing was written. `remit propose` with the same words puts it before them.",)


def option(fact: str) -> str:
    """The option that gives a fact."""
    return {"amount": "--amount N", "topic": "--topic TOPIC"}.get(fact, f"--fact {fact}=...")


def lines(verdict: Verdict) -> tuple[str, ...]:
    """What to show below a decision that was written."""
    if isinstance(verdict, NoAnswer):
        return (f"Not judged: {verdict.message}.",)
    return tuple(said(verdict))


def fields(verdict: Verdict) -> dict[str, str | None]:
    """The fields of a record that the tool computes: tier and boundary."""
    if isinstance(verdict, NoAnswer):
        return {}
    return {"tier": verdict.tier, "boundary": verdict.boundary}
