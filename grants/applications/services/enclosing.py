"""Keep a file beside an application or a call; its bytes are stored before, see `grants.web.uploads`."""

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application, Enclosure
from grants.calls.models import Call
from grants.db import db
from grants.web.uploads import Uploaded


def enclose(*, call: Call, application: Application | None, file: Uploaded, actor: Person | None) -> Enclosure:
    """Add the row of a stored file that is no part of the application; the same bytes sent again are the same file."""
    known = db.session.query(Enclosure).filter_by(storage_key=file.key).one_or_none()
    if known is not None:
        return known
    enclosure = Enclosure(
        call_id=call.id,
        application_id=application.id if application else None,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        storage_key=file.key,
        added_by_id=actor.id if actor else None,
        added_at=clock.now(),
    )
    db.session.add(enclosure)
    db.session.flush()
    return enclosure
