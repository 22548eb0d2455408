"""Sittings that somebody is invited to, on their start page."""

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from grants.accounts.models import Person
from grants.accounts.policies import is_staff
from grants.awards.meetings.calendar import MEETING
from grants.awards.meetings.models import Invitation, Sitting, SittingState
from grants.db import db
from grants.web.filters import text
from grants.web.slots import PERSON, Task

MAX_TASKS = 20
"""Sittings on a start page."""
_IS_INVITED = (
    Invitation.sitting_id == Sitting.id,
    Invitation.person_id == PERSON,
    Sitting.state == SittingState.PLANNED,
)
ANY_INVITATION = exists().where(*_IS_INVITED)
_PLANNED = (
    select(Sitting, Invitation.comes)
    .where(*_IS_INVITED)
    .options(joinedload(Sitting.call))
    .order_by(Sitting.starts_at, Sitting.id)
    .limit(MAX_TASKS)
)


def invited_tasks(person: Person) -> list[Task]:
    """Return the planned sittings a person is invited to; they wait for an answer until it is given."""
    if not is_staff(person):
        return []
    planned = db.session.execute(_PLANNED, {"person_id": person.id})
    return [_task(sitting, comes=comes) for sitting, comes in planned]


def _task(sitting: Sitting, *, comes: bool | None) -> Task:
    return Task(
        title=_("Sitting of the committee: %(call)s", call=text(sitting.call.title)),
        url=url_for("meetings.page", slug=sitting.call.slug, number=sitting.number),
        detail="" if comes is not None else _("Say whether you come."),
        due_at=sitting.starts_at,
        lasts=MEETING,
        waits=comes is None,
    )
