"""What happened in a rehearsal, counted from the rows that are there."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from grants.awards.models import Outcome
from grants.awards.queries import decisions_of, standing_of
from grants.awards.ranking import Outcome as Ranked
from grants.calls.models import Call
from grants.db import db
from grants.journal.services import verify
from grants.notices.models import Message, MessageState


@dataclass(frozen=True)
class Played:
    """Count what happened in a rehearsal."""

    slug: str
    received: int
    withdrawn: int
    eligible: int
    scored: int
    awarded: int
    amount: Decimal
    sent: int
    journalled: int
    """Entries in the call's chain of the journal, sealed and found intact."""


def outcome_of(call: Call) -> Played:
    """Count what there is now; raise ValueError if the journal of the call does not hold."""
    placements = standing_of(call).ranking.placements
    awards = [one.amount for one in decisions_of(call).values() if one.outcome is Outcome.AWARDED]
    withdrawn, ineligible = (
        sum(one.outcome is outcome for one in placements) for outcome in (Ranked.WITHDRAWN, Ranked.INELIGIBLE)
    )
    journal = verify(str(call.id))
    if not journal.intact or journal.unsealed:
        raise ValueError(f"the journal of {call.slug} does not hold at {journal.broken_at}")
    return Played(
        slug=call.slug,
        received=len(placements),
        withdrawn=withdrawn,
        eligible=len(placements) - withdrawn - ineligible,
        scored=sum(one.total is not None for one in placements),
        awarded=len(awards),
        amount=sum((amount or Decimal(0) for amount in awards), Decimal("0.00")),
        sent=db.session.scalar(select(func.count(Message.id)).where(Message.state == MessageState.SENT)) or 0,
        journalled=journal.sealed,
    )
