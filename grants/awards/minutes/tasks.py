"""Minutes that wait for the signature of who chaired a sitting or kept them, on their start page."""

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import joinedload

from grants.accounts.models import Person
from grants.accounts.policies import is_staff
from grants.awards.meetings.models import Sitting, SittingState
from grants.awards.minutes.models import MinutesApproval, MinutesVersion
from grants.db import db
from grants.web.filters import text
from grants.web.slots import PERSON, Task

MAX_MINUTES = 20
"""Minutes on a start page."""
_APPROVED = exists().where(
    MinutesVersion.sitting_id == Sitting.id,
    MinutesApproval.version_id == MinutesVersion.id,
    MinutesApproval.person_id == PERSON,
)
_WAITS = (
    Sitting.state == SittingState.CLOSED,
    or_(Sitting.chair_id == PERSON, Sitting.secretary_id == PERSON),
    ~_APPROVED,
)
ANY_TO_APPROVE = exists().where(*_WAITS)
_TO_APPROVE = (
    select(Sitting)
    .where(*_WAITS)
    .options(joinedload(Sitting.call))
    .order_by(Sitting.closed_at, Sitting.id)
    .limit(MAX_MINUTES)
)


def approval_tasks(person: Person) -> list[Task]:
    """Return the closed sittings whose minutes a person is to approve, and has not approved in any version."""
    if not is_staff(person):
        return []
    return [
        Task(
            title=_(
                "Approve the minutes of sitting %(number)s: %(call)s", number=one.number, call=text(one.call.title)
            ),
            url=url_for("minutes.page", slug=one.call.slug, number=one.number),
        )
        for one in db.session.scalars(_TO_APPROVE, {"person_id": person.id})
    ]
