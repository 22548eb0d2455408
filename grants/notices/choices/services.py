"""Choose what comes how; end what comes by e-mail with one click."""

import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING

from grants.db import db, take_turns
from grants.notices.choices.models import NoticeChoices, Pace
from grants.notices.choices.plan import Hours
from grants.notices.choices.queries import choices_of
from grants.notices.register import Purpose

if TYPE_CHECKING:
    from grants.accounts.models import Person

SWITCHED = (Purpose.REMINDER, Purpose.PROGRESS)
"""What people switch on their page; news end by the link in them."""


def choose(*, actor: "Person", pace: Pace, quiet: Hours | None, off: Collection[Purpose]) -> None:
    """Keep what somebody wants from now on; what waits already comes as it was to."""
    chosen = _kept(actor.id)
    chosen.pace, chosen.off = pace, [purpose.value for purpose in SWITCHED if purpose in off]
    chosen.quiet_from, chosen.quiet_until = quiet or (None, None)
    db.session.flush()


def switch_off(*, person_id: uuid.UUID, purpose: Purpose) -> None:
    """Send no more e-mail for a purpose, or for all that stands in the message of the day; twice does nothing."""
    chosen = _kept(person_id)
    ended = SWITCHED if purpose is Purpose.SUMMARY else (purpose,)
    chosen.off = [each.value for each in SWITCHED if each in ended or each.value in chosen.off]
    db.session.flush()


def _kept(person_id: uuid.UUID) -> NoticeChoices:
    take_turns(f"choices of {person_id}")  # or two tabs would both begin
    chosen = choices_of(person_id) or NoticeChoices(person_id=person_id, pace=Pace.AT_ONCE, off=[])
    db.session.add(chosen)
    return chosen
