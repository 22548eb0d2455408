"""Which messages of accounts are not true any more when their turn comes, and who holds a role then."""

import uuid

from flask import Flask
from sqlalchemy import or_, select

from grants import clock
from grants.accounts.models import Role, SignIn
from grants.accounts.policies import today
from grants.db import db
from grants.notices.models import Message, Withheld
from grants.notices.truth import offer_truth


def init_app(app: Flask) -> None:
    """Let the outbox ask."""
    offer_truth(app, _role_is_over, "accounts.role_granted")
    offer_truth(app, _link_is_over, "accounts.sign_in_asked")


def holds_in_call(person_id: uuid.UUID | None, call_id: uuid.UUID | None, organiser_id: uuid.UUID | None) -> bool:
    """Tell whether somebody holds any role in a call today, were it that of its organiser."""
    there = or_(Role.call_id == call_id, Role.organiser_id == organiser_id)
    held = select(Role).where(Role.person_id == person_id, there)
    day = today()
    return any(role.active_on(day) for role in db.session.scalars(held, execution_options={"populate_existing": True}))


def _role_is_over(message: Message) -> Withheld | None:
    role = db.session.get(Role, message.subject_id, populate_existing=True)
    return None if role and not role.ended_by(today()) else Withheld.SEAT_LOST


def _link_is_over(message: Message) -> Withheld | None:
    asked = select(SignIn.expires_at).where(SignIn.id == message.subject_id)
    expires_at = db.session.scalar(asked)
    return None if expires_at and clock.now() < expires_at else Withheld.OVER
