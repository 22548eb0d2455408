"""Take a file in parts, so that a connection that breaks costs one part; the parts are stored before, as files are."""

import uuid
from dataclasses import asdict, dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, select

from grants import clock
from grants.accounts.models import Person
from grants.applications.files import MAX_AT_ONCE, KeptFile
from grants.applications.models import Application, Attachment, PartialUpload
from grants.applications.services.attachments import attach
from grants.applications.services.locking import lock_draft
from grants.db import db
from grants.errors import Conflict
from grants.storage import Stored


@dataclass(frozen=True)
class Coming:
    """Describe a file before its first part: `stamp` tells it from another of the same name and size."""

    field: str
    name: str
    size: int
    stamp: str


class Misplaced(Conflict):
    """Refuse a part that does not begin where the ones before it end."""


def begin_upload(*, application: Application, actor: Person, coming: Coming) -> PartialUpload:
    """Begin to take a file, or go on with one that stopped; raise Closed, or Conflict beyond MAX_AT_ONCE unfinished."""
    lock_draft(application, actor)
    of_theirs = select(PartialUpload).filter_by(application_id=application.id, person_id=actor.id)
    same = db.session.scalars(of_theirs.filter_by(**asdict(coming))).one_or_none()
    if same is not None:
        return same
    if (db.session.scalar(select(func.count()).select_from(of_theirs.subquery())) or 0) >= MAX_AT_ONCE:
        raise Conflict(_l("Too many files are on their way. Stop one, or wait until it has arrived."))
    upload = PartialUpload(
        application_id=application.id, person_id=actor.id, **asdict(coming), parts=[], begun_at=clock.now()
    )
    db.session.add(upload)
    db.session.flush()
    return upload


def add_part(*, application: Application, upload: PartialUpload, actor: Person, offset: int, part: Stored) -> None:
    """Add a stored part; raise Misplaced unless it begins where the upload stands and ends within the file."""
    lock_draft(application, actor)
    if db.session.get(PartialUpload, upload.id, populate_existing=True) is None:
        raise Misplaced(_l("The upload was stopped."))
    if offset != upload.received or offset + part.size > upload.size:
        raise Misplaced(_l("The upload stands at another place."))
    upload.received += part.size
    upload.parts = [*upload.parts, part.key]
    db.session.flush()


def finish_upload(*, application: Application, upload: PartialUpload, actor: Person, file: KeptFile) -> Attachment:
    """Let a file that arrived whole answer its question; its parts go with the next sweep."""
    attachment = attach(application=application, actor=actor, file=file)
    forget_upload(upload.id)
    return attachment


def stop_upload(*, application: Application, upload: PartialUpload, actor: Person) -> None:
    """Stop an upload; what has come goes with the next sweep."""
    lock_draft(application, actor)
    forget_upload(upload.id)


def forget_upload(upload_id: uuid.UUID) -> None:
    """Forget what has come of a file, if it is not forgotten already."""
    db.session.execute(delete(PartialUpload).where(PartialUpload.id == upload_id))
