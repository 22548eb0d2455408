"""Files of applications: tested, put away, handed out, swept. Bytes are stored before the writing transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any

from flask import Response, current_app, send_file
from flask_babel import gettext as _
from sqlalchemy import delete
from werkzeug.datastructures import FileStorage

from grants import clock
from grants.applications.form.problems import Problem, Wrong
from grants.applications.models import Attachment, Enclosure, PartialUpload
from grants.applications.queries import kept_keys
from grants.calls.rules.document import FormField
from grants.db import db, release
from grants.errors import Conflict
from grants.filetypes import MEDIA_TYPES, kind_of, safe_name
from grants.scanning import is_scanning
from grants.signatures import open_container
from grants.storage import Stored, storage

MEGABYTE = 1024 * 1024
MAX_MB = 10
"""The largest file of all; the rules may admit less."""
MAX_AT_ONCE = 20
KEEP_ORPHANS = timedelta(days=1)
SWEPT_AT_ONCE = 500


@dataclass(frozen=True)
class KeptFile:
    """Hold one file whose bytes are put away; `signatures` are those found in a container of e-signed documents."""

    field: str
    name: str
    media_type: str
    stored: Stored
    signatures: list[dict[str, Any]] | None = None


@dataclass(frozen=True)
class Upload:
    """Hold one file that was sent and found to be of an accepted kind."""

    field: str
    name: str
    media_type: str
    content: FileStorage

    def put_away(self) -> Stored:
        """Store the bytes under a random key; without a row they are swept after a day."""
        return storage().put(self.content.stream)

    def keep(self) -> KeptFile:
        """Store the bytes and look who signed them, where they can be signed; slow, so while no transaction is open."""
        container = open_container(self.content.stream) if self.media_type == MEDIA_TYPES["asice"] else None
        signatures = container.as_json() if container else None
        return KeptFile(self.field, self.name, self.media_type, self.put_away(), signatures)


def read_uploads(field: FormField, sent: Iterable[FileStorage]) -> tuple[list[Upload], list[Problem]]:
    """Return the files sent for a field that can be taken, and what is wrong with the others; no file is no problem."""
    uploads: list[Upload] = []
    problems: list[Problem] = []
    named = [file for file in sent if file.filename]
    if len(named) > MAX_AT_ONCE:
        problems.append(Problem(field.code, Wrong.TOO_MANY_FILES, values={"most": MAX_AT_ONCE}))
    for content in named[:MAX_AT_ONCE]:
        upload = _read(field, content)
        if isinstance(upload, Upload):
            uploads.append(upload)
        else:
            problems.append(upload)
    return uploads, problems


def keep_all(uploads: Iterable[Upload]) -> tuple[list[KeptFile], list[Problem]]:
    """Store the bytes of files while no transaction is open; a file that the storage does not take is a problem."""
    kept: list[KeptFile] = []
    problems: list[Problem] = []
    release()
    for upload in uploads:
        try:
            kept.append(upload.keep())
        except OSError:
            current_app.logger.exception("a file could not be stored")
            problems.append(Problem(upload.field, Wrong.FILE_NOT_STORED, values={"name": upload.name}))
    return kept, problems


def accepted_kinds(field: FormField) -> tuple[str, ...]:
    """Return the kinds of files a field takes."""
    return field.accept or tuple(MEDIA_TYPES)


def most_megabytes(field: FormField) -> int:
    """Return how large a file of a field may be."""
    return min(field.max_mb or MAX_MB, MAX_MB)


def hand_out(attachment: Attachment | Enclosure, *, original: bool = False, name: str = "") -> Response:
    """Answer with a file, to be saved and never shown within the site; raise NotFound if its bytes are gone.

    `name` is what it is called, if not by its own name. A photograph that browsers cannot show is handed out as PDF,
    unless the original is asked for. Raise Conflict for a file that waits to be scanned for viruses, or in which one
    was found.
    """
    if attachment.virus:
        raise Conflict(_("A virus was found in this file, so nobody can open it."))
    if attachment.scanned_at is None and is_scanning():
        raise Conflict(_("This file is being scanned for viruses. Try again in a minute."))
    if attachment.shown_key is not None and not original:
        return send_file(
            storage().open(attachment.shown_key),
            mimetype=MEDIA_TYPES["pdf"],
            as_attachment=True,
            download_name=f"{name or attachment.name}.pdf",
        )
    return send_file(
        storage().open(attachment.storage_key),
        mimetype=attachment.media_type,
        as_attachment=True,
        download_name=name or attachment.name,
        etag=attachment.sha256,
    )


def sweep_files() -> int:
    """Remove bytes that are a day old and belong to no file, uploads that stopped with them; return how many."""
    kept, until = storage(), clock.now() - KEEP_ORPHANS
    db.session.execute(delete(PartialUpload).where(PartialUpload.begun_at < until))  # its parts are no older
    kept.forget_partial(until)
    return sum(_sweep(keys) for keys in _batches(kept.keys_before(until)))


def _read(field: FormField, content: FileStorage) -> Upload | Problem:
    name, size = (content.filename or "")[-200:], _size(content)
    if size == 0:
        return Problem(field.code, Wrong.FILE_EMPTY, values={"name": name})
    if size > most_megabytes(field) * MEGABYTE:
        return Problem(field.code, Wrong.FILE_TOO_LARGE, values={"name": name, "most": most_megabytes(field)})
    kind = kind_of(content.stream, name, accepted_kinds(field))
    if kind is None:
        values = {"name": name, "kinds": accepted_kinds(field)}
        return Problem(field.code, Wrong.FILE_TYPE, values=values)
    return Upload(field.code, safe_name(name, kind), MEDIA_TYPES[kind], content)


def _size(content: FileStorage) -> int:
    size = content.stream.seek(0, 2)
    content.stream.seek(0)
    return int(size)


def _batches(keys: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(islice(keys, SWEPT_AT_ONCE)):
        yield batch


def _sweep(keys: list[str]) -> int:
    orphans = set(keys) - kept_keys(keys)
    for key in orphans:
        storage().remove(key)
    return len(orphans)
