"""What is known of addresses that people correct."""

import uuid
from datetime import timedelta

from sqlalchemy import func, select

from grants import clock
from grants.accounts.moving.models import AddressChange
from grants.db import db

CONFIRM_LASTS = timedelta(days=1)
BACK_LASTS = timedelta(days=7)
"""How long the address before can take a change back."""


def waiting_of(person_id: uuid.UUID) -> AddressChange | None:
    """Return the change that a person asked for last, while it waits to be confirmed."""
    newest = newest_of(person_id)
    return newest if newest is not None and waits(newest) else None


def newest_of(person_id: uuid.UUID) -> AddressChange | None:
    """Return the change that a person asked for last."""
    asked = select(AddressChange).where(AddressChange.person_id == person_id)
    return db.session.scalars(asked.order_by(AddressChange.asked_at.desc(), AddressChange.id).limit(1)).first()


def waits(change: AddressChange) -> bool:
    """Tell whether a change can still be confirmed."""
    return change.confirmed_at is None and clock.now() < change.asked_at + CONFIRM_LASTS


def count_asked(person_id: uuid.UUID) -> int:
    """Count the changes that a person asked for within the day."""
    since = clock.now() - CONFIRM_LASTS
    asked = select(func.count()).where(AddressChange.person_id == person_id, AddressChange.asked_at > since)
    return db.session.scalar(asked) or 0


def moved_from(email: str) -> AddressChange | None:
    """Return the change by which an account left an address that can still take it back."""
    left = select(AddressChange).where(
        AddressChange.before == email,
        AddressChange.confirmed_at > clock.now() - BACK_LASTS,
        AddressChange.taken_back_at.is_(None),
    )
    return db.session.scalars(left.order_by(AddressChange.confirmed_at.desc(), AddressChange.id).limit(1)).first()
