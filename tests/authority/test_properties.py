"""What holds for every policy and every question, tried on many made at random."""

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from remit.authority.answer import Answer
from remit.authority.procedure.chain import TIER_RANK, Policies
from remit.authority.procedure.context import Ground
from remit.authority.procedure.decision import judge
from remit.authority.procedure.question import Question, Voice, Votes
from remit.log.duties import Advice, Condition, Consent, Duties, Objection, Signers
from remit.log.moment import Moment, Span, parse_moment
from remit.log.policy import Boundary, Otherwise, Policy, Role, Step

PEOPLE = ("ana", "ben", "cho", "dia", "eva")
ROLES = {
    "hand": Role("hand", "edge", ("ana", "ben")),
    "lead": Role("lead", "functional", ("cho",)),
    "law": Role("law", "functional", ("dia",)),
    "boss": Role("boss", "central", ("eva",)),
}
LADDER = ("hand", "lead", "boss")
TOPICS = ("a", "a/b", "a/b/c", "d")
FACTS = ("kind", "amount", "urgent")
NOW = parse_moment("2026-06-01T12:00+00:00")
assert isinstance(NOW, Moment)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

amounts = st.integers(0, 40).map(Decimal)
topics = st.sampled_from(TOPICS)
roles = st.sampled_from(tuple(ROLES))
some_roles = st.lists(roles, min_size=1, max_size=2, unique=True).map(tuple)


@st.composite
def conditions(draw):
    fact = draw(st.sampled_from(FACTS))
    if fact == "amount":
        return Condition(fact, **{draw(st.sampled_from(("up_to", "below", "over", "at_least"))): draw(amounts)})
    words = ("yes", "no") if fact == "urgent" else ("x", "y")
    return Condition(fact, (draw(st.sampled_from(words)),))


@st.composite
def duties(draw):
    return Duties(
        consent=tuple(draw(st.lists(some_roles.map(Consent), max_size=1))),
        signers=draw(st.none() | some_roles.map(lambda of: Signers(2, of))),
        advice=tuple(draw(st.lists(roles.map(Advice), max_size=1))),
        objection=draw(st.none() | some_roles.map(lambda by: Objection(by, Span(3, "d"), "boss"))),
        require=tuple(draw(st.lists(st.just(Condition("urgent", ("yes",))), max_size=1))),
    )


@st.composite
def boundaries(draw, name, policy):
    kind = draw(st.sampled_from(("decide", "steps", "limits", "forbid", "duties")))
    parts = {"duties": draw(duties())}
    if kind == "decide":
        parts["decide"] = draw(some_roles)
    elif kind == "steps":
        ends = sorted(draw(st.sets(st.integers(1, 30), min_size=1, max_size=2)))
        parts["steps"] = tuple(
            Step(up_to=Decimal(end), decide=(role,)) for end, role in zip(ends, LADDER, strict=False)
        )
        if draw(st.booleans()):
            parts["steps"] += (Step(decide=("boss",)),)
    elif kind == "limits":
        parts["limits"] = tuple((role, Decimal(draw(st.integers(1, 30)))) for role in draw(some_roles))
    elif kind == "forbid":
        parts["forbid"] = draw(st.booleans())
    return Boundary(
        name,
        tuple(draw(st.lists(topics, min_size=1, max_size=2, unique=True))),
        tuple(draw(st.lists(conditions(), max_size=2))),
        own=draw(st.sampled_from((None, "allowed"))),
        only=draw(st.booleans()),
        team_may=draw(st.sampled_from(("tighten", "tighten", "loosen"))),
        policy=policy,
        **parts,
    )


@st.composite
def policies(draw, name="org", extends=None):
    count = draw(st.integers(1, 4))
    return Policy(
        name,
        date(2026, 1, 1),
        roles=dict(ROLES),
        escalation=LADDER,
        extends=extends,
        boundaries=tuple(draw(boundaries(f"{name}-{number}", name)) for number in range(count)),
        otherwise=draw(
            st.sampled_from((Otherwise(escalate="boss"), Otherwise(decide=("anyone",)), Otherwise(("lead",))))
        ),
    )


def voices():
    return st.lists(
        st.tuples(st.sampled_from(PEOPLE), roles | st.none()).map(lambda pair: Voice(*pair)), max_size=3
    ).map(tuple)


@st.composite
def cases(draw):
    facts = {}
    for fact, values in (
        ("amount", amounts),
        ("kind", st.sampled_from("xy")),
        ("urgent", st.sampled_from(("yes", "no"))),
    ):
        if draw(st.integers(0, 5)):
            facts[fact] = draw(values)
    return Question(
        tuple(draw(st.lists(topics, min_size=1, max_size=2, unique=True))),
        facts,
        requester=draw(st.none() | st.sampled_from(PEOPLE)),
        consents=draw(voices()),
        advice=draw(voices()),
        objections=draw(
            st.lists(st.tuples(st.sampled_from(PEOPLE), roles).map(lambda pair: Voice(*pair)), max_size=1).map(tuple)
        ),
        announced=draw(st.none() | st.just(parse_moment("2026-05-01"))),
    )


