"""An amount is in a different currency than the policy, and the record gives no exchange rate.

Write the rate that was used, and its date, under `facts:`: `{amount: 900, currency: USD, rate: 0.92, rate-date: 2026-11-20}`.
"""

from remit.authority.answer import ASK
from remit.checks.check import ANSWER, ERROR, Check, Judged, Known, Problems


@Check("B03", "rate-missing", ERROR, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    answer = judged.answer
    if judged.decided and answer.answer == ASK and any("rate" in fact for fact in answer.missing):
        currency = judged.record.facts.get("currency")
        remedy = "add `rate:` and `rate-date:` under `facts:`"
        yield judged.problem(f"the amount in {currency} needs an exchange rate and its date", remedy, "facts")
