"""Every check: one module each, with its page of explanation as the docstring. Named by what it takes to run them.

A hook imports only the groups that a change needs: a module costs a quarter of a millisecond, and there are many.
"""

import sys
from collections.abc import Iterable
from functools import cache
from types import ModuleType

from remit.checks.shape import Check
from remit.log.record import LINKS, SUPERSEDED, Record

READ = (
    "r01_unreadable", "l10_policy_unreadable", "l13_people_unreadable", "g12_unresolved_merge", "g14_unsafe_file",
)  # fmt: skip
"""Said by whoever reads the bytes."""
LINKED = ("p16_may_not_end", "g11_supersession")
"""About records that name other records, or were superseded."""
ADVISED = ("c02_advice_late", "c03_advice_unanswered")
"""About records with advice."""
ALWAYS = (
    "r02_unknown_key", "r03_missing_field", "r04_bad_value", "r07_missing_time_zone", "r08_time_order", "r09_in_the_future",
    "r10_no_reason", "b02_no_currency", "g05_unique_id", "g13_unsafe_text", "g15_secret", "y02_unknown_topic", "y03_unknown_intent",
    "y04_raised_unknown",
)  # fmt: skip
WRITTEN = (*ALWAYS, *LINKED, *ADVISED)
"""About what a record, an act or a page says."""
ANSWERED = (
    "p01_not_yours", "p02_consent_missing", "p03_consent_own", "p05_forbidden", "p06_facts_missing", "p07_no_boundary", "p08_above_the_boundary",
    "p09_own_interest", "p10_wrong_tier", "p11_stale_boundary", "p12_role_not_held", "p13_delegation_invalid", "p15_waiver_expired",
    "c01_advice_missing", "c04_window_open", "c05_objection_open", "c07_vote_not_carried", "c08_inform_missing", "v01_ratify_due",
    "b01_over_budget", "b03_rate_missing", "x06_stopped", "y01_needs_nobody",
)  # fmt: skip
"""About the answer of the decision procedure: only where it is not plainly fine."""
STEPPED = ("g03_accepted_is_frozen", "g04_nothing_deleted", "g10_transition")
"""About what happened to records that had landed."""
GUARDED = (
    "l01_policy_gap", "l02_policy_overlap", "l03_versions_clash", "l04_child_loosens", "l05_role_empty", "l09_waiver_too_long",
    "r13_unreadable_settings", "r14_nothing_adopted", "l12_unknown_name", "l14_scenario_unreadable", "l15_scenario_fails", "g06_policy_before_decision", "g08_policy_history",
)  # fmt: skip
"""About settings, people and policies."""
WITNESSED = (
    "g01_decider_is_author", "g02_signed_by_decider", "g07_policy_owner", "g09_time_travel", "g16_shallow_clone", "g19_ended_by_another",
    "g20_stopped_path",
    "g21_guards_alone",
)  # fmt: skip
"""About who did it: they need commits."""
TIMELY = (
    "l06_single_holder", "l07_policy_review_overdue", "l08_power_without_budget", "l11_far_from_the_data", "v03_review_overdue",
    "v05_reviewed_without_outcome", "x01_may_be_split", "x05_repeated_exception", "g17_stays_proposed", "g18_stop_unanswered",
)  # fmt: skip
"""About days that passed."""
_LETTERS = "RPCVBXLGY"
MODULES = tuple(
    sorted(
        (*READ, *WRITTEN, *ANSWERED, *STEPPED, *GUARDED, *WITNESSED, *TIMELY),
        key=lambda name: (_LETTERS.index(name[0].upper()), name),
    )
)
"""The module of each check, in the order of their codes."""


def _module(name: str) -> ModuleType:
    __import__(f"remit.checks.rules.{name}")  # importlib.import_module does the same after an import of its own
    return sys.modules[f"remit.checks.rules.{name}"]


@cache
def checks(*modules: str) -> tuple[Check, ...]:
    """The checks of some modules; every check where none are named."""
    return tuple(_module(name).CHECK for name in modules or MODULES)


def written(records: Iterable[Record]) -> tuple[str, ...]:
    """The modules of WRITTEN that have anything to say about some records."""
    linked = advised = False
    for record in records:
        linked = linked or record.status == SUPERSEDED or not record.head.keys().isdisjoint(LINKS)
        advised = advised or bool(record.acts) or "advice" in record.head
    return ALWAYS + (LINKED if linked else ()) + (ADVISED if advised else ())


def names() -> dict[str, str]:
    """The name of each check by its code."""
    return {check.code: check.name for check in checks()}


def explanation(code: str) -> tuple[Check, str] | None:
    """A check by its code or name, with the page that explains it; None where there is none."""
    for name in MODULES:
        module = _module(name)
        if code.lower() in (module.CHECK.code.lower(), module.CHECK.name):
            return module.CHECK, (module.__doc__ or "").strip()
    return None


def explanations() -> dict[str, str]:
    """The page of each check by its code."""
    return {module.CHECK.code: (module.__doc__ or "").strip() for module in map(_module, MODULES)}