def ask(case, who, *versions):
    found = judge(Ground(Policies(versions)), case, who, NOW)
    assert isinstance(found, Answer)
    return found


BETTER = ("decide", "decide-after")


def rank(found):
    """How far somebody is from deciding."""
    return BETTER.index(found.answer) if found.answer in BETTER else 2


@QUICK
@given(policies(), cases(), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), roles)
def test_one_more_consent_or_advice_never_worsens_an_answer(policy, case, who, other, role):
    before = ask(case, who, policy)
    for more in (
        case._replace(consents=(*case.consents, Voice(other, role))),
        case._replace(advice=(*case.advice, Voice(other, role))),
        case._replace(informed=(*case.informed, other)),
    ):
        after = ask(more, who, policy)
        assert rank(after) <= rank(before)
        assert sum(duty.missing for duty in after.duties) <= sum(duty.missing for duty in before.duties)


@QUICK
@given(policies(), policies("team", "org"), cases(), st.sampled_from(PEOPLE))
def test_a_lower_policy_never_lifts_a_prohibition_of_a_higher_one(org, team, case, who):
    if ask(case, who, org).answer == "forbidden":
        assert ask(case, who, org, team).answer == "forbidden"


@QUICK
@given(policies(), policies("team", "org"), cases(), st.sampled_from(PEOPLE))
def test_a_lower_policy_never_removes_a_duty_of_a_higher_one(org, team, case, who):
    if len(case.topics) > 1:
        # Of a second topic a decider must consent; where the boundary lets go, a lower policy's decider takes that place.
        org = org._replace(boundaries=tuple(boundary._replace(team_may="tighten") for boundary in org.boundaries))
    above, both = ask(case, who, org), ask(case, who, org, team)
    if above.answer in ("decide-after", "escalate") and both.answer in ("decide", "decide-after", "escalate"):
        asked = {(duty.kind, duty.who, duty.fact, duty.needs) for duty in above.duties if duty.boundary}
        kept = {(duty.kind, duty.who, duty.fact, duty.needs) for duty in both.duties}
        assert asked <= kept


@QUICK
@given(policies(), cases(), st.sampled_from(PEOPLE), st.randoms(use_true_random=False))
def test_the_order_of_boundaries_never_changes_an_answer(policy, case, who, random):
    mixed = list(policy.boundaries)
    random.shuffle(mixed)
    one, other = ask(case, who, policy), ask(case, who, policy._replace(boundaries=tuple(mixed)))
    for key in ("answer", "as_role", "tier", "could_be", "goes_to", "comparison", "ties"):
        assert getattr(one, key) == getattr(other, key)
    assert set(one.duties) == set(other.duties)
    assert set(one.missing) == set(other.missing)


@QUICK
@given(policies(), cases(), st.sampled_from(PEOPLE))
def test_every_answer_other_than_decide_names_a_way_on(policy, case, who):
    found = ask(case, who, policy)
    if found.answer != "decide":
        assert found.goes_to or found.missing or found.open_duties
    if found.answer == "ask":
        assert found.tier is None
        assert found.could_be is None
    assert found.because


@QUICK
@given(
    st.lists(st.integers(1, 100), min_size=1, max_size=2, unique=True).map(sorted),
    st.lists(st.integers(0, 120), min_size=2, max_size=2).map(sorted),
    st.booleans(),
    st.booleans(),
)
def test_where_tiers_rise_a_larger_amount_never_gives_a_lower_tier(ends, sizes, inclusive, with_last):
    steps = [
        Step(**{"up_to" if inclusive else "below": Decimal(end)}, decide=(role,))
        for end, role in zip(ends, LADDER, strict=False)
    ]
    if with_last:
        steps.append(Step(decide=("boss",)))
    policy = Policy(
        "org",
        date(2026, 1, 1),
        roles=ROLES,
        escalation=LADDER,
        boundaries=(Boundary("b", ("a",), steps=tuple(steps), policy="org"),),
        otherwise=Otherwise(decide=("hand",)),
    )
    small, large = (ask(Question(("a",), {"amount": Decimal(size)}), "zoe", policy) for size in sizes)
    assert TIER_RANK[small.could_be] <= TIER_RANK[large.could_be]


@QUICK
@given(policies(), cases(), st.sampled_from(PEOPLE))
def test_the_same_question_has_the_same_answer(policy, case, who):
    ground = Ground(Policies((policy,)))
    assert judge(ground, case, who, NOW) == judge(ground, case, who, NOW) == ask(case, who, policy)


@QUICK
@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_one_more_yes_never_loses_a_vote(yes, no, abstain):
    from remit.authority.procedure.votes import count
    from remit.log.duties import Passes

    for rule in (
        Passes((1, 2), strictly=True),
        Passes((2, 3)),
        Passes((2, 3), of_members=True),
        Passes(quorum=4),
        Passes(yes_at_least=3),
        Passes(missing_at_most=2),
        Passes((1, 1)),
    ):
        votes = Votes(None, yes, no, abstain)
        members = 30
        if count(votes, members, rule).carried:
            assert count(votes._replace(yes=yes + 1), members, rule).carried
