"""What is decided beside what the rules alone have, for those who confirm it."""

from dataclasses import dataclass, replace
from decimal import Decimal

from grants.awards.deciding.models import Approval, Body, Departure
from grants.awards.drafting import money_of
from grants.awards.ranking import Outcome, Placement
from grants.awards.standing import Listed, Standing


@dataclass(frozen=True)
class Compared:
    """Be one application of which something else is decided than the rules alone have."""

    application: Listed
    before: str
    """The outcome by the rules alone."""
    amount_before: Decimal | None
    after: str
    amount_after: Decimal | None
    departure: Departure | None
    """What was decided on it; nothing where it gains by a departure elsewhere."""

    @property
    def waits(self) -> bool:
        """Tell whether its reason still waits for the chair."""
        one = self.departure
        return one is not None and one.body is Body.COMMITTEE and one.approved_at is None


def compared_in(standing: Standing) -> list[Compared]:
    """Return what differs from the rules alone in a ranking, in its order; nothing where nothing departs."""
    if not standing.departures:
        return []
    differing = (one for one in standing.ranking.placements if _differs(standing, one))
    return [_compared(standing, one) for one in differing]


def _differs(standing: Standing, placement: Placement) -> bool:
    before = standing.by_rules[placement.reference]
    told = (before.outcome, before.amount) != (placement.outcome, placement.amount)
    return told or placement.reference in standing.departures


def _compared(standing: Standing, placement: Placement) -> Compared:
    before, reference = standing.by_rules[placement.reference], placement.reference
    return Compared(
        standing.listed[reference],
        before.outcome.value,
        money_of(before.amount),
        placement.outcome.value,
        money_of(placement.amount),
        standing.departures.get(reference),
    )


def changed_since(approval: Approval, standing: Standing) -> list[Compared]:
    """Return what differs from what was approved, in the order of the ranking: what the council changed, and why."""
    before = approval.content["applications"]
    changed = []
    for one in standing.ranking.placements:
        now = _compared(standing, one)
        outcome, amount = before.get(one.reference, (Outcome.PENDING.value, None))
        was = None if amount is None else Decimal(amount)
        if (outcome, was) != (now.after, now.amount_after) or _is_councils(now.departure):
            changed.append(replace(now, before=outcome, amount_before=was))
    return changed


def _is_councils(departure: Departure | None) -> bool:
    return departure is not None and departure.body is Body.COUNCIL
