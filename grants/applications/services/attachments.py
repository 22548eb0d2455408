"""Add files to a draft and take them off again; their bytes are stored before, see `grants.applications.files`."""

from typing import Any

from flask_babel import lazy_gettext as _l

from grants import clock
from grants.accounts.models import Person
from grants.applications import queries
from grants.applications.models import Application, Attachment
from grants.applications.services.locking import lock_draft
from grants.applications.services.steps import note
from grants.db import db
from grants.errors import Conflict
from grants.storage import Stored

MAX_FILES = 50
"""Files one application may hold."""


def attach(
    *,
    application: Application,
    actor: Person,
    field: str,
    name: str,
    media_type: str,
    stored: Stored,
    signatures: list[dict[str, Any]] | None = None,
) -> Attachment:
    """Add a stored file to a draft, once; raise Closed after the deadline, Conflict beyond MAX_FILES."""
    lock_draft(application, actor)
    present = queries.attachments_of(application.id, filled_in=True)
    same = next((file for file in present if (file.field, file.sha256) == (field, stored.sha256)), None)
    if same is not None:
        return same
    if len(present) >= MAX_FILES:
        raise Conflict(_l("An application holds at most %(count)s files. Remove one first.", count=MAX_FILES))
    attachment = add_file(
        application, actor, field=field, name=name, media_type=media_type, stored=stored, signatures=signatures
    )
    note(application, "application.file_attached", actor, details={"field": field, "attachment": attachment.id})
    return attachment


def add_file(
    application: Application,
    actor: Person,
    *,
    field: str,
    name: str,
    media_type: str,
    stored: Stored,
    signatures: list[dict[str, Any]] | None = None,
) -> Attachment:
    """Add the row of a stored file to an application that is locked, whatever its state."""
    attachment = Attachment(
        application_id=application.id,
        field=field,
        name=name,
        media_type=media_type,
        size=stored.size,
        sha256=stored.sha256,
        storage_key=stored.key,
        signatures=signatures,
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
