"""What pages and services read about invitations to work on an application."""

import uuid

from sqlalchemy import Integer, bindparam, select
from sqlalchemy.orm import contains_eager

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application, ApplicationMember, ApplicationState
from grants.applications.queries import WITH_CALL
from grants.calls.models import Call
from grants.calls.phase import Phase
from grants.calls.queries import phase_column
from grants.db import db
from grants.errors import NotFound
from grants.web.slots import PERSON

MAX_SHOWN = 50
"""Invitations of one person that their start page shows."""
_INVITED = (
    select(ApplicationMember)
    .join(ApplicationMember.application)
    .join(Application.call)
    .where(
        ApplicationMember.person_id == PERSON,
        ApplicationMember.accepted_at.is_(None),
        ApplicationMember.ended_at.is_(None),
        Application.state == ApplicationState.DRAFT,
        phase_column(bindparam("now", type_=Call.closes_at.type)) == Phase.OPEN.value,
    )
    .options(contains_eager(ApplicationMember.application).contains_eager(Application.call))
    .order_by(Call.closes_at, ApplicationMember.added_at, ApplicationMember.id)
    .limit(bindparam("most", type_=Integer))
)


def invitation_for(application_id: uuid.UUID, person: Person) -> tuple[Application, ApplicationMember]:
    """Return an application, with its call and people, and a person's invitation to it; raise NotFound without one.

    The invitation may be accepted or ended; of several it is the one that stands, or else the last.
    """
    application = db.session.scalars(WITH_CALL, {"application_id": application_id}).unique().one_or_none()
    if application is None:
        raise NotFound
    return application, invitation_in(application, person)


def invitation_in(application: Application, person: Person) -> ApplicationMember:
    """Return the invitation of a person as `invitation_for` does, in an application that is at hand."""
    own = [member for member in application.memberships if member.person_id == person.id and not member.leads]
    if not own:
        raise NotFound
    return next((member for member in own if member.ended_at is None), own[-1])


def invitations_of(person: Person) -> list[ApplicationMember]:
    """Return the invitations a person has not answered to drafts in open calls; at most MAX_SHOWN.

    Each comes with its application and call, the nearest deadline first.
    """
    return list(db.session.scalars(_INVITED, {"person_id": person.id, "now": clock.now(), "most": MAX_SHOWN}))
