"""Give somebody who signs in the applications they began as a guest."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import InstrumentedAttribute

from grants.accounts.events import GuestSignedIn
from grants.accounts.models import Person
from grants.applications.models import Application, ApplicationMember, Attachment, EarlierAnswer, PartialUpload
from grants.applications.services.locking import lock
from grants.applications.services.steps import note
from grants.db import db


def on_guest_signed_in(event: GuestSignedIn) -> None:
    """Put a person in the place of a guest in every application, with what the guest typed and sent."""
    person = db.session.get_one(Person, event.person_id)
    led = select(Application).join(ApplicationMember).where(ApplicationMember.person_id == event.guest_id)
    for application in db.session.scalars(led.order_by(Application.id)).unique():
        lock(application)
        for column in (
            ApplicationMember.person_id,
            Attachment.uploaded_by_id,
            EarlierAnswer.replaced_by_id,
            PartialUpload.person_id,
        ):
            _replace(column, application, event)
        application.created_by_id = person.id
        db.session.flush()
        db.session.expire(application, ["memberships"])
        note(application, "application.claimed", person)


def _replace(column: InstrumentedAttribute[Any], application: Application, event: GuestSignedIn) -> None:
    model = column.class_
    theirs = update(model).where(model.application_id == application.id, column == event.guest_id)
    db.session.execute(theirs.values({column: event.person_id}))
