"""What somebody chose, read."""

import uuid

from flask import current_app
from sqlalchemy import select

from grants.db import db
from grants.notices.choices.models import NoticeChoices, Pace
from grants.notices.choices.plan import Hours, Wanted
from grants.notices.register import Purpose


def choices_of(person_id: uuid.UUID | None) -> NoticeChoices | None:
    """Return the choices of a person, if there are any; nobody is asked for who has no account."""
    if person_id is None:
        return None
    return db.session.scalars(select(NoticeChoices).where(NoticeChoices.person_id == person_id)).one_or_none()


def wanted_by(person_id: uuid.UUID | None) -> Wanted:
    """Return what a person wants, or else what the service does."""
    chosen = choices_of(person_id)
    if chosen is None:
        return Wanted(quiet=usual_hours())
    return Wanted(
        is_daily=chosen.pace is Pace.DAILY,
        quiet=hours_of(chosen) or usual_hours(),
        off=frozenset(map(Purpose, chosen.off)),
    )


def hours_of(chosen: NoticeChoices) -> Hours | None:
    """Return the quiet hours somebody chose."""
    if chosen.quiet_from is None or chosen.quiet_until is None:
        return None
    return chosen.quiet_from, chosen.quiet_until


def usual_hours() -> Hours | None:
    """Return the quiet hours of the service."""
    hours: Hours | None = current_app.extensions["settings"].quiet_hours
    return hours
