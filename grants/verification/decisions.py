"""Compare what was decided with what the rules make of the checks and marks. Pure."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from grants.awards.ranking import Outcome, Placement
from grants.exchange.bundle import Application, Decision
from grants.verification.findings import Finding, found

AFTERWARDS = frozenset({"on_hold", "declined", "revoked"})
"""What may become of an award after the decision; no ranking knows it."""
BY_COMMITTEE = "committee"

Pairs = Sequence[tuple[Application, Placement]]
"""Each application with its place in the recomputed ranking."""


def verify_outcomes(pairs: Pairs) -> Finding:
    """Find outcomes that do not follow from the rules; a departure that the committee gave a reason for is named."""
    wrong = [line for application, placement in pairs for line in _wrong_outcome(application, placement)]
    departures = [one.reference for one, placement in pairs if one.decision and _departs(one.decision, placement)]
    right = f"The outcomes of {len(pairs)} applications follow from the rules, the checks and the marks"
    return found(
        "outcomes", wrong, right + (f", but for the committee's own on {', '.join(departures)}." if departures else ".")
    )


def verify_amounts(pairs: Pairs) -> Finding:
    """Find sums that do not follow from the rules, where the outcome does."""
    wrong, total = [], Decimal("0.00")
    for application, placement in pairs:
        decision = application.decision
        if decision is not None and decision.outcome == placement.outcome.value:
            total += decision.amount or Decimal(0)
            if decision.amount != placement.amount:
                wrong.append(
                    f"{application.reference}: decided {decision.amount}, by the rules {_sum(placement.amount)}."
                )
    return found("amounts", wrong, f"The sums awarded follow from the rules: {total} EUR together.")


def _wrong_outcome(application: Application, placement: Placement) -> list[str]:
    decision, due = application.decision, placement.outcome
    if decision is None:
        given = "withdrawn" if application.status == "withdrawn" else "not decided"
    else:
        given = decision.outcome
        if _departs(decision, placement) or (due is Outcome.AWARDED and given in AFTERWARDS):
            return []
    return [] if given == due.value else [f"{application.reference}: {given}, by the rules {due.value}."]


def _departs(decision: Decision, placement: Placement) -> bool:
    """Tell whether the committee decided otherwise and says so; what a threshold rejects it cannot award."""
    says_so = any(reason.code == BY_COMMITTEE for reason in decision.reasons)
    refused = decision.outcome == "awarded" and placement.rank is None
    return says_so and not refused and decision.outcome != placement.outcome.value


def _sum(amount: Fraction | None) -> str:
    return "nothing" if amount is None else format(Decimal(amount.numerator) / amount.denominator, ".2f")
