"""The order of a ranking before and after the marks of one member no longer count, application by application. Pure."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Any

from grants.awards.ranking import Placement, Ranking


@dataclass(frozen=True)
class Place:
    """Be where one application stands: figures as exact texts, so that they can be stored and compared."""

    reference: str
    rank: int | None
    total: str | None
    outcome: str
    amount: str | None

    @property
    def points(self) -> Fraction | None:
        """Return the total, exact."""
        return None if self.total is None else Fraction(self.total)

    @property
    def money(self) -> Decimal | None:
        """Return what is awarded, in the currency of the call."""
        return None if self.amount is None else Decimal(self.amount)


@dataclass(frozen=True)
class Change:
    """Be one application before and after."""

    before: Place
    after: Place

    @property
    def differs(self) -> bool:
        """Tell whether outcome, sum, rank or points are different, and with them the letter and the minutes."""
        return self.before != self.after


def places_in(ranking: Ranking) -> tuple[Place, ...]:
    """Return where each application stands, in the order of the ranking."""
    return tuple(_place(placement) for placement in ranking.placements)


def changes_between(before: Iterable[Place], after: Iterable[Place]) -> list[Change]:
    """Return every application before and after, in the order after."""
    earlier = {place.reference: place for place in before}
    return [Change(earlier[place.reference], place) for place in after if place.reference in earlier]


def stored(places: Iterable[Place]) -> list[dict[str, Any]]:
    """Write places as they are stored."""
    return [asdict(place) for place in places]


def digest_of(places: Iterable[Place]) -> str:
    """Name an order, so that an act can tell whether it is the one that was shown."""
    return sha256(json.dumps(stored(places)).encode()).hexdigest()


def read(rows: Iterable[dict[str, Any]]) -> tuple[Place, ...]:
    """Read stored places."""
    return tuple(Place(**row) for row in rows)


def _place(placement: Placement) -> Place:
    total, amount = placement.total, placement.amount
    return Place(
        reference=placement.reference,
        rank=placement.rank,
        total=None if total is None else str(total),
        outcome=placement.outcome.value,
        amount=None if amount is None else str(Decimal(amount.numerator) / amount.denominator),
    )
