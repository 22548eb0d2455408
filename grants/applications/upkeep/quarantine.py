"""Files wait until they are scanned for viruses, where a scanner is configured; what waits counts as sent."""

from sqlalchemy import select

from grants import clock, scanning
from grants.accounts.models import Person
from grants.applications import notices
from grants.applications.models import Application, ApplicationState, Attachment, Enclosure
from grants.applications.queries import WITH_CALL
from grants.applications.services.steps import note
from grants.db import db
from grants.storage import storage

SCANNED_AT_ONCE = 10
"""Files that one transaction scans, of those attached and of those beside."""


def scan_files() -> int:
    """Scan some files that wait; return how many have a verdict now, 0 when none waits or nobody can scan.

    May be stopped anywhere and begun again. What holds a virus is taken off a draft and stays, unread, in what was sent
    in; the members are told.
    """
    if not scanning.is_scanning():
        return 0
    waiting = select(Attachment).where(Attachment.scanned_at.is_(None), Attachment.removed_at.is_(None))
    beside = select(Enclosure).where(Enclosure.scanned_at.is_(None))
    found: list[Attachment | Enclosure] = [
        *db.session.scalars(waiting.order_by(Attachment.uploaded_at, Attachment.id).limit(SCANNED_AT_ONCE)),
        *db.session.scalars(beside.order_by(Enclosure.added_at, Enclosure.id).limit(SCANNED_AT_ONCE)),
    ]
    for place, file in enumerate(found):
        try:
            with storage().open(file.storage_key) as content:
                verdict = scanning.scan(content)
        except scanning.ScannerUnreachableError:
            db.session.flush()
            return place
        file.scanned_at, file.virus = clock.now(), verdict.virus[:200]
        if verdict.virus and isinstance(file, Attachment):
            _found(file)
    db.session.flush()
    return len(found)


def _found(attachment: Attachment) -> None:
    """Take an infected file off a draft, and tell the members."""
    key = {"application_id": attachment.application_id}
    application: Application = db.session.scalars(WITH_CALL, key).unique().one()
    if application.state is ApplicationState.DRAFT or attachment.is_added:
        attachment.removed_at = clock.now()
    db.session.flush()
    nobody: Person | None = None
    note(application, "application.file_infected", nobody, details={"attachment": attachment.id})
    notices.file_infected(application, attachment)
