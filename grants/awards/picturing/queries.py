"""What the pictures of a call are drawn from; each function is a constant number of statements."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import and_, case, func, or_, select

from grants.accounts.models import Organisation, OrganisationKind
from grants.applications.models import Application, ApplicationState
from grants.awards.picturing.forecast import MOST_CALLS, Earlier
from grants.calls.models import Call
from grants.db import db
from grants.evaluation.models import Sheet, SheetState
from grants.web.lists.asked import LONG
from grants.web.ordering import in_alphabet

FEWEST = LONG
"""Applications of a call from which on it has pictures: fewer are quicker read than looked at."""
_SENT = (Application.submitted_at.is_not(None), Application.state != ApplicationState.WITHDRAWN)


@dataclass(frozen=True)
class Asked:
    """Hold how much is asked for together, and by how many."""

    together: Decimal
    applications: int


def count_sent(call_id: uuid.UUID) -> int:
    """Count what was sent in to a call and is not withdrawn."""
    return db.session.scalar(select(func.count(Application.id)).where(Application.call_id == call_id, *_SENT)) or 0


def sent_at(call_id: uuid.UUID) -> list[datetime]:
    """Return when each application that was not withdrawn was sent in, the earliest first."""
    moments = select(Application.submitted_at).where(Application.call_id == call_id, *_SENT)
    return [at for at in db.session.scalars(moments.order_by(Application.submitted_at)) if at is not None]


def earlier_than(call: Call, now: datetime) -> list[Earlier]:
    """Return what closed calls of the organiser had as long before their deadlines as it is to that of this one.

    The newest stands first; two statements.
    """
    calls = db.session.scalars(
        select(Call)
        .where(Call.organiser_id == call.organiser_id, Call.id != call.id, Call.closing_done_at.is_not(None))
        .order_by(Call.closes_at.desc(), Call.id)
        .limit(MOST_CALLS)
    ).all()
    if not calls:
        return []
    left = call.closes_at - now
    by_then = or_(
        *(and_(Application.call_id == each.id, Application.submitted_at <= each.closes_at - left) for each in calls)
    )
    counted = (
        select(Application.call_id, func.sum(case((by_then, 1), else_=0)), func.count(Application.id))
        .where(Application.call_id.in_([each.id for each in calls]), *_SENT)
        .group_by(Application.call_id)
    )
    found = {call_id: Earlier(int(early), total) for call_id, early, total in db.session.execute(counted)}
    return [found[each.id] for each in calls if each.id in found]


def asked_in(call_id: uuid.UUID) -> Asked:
    """Return how much money the applications of a call ask for that were not withdrawn."""
    asked = select(func.sum(Application.requested), func.count(Application.requested))
    together, count = db.session.execute(asked.where(Application.call_id == call_id, *_SENT)).one()
    return Asked(Decimal(together or 0), count)


def applicants_in(call_id: uuid.UUID) -> list[tuple[str, str]]:
    """Return name and address of each applicant of a call once; of natural persons nothing."""
    applicants = (
        select(Organisation.name, Organisation.address)
        .join(Application, Application.organisation_id == Organisation.id)
        .where(Application.call_id == call_id, *_SENT, Organisation.kind != OrganisationKind.NATURAL_PERSON)
        .group_by(Organisation.id, Organisation.name, Organisation.address)
        .order_by(in_alphabet(Organisation.name.expression), Organisation.id)
    )
    return [(name, address) for name, address in db.session.execute(applicants)]


def answers_to(call_id: uuid.UUID, code: str) -> list[str]:
    """Return what those applications of a call that were not withdrawn answer to one question, and nothing else."""
    answered = select(Application.answers[code].as_string()).where(Application.call_id == call_id, *_SENT)
    return [" ".join(answer.split()) for answer in db.session.scalars(answered) if answer]


def sheets_at(call_id: uuid.UUID) -> list[datetime]:
    """Return when each sheet of a call was submitted, the earliest first; never what stands in it."""
    moments = (
        select(Sheet.submitted_at)
        .join(Application, Application.id == Sheet.application_id)
        .where(Application.call_id == call_id, Sheet.state == SheetState.SUBMITTED, Sheet.set_aside_at.is_(None))
        .order_by(Sheet.submitted_at)
    )
    return [at for at in db.session.scalars(moments) if at is not None]
