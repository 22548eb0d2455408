"""What is read of written procedures, and the sealed links of those who are asked."""

import uuid
from collections import defaultdict
from datetime import datetime

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import select

from grants.accounts.models import Person
from grants.awards.meetings.models import Invitation, Sitting, SittingKind, SittingState
from grants.awards.meetings.written.models import WrittenAnswer, WrittenQuestion
from grants.awards.standing import FullStanding
from grants.db import db

AS_IT_IS_NOW = {"populate_existing": True}


def token_of(invitation: Invitation) -> str:
    """Return what stands in the link of who is asked."""
    return str(_sealer().dumps(str(invitation.id)))


def invitation_of(token: str) -> Invitation | None:
    """Return whom a link asks; nothing if it is broken."""
    try:
        invitation_id = uuid.UUID(_sealer().loads(token))
    except (BadData, ValueError):
        return None
    return db.session.get(Invitation, invitation_id)


def questions_of(sitting: Sitting) -> list[WrittenQuestion]:
    """Return what a written procedure asks, in order."""
    asked = select(WrittenQuestion).where(WrittenQuestion.sitting_id == sitting.id)
    return list(db.session.scalars(asked.order_by(WrittenQuestion.place, WrittenQuestion.id)))


def answers_to(sitting: Sitting) -> dict[uuid.UUID, dict[uuid.UUID, WrittenAnswer]]:
    """Return what was answered, by question and person, as it is now."""
    given = select(WrittenAnswer).join(WrittenQuestion, WrittenQuestion.id == WrittenAnswer.question_id)
    given = given.where(WrittenQuestion.sitting_id == sitting.id)
    found: dict[uuid.UUID, dict[uuid.UUID, WrittenAnswer]] = defaultdict(dict)
    for one in db.session.scalars(given, execution_options=AS_IT_IS_NOW):
        found[one.question_id][one.person_id] = one
    return found


def asked_of(person: Person, questions: list[WrittenQuestion], standing: FullStanding | None) -> list[WrittenQuestion]:
    """Return which questions somebody is asked: none about an application from which they stand aside.

    Who has an application of their own in the call is asked about none, as every outcome tells of the others.
    """
    if standing is None or standing.own_of(person):
        return [one for one in questions if one.application_id is None]
    aside = {one.id for one in standing.listed.values() if standing.hides_marks(person, one)}
    return [one for one in questions if one.application_id not in aside]


def procedures_ending(before: datetime, *, unreminded: bool = False) -> list[uuid.UUID]:
    """Return the ids of the open written procedures that end before a moment, the first to end first."""
    ending = select(Sitting.id).where(
        Sitting.kind == SittingKind.WRITTEN, Sitting.state == SittingState.OPEN, Sitting.starts_at <= before
    )
    if unreminded:
        ending = ending.where(Sitting.reminded_at.is_(None))
    return list(db.session.scalars(ending.order_by(Sitting.starts_at, Sitting.id)))


def _sealer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="grants.awards.meetings.written")
