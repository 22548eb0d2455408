"""Compare what was decided with what the rules make of the checks and marks. Pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from grants.awards.ranking import Fixed, Outcome, Placement, Ranking, open_to, reallocated
from grants.exchange.bundle import Application, Bundle, Decision
from grants.verification.findings import Finding, found

ENDED = frozenset({"declined", "revoked"})
ON_HOLD = "on_hold"
AFTERWARDS = ENDED | {ON_HOLD}
"""What may become of an award beside or after the decision; no ranking knows it."""
BY_COMMITTEE = "committee"

Awaited = Sequence[Mapping[str, Placement]]
"""The placements that follow from the rules and the departures: while ended awards keep their places, and after."""


def departed(plain: Ranking, bundle: Bundle, *, freed: bool) -> dict[str, Placement]:
    """Return what follows from the rules for everybody beside the departures of the committee.

    An award that ended later keeps its place and money unless these are `freed` for the next in reserve.
    """
    requested = {one.reference: one.requested for one in bundle.applications}
    fixed = {one.reference: made for one in bundle.applications if (made := _fixed(one, freed=freed)) is not None}
    ranking = reallocated(plain, bundle.call.funding, requested, fixed)
    return {placement.reference: placement for placement in ranking.placements}


def verify_outcomes(applications: Sequence[Application], plain: Ranking, awaited: Awaited) -> Finding:
    """Find outcomes that do not follow from the rules; a departure that the committee gave a reason for is named."""
    by_rules = {placement.reference: placement for placement in plain.placements}
    wrong = [line for one in applications for line in _wrong_outcome(one, by_rules[one.reference], awaited)]
    departures = [one.reference for one in applications if _departs(one, by_rules[one.reference])]
    right = f"The outcomes of {len(applications)} applications follow from the rules, the checks and the marks"
    return found(
        "outcomes", wrong, right + (f", but for the committee's own on {', '.join(departures)}." if departures else ".")
    )


def verify_amounts(applications: Sequence[Application], awaited: Awaited) -> Finding:
    """Find sums that do not follow from the rules, where the outcome does."""
    wrong, total = [], Decimal("0.00")
    for application in applications:
        decision = application.decision
        due = [one[application.reference] for one in awaited]
        if (
            decision is None
            or decision.outcome in AFTERWARDS
            or decision.outcome not in {one.outcome.value for one in due}
        ):
            continue
        total += decision.amount or Decimal(0)
        sums = [one.amount for one in due if one.outcome.value == decision.outcome]
        if decision.amount not in sums:
            wrong.append(f"{application.reference}: decided {decision.amount}, by the rules {_sum(sums[0])}.")
    return found("amounts", wrong, f"The sums awarded follow from the rules: {total} EUR together.")


def _fixed(application: Application, *, freed: bool) -> Fixed | None:
    decision = application.decision
    if decision is None:
        return None
    if decision.outcome in ENDED:
        kept = Fixed(Outcome.AWARDED, "", Fraction(application.requested))
        return Fixed(Outcome(decision.outcome), "") if freed else kept
    if decision.outcome == ON_HOLD:
        return Fixed(Outcome.ON_HOLD, "")
    if not _says_so(decision) or decision.outcome in {"tied", "pending"}:
        return None
    return Fixed(Outcome(decision.outcome), "", None if decision.amount is None else Fraction(decision.amount))


def _wrong_outcome(application: Application, by_rules: Placement, awaited: Awaited) -> list[str]:
    decision, due = application.decision, [one[application.reference].outcome for one in awaited]
    if decision is None:
        given = "withdrawn" if application.status == "withdrawn" else "not decided"
    elif _departs(application, by_rules):
        return []
    else:
        given = decision.outcome
        if given in AFTERWARDS:
            # Without words of the committee only an award can have become that.
            due = [Outcome(given)] if Outcome.AWARDED in {*due, by_rules.outcome} else [by_rules.outcome]
    right = given in {one.value for one in due}
    return [] if right else [f"{application.reference}: {given}, by the rules {due[0].value}."]


def _departs(application: Application, by_rules: Placement) -> bool:
    """Tell whether the committee decided otherwise and says so; what a threshold rejects it cannot award."""
    decision = application.decision
    if decision is None or not _says_so(decision):
        return False
    known = decision.outcome in set(Outcome)
    return known and Outcome(decision.outcome) in open_to(by_rules) and decision.outcome != by_rules.outcome.value


def _says_so(decision: Decision) -> bool:
    return any(reason.code == BY_COMMITTEE for reason in decision.reasons)


def _sum(amount: Fraction | None) -> str:
    return "nothing" if amount is None else format(Decimal(amount.numerator) / amount.denominator, ".2f")
