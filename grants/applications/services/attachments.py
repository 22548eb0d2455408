"""Add files to a draft and take them off again; their bytes are stored before, see `grants.applications.files`."""

from flask_babel import lazy_gettext as _l

from grants import clock
from grants.accounts.models import Person
from grants.applications import queries
from grants.applications.files import KeptFile
from grants.applications.models import Application, Attachment
from grants.applications.services.locking import lock_draft
from grants.applications.services.steps import note
from grants.db import db
from grants.errors import Conflict

MAX_FILES = 50
"""Files one application may hold."""


def attach(*, application: Application, actor: Person, file: KeptFile) -> Attachment:
    """Add a stored file to a draft, once; raise Closed after the deadline, Conflict beyond MAX_FILES."""
    lock_draft(application, actor)
    present = queries.attachments_of(application.id, filled_in=True)
    wanted = file.field, file.stored.sha256
    same = next((each for each in present if (each.field, each.sha256) == wanted), None)
    if same is not None:
        return same
    if len(present) >= MAX_FILES:
        raise Conflict(_l("An application holds at most %(count)s files. Remove one first.", count=MAX_FILES))
    attachment = add_file(application, actor, file)
    note(application, "application.file_attached", actor, details={"field": file.field, "attachment": attachment.id})
    return attachment


def add_file(application: Application, actor: Person, file: KeptFile) -> Attachment:
    """Add the row of a stored file to an application that is locked, whatever its state."""
    attachment = Attachment(
        application_id=application.id,
        field=file.field,
        name=file.name,
        media_type=file.media_type,
        size=file.stored.size,
        sha256=file.stored.sha256,
        storage_key=file.stored.key,
        signatures=file.signatures,
        uploaded_by_id=actor.id,
        uploaded_at=clock.now(),
        is_added=application.change is not None,
    )
    db.session.add(attachment)
    db.session.flush()
    return attachment


def detach(*, application: Application, attachment: Attachment, actor: Person) -> None:
    """Take a file off a draft, a second time without effect; its bytes go with the next sweep."""
    lock_draft(application, actor)
    if attachment.removed_at is not None or attachment.is_dropped:
        return
    if application.change is not None and not attachment.is_added:
        attachment.is_dropped = True
    else:
        attachment.removed_at = clock.now()
    db.session.flush()
    details = {"field": attachment.field, "attachment": attachment.id}
    note(application, "application.file_removed", actor, details=details)
