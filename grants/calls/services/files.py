"""Files of a call: the act behind a version of its rules, and attachments.

Bytes are stored before, see `grants.web.uploads`.
"""

import uuid

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.calls.models import Call, CallFile, CallVersion, FilePurpose
from grants.calls.queries import files_of
from grants.calls.services.locking import lock_prepared
from grants.db import db
from grants.errors import Conflict
from grants.journal.services import record
from grants.web.uploads import Uploaded

KINDS = ("pdf", "edoc", "asice", "docx")
MAX_MB = 10
MAX_ATTACHMENTS = 20


def keep_act(*, call: Call, uploaded: Uploaded, actor: Person | None) -> CallFile:
    """Keep the file of the act behind the version that is being prepared, in the place of the one before."""
    call, version = lock_prepared(call.id)
    acts = [one for one in files_of(call, version.number, FilePurpose.ACT) if one.since_version == version.number]
    same = next((file for file in acts if file.sha256 == uploaded.sha256), None)
    if same:
        return same
    for file in acts:
        _take_away(file, version)
    return add_file(call, FilePurpose.ACT, version.number, uploaded, actor)


def attach(*, call: Call, title: str, uploaded: Uploaded, actor: Person | None) -> CallFile:
    """Add an attachment to the version that is being prepared, once; raise Conflict beyond MAX_ATTACHMENTS."""
    call, version = lock_prepared(call.id)
    present = files_of(call, version.number, FilePurpose.ATTACHMENT)
    same = next((file for file in present if file.sha256 == uploaded.sha256), None)
    if same:
        return same
    if len(present) >= MAX_ATTACHMENTS:
        raise Conflict(_("A call holds at most %(count)s attachments. Remove one first.", count=MAX_ATTACHMENTS))
    return add_file(call, FilePurpose.ATTACHMENT, version.number, uploaded, actor, title=title)


def detach(*, call: Call, file_id: uuid.UUID, actor: Person | None) -> None:
    """Take an attachment off the version that is being prepared, a second time without effect.

    Versions that were in force before keep it.
    """
    call, version = lock_prepared(call.id)
    for file in files_of(call, version.number, FilePurpose.ATTACHMENT):
        if file.id == file_id:
            _take_away(file, version)
            _note("call.file_removed", call, file, actor)


def add_file(
    call: Call, purpose: FilePurpose, version: int, uploaded: Uploaded, actor: Person | None, *, title: str = ""
) -> CallFile:
    """Store a file of a locked call."""
    file = CallFile(
        call_id=call.id,
        purpose=purpose,
        since_version=version,
        title=title,
        name=uploaded.name,
        media_type=uploaded.media_type,
        size=uploaded.size,
        sha256=uploaded.sha256,
        storage_key=uploaded.key,
        added_by_id=actor.id if actor else None,
        added_at=clock.now(),
    )
    db.session.add(file)
    db.session.flush()
    _note("call.file_added", call, file, actor)
    return file


def _take_away(file: CallFile, version: CallVersion) -> None:
    """Let a file end with the version before; one that no version in force had goes, its bytes with the next sweep."""
    if file.since_version >= version.number:
        db.session.delete(file)
    else:
        file.until_version = version.number
    db.session.flush()


def _note(action: str, call: Call, file: CallFile, actor: Person | None) -> None:
    details = {"file": file.id, "purpose": file.purpose.value, "sha256": file.sha256}
    record(action=action, subject=call, actor=actor, call_id=call.id, details=details)
