"""Delete drafts: trials with their call, and what its lead wants gone and never sent in."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, select

from grants.accounts.models import Person
from grants.applications.models import (
    Application,
    ApplicationMember,
    ApplicationState,
    Attachment,
    Comment,
    Confirmation,
    EarlierAnswer,
    PartialUpload,
)
from grants.applications.policies import UNSENT, may_lead
from grants.applications.services.locking import lock
from grants.applications.services.steps import note
from grants.db import db
from grants.errors import Conflict, Forbidden


def delete_draft(*, application: Application, actor: Person) -> None:
    """Delete what was never sent in, with everything in it; the bytes of its files go with the next sweep.

    Raise Forbidden unless the actor leads it, Conflict for what was sent in: that the law keeps.
    """
    lock(application)
    if not may_lead(actor, application):
        raise Forbidden(_l("Whoever leads the application can delete it."))
    if application.state not in UNSENT:
        raise Conflict(_l("What was submitted is kept as the law says. It can be withdrawn until the decision."))
    source: ApplicationState = application.state
    note(application, "application.deleted", actor, source=source)
    remove(select(Application.id).where(Application.id == application.id))


def remove(wanted: Select[Any]) -> None:
    """Delete applications by a query of their ids, and all that hangs on them."""
    ids = list(db.session.scalars(wanted))
    for kind in (Attachment, ApplicationMember, Comment, Confirmation, EarlierAnswer, PartialUpload):
        db.session.execute(delete(kind).where(kind.application_id.in_(ids)))
    db.session.execute(delete(Application).where(Application.id.in_(ids)))
