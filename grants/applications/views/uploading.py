"""Files in parts, for the script of the form: begun or gone on with, part by part, then tested and attached."""

import io
import uuid
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from flask import Response, abort, jsonify, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from grants.accounts.current import current_applicant
from grants.accounts.models import Person
from grants.applications import queries, services
from grants.applications.files import MEGABYTE, keep_all, most_megabytes, read_uploads
from grants.applications.form.problems import Problem, Wrong
from grants.applications.form.typed import clean
from grants.applications.models import Application, PartialUpload, Right
from grants.applications.services.uploading import Coming
from grants.applications.views.blueprints import applicants
from grants.applications.views.common import application_of
from grants.applications.wording import words_for
from grants.calls.queries import rules_of
from grants.calls.rules.document import FormField
from grants.db import release
from grants.errors import DomainError, Invalid, NotFound
from grants.storage import storage
from grants.web.csrf import protection
from grants.web.requests import after_refusal
from grants.web.saying import said

MAX_PART = MEGABYTE
"""Bytes of one part; the script sends half as much."""
MAX_NAME, MAX_STAMP = 200, 40


@applicants.post("/<uuid:application_id>/uploads")
def begin_upload(application_id: uuid.UUID) -> Response:
    """Begin an upload, or go on with the same file where it stopped; `Upload-Length` says how large it is."""
    length = _number("Upload-Length")
    person, application = _editor(application_id, held=True)
    field = _file_field(application, request.form.get("field", ""))
    name, stamp = request.form.get("name", ""), request.form.get("stamp", "")
    coming = Coming(field.code, _short(name, MAX_NAME), length, _short(stamp, MAX_STAMP))
    wrong = _wrong_with(field, coming)
    if wrong is not None:
        return said(words_for(wrong, rules_of(application.call)), HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        upload = services.begin_upload(application=application, actor=person, coming=coming)
    except DomainError as error:
        return said(error.message, error.status)
    return _stands(upload)


@applicants.post("/<uuid:application_id>/uploads/<uuid:upload_id>/parts")
def add_part(application_id: uuid.UUID, upload_id: uuid.UUID) -> Response:
    """Take the next part; `Upload-Offset` says where it begins. Answers 409 with where the upload stands otherwise.

    With the last part the file is tested and attached; one that is not taken is named and forgotten.
    """
    offset = _number("Upload-Offset")
    person, application, upload = _upload(application_id, upload_id)
    if offset != upload.received:
        return _stands(upload, _("The upload stands at another place."), HTTPStatus.CONFLICT)
    content = request.get_data()
    if not 0 < len(content) <= min(MAX_PART, upload.size - offset):
        raise Invalid(_("A part has between 1 and %(most)s bytes, and not more than are missing.", most=MAX_PART))
    try:
        if offset + len(content) == upload.size:
            return _finish(person, application, upload, content)
        release()
        part = storage().put(io.BytesIO(content))
        services.add_part(application=application, upload=upload, actor=person, offset=offset, part=part)
    except DomainError as error:
        return said(error.message, error.status)
    return _stands(upload)


@applicants.post("/<uuid:application_id>/uploads/<uuid:upload_id>/stop")
def stop_upload(application_id: uuid.UUID, upload_id: uuid.UUID) -> Response:
    """Stop an upload and forget what has come."""
    _number("Upload-Offset")
    person, application, upload = _upload(application_id, upload_id)
    name = upload.name
    try:
        services.stop_upload(application=application, upload=upload, actor=person)
    except DomainError as error:
        return said(error.message, error.status)
    return said(_("“%(name)s” is not sent.", name=name), HTTPStatus.OK)


# No page of another site can send these headers, and the token of a page that stood open long is of a session before.
for _view in (begin_upload, add_part, stop_upload):
    protection.exempt(_view)


def _finish(person: Person, application: Application, upload: PartialUpload, last: bytes) -> Response:
    """Attach a file whose last part has come; until that is stored, the upload stands where it stood before it."""
    rules = rules_of(application.call)
    upload_id, field = upload.id, _file_field(application, upload.field)
    name, parts = upload.name, list(upload.parts)
    release()
    with SpooledTemporaryFile(MEGABYTE) as spooled:
        whole = cast("IO[bytes]", spooled)
        _join(parts, last, whole)
        taken, wrong = read_uploads(field, [FileStorage(whole, filename=name)])
        kept, lost = keep_all(taken)
    if wrong:
        after_refusal(lambda: services.forget_upload(upload_id))
        return said(words_for(wrong[0], rules), HTTPStatus.UNPROCESSABLE_ENTITY)
    if lost:
        return said(words_for(lost[0], rules), HTTPStatus.SERVICE_UNAVAILABLE)
    for file in kept:
        services.finish_upload(application=application, upload=upload, actor=person, file=file)
    return said(_("“%(name)s” is attached.", name=name), HTTPStatus.OK)


def _editor(application_id: uuid.UUID, *, held: bool = False) -> tuple[Person, Application]:
    if current_applicant() is None:
        abort(said(_("You are signed out. Sign in and choose the file again."), HTTPStatus.UNAUTHORIZED))
    return application_of(application_id, Right.EDIT, held=held, guests=True)


def _upload(application_id: uuid.UUID, upload_id: uuid.UUID) -> tuple[Person, Application, PartialUpload]:
    person, application = _editor(application_id)
    return person, application, queries.partial_upload(application, person, upload_id)


def _number(header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdecimal() and len(text) < len(str(10**12))):
        raise Invalid(_("Say a number of bytes in the header %(name)s.", name=header))
    return int(text)


def _file_field(application: Application, code: str) -> FormField:
    fields = rules_of(application.call).fields
    found = next((field for field in fields if field.code == code and field.type == "file"), None)
    if found is None:
        raise NotFound
    return found


def _wrong_with(field: FormField, coming: Coming) -> Problem | None:
    """Return what can be told before the first byte: kinds are told by what stands in a file, so later."""
    if coming.size == 0:
        return Problem(field.code, Wrong.FILE_EMPTY, values={"name": coming.name})
    if coming.size > most_megabytes(field) * MEGABYTE:
        return Problem(field.code, Wrong.FILE_TOO_LARGE, values={"name": coming.name, "most": most_megabytes(field)})
    return None


def _short(name: str, most: int) -> str:
    """Return the end of a name, where its kind stands, without what cannot be stored."""
    return clean(name)[-most:] or "-"


def _join(parts: list[str], last: bytes, whole: IO[bytes]) -> None:
    for key in parts:
        with storage().open(key) as part:
            whole.write(part.read())
    whole.write(last)
    whole.seek(0)


def _stands(upload: PartialUpload, words: str = "", status: int = HTTPStatus.OK) -> Response:
    """Say where the next part begins, and where it is sent."""
    address = url_for("applications.add_part", application_id=upload.application_id, upload_id=upload.id)
    stop = url_for("applications.stop_upload", application_id=upload.application_id, upload_id=upload.id)
    answer = jsonify(offset=upload.received, parts=address, stop=stop, said=words)
    answer.status_code = status
    return answer
