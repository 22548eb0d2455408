"""Letters go out to be signed in one archive, and come back signed in one or several."""

from os import SEEK_END
from pathlib import PurePath

from flask import Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.applications.services.enclosing import enclose
from grants.awards.letters.jobs.services import begin_verifying
from grants.awards.letters.names import file_name
from grants.awards.letters.policies import assisted_call, lettered_call
from grants.awards.letters.queries import unsigned_in
from grants.awards.letters.signed import MAX_SIGNED_MB
from grants.awards.letters.views.blueprint import blueprint
from grants.awards.stakes import require_impartial_reader
from grants.calls.views.answering import Page
from grants.db import release
from grants.evaluation.offline.zipping import Entry, Opened, zipped
from grants.filetypes import MAX_NAME
from grants.storage import storage
from grants.web.downloads import handed_out
from grants.web.uploads import MEGABYTE, Uploaded


@blueprint.get("/unsigned.zip")
@signed_in
def batch(slug: str) -> Response:
    """Hand out every letter that waits for a signature, each file named by its number."""
    call, person = lettered_call(slug, require_person()), require_person()
    require_impartial_reader(call, person)
    kept = [(f"{file_name(letter.number)}.pdf", letter.made.storage_key) for letter in unsigned_in(call) if letter.made]
    entries = [Entry(name, _opener(key)) for name, key in kept]
    return handed_out(zipped(entries, clock.now()), "application/zip", f"{call.slug}-letters.zip")


@blueprint.post("/signed")
@signed_in
def upload(slug: str) -> Page:
    """Take an upload of signed letters in to be verified by the worker: all of it is taken then, or nothing."""
    call, person = assisted_call(slug, require_person()), require_person()
    require_impartial_reader(call, person)
    sent = request.files.get("file")
    wrong = _wrong_with(sent)
    if sent is None or wrong:
        return render_template("awards/letters/refused.html", call=call, wrong=wrong), 422
    release()
    kept = enclose(call=call, application=None, file=_put_away(sent), actor=person)
    job = begin_verifying(call=call, upload=kept, actor=person)
    return redirect(url_for("letters.job", slug=call.slug, job_id=job.id), 303)


def _wrong_with(sent: FileStorage | None) -> str:
    if sent is None or not sent.filename:
        return str(_("Choose a ZIP with the signed letters, or one signed letter."))
    size = sent.stream.seek(0, SEEK_END)
    sent.stream.seek(0)
    too_large = size > MAX_SIGNED_MB * MEGABYTE
    return str(_("It is too large: at most %(most)s MB at once.", most=MAX_SIGNED_MB)) if too_large else ""


def _put_away(sent: FileStorage) -> Uploaded:
    """Store an upload whatever it is: the worker tells what is wrong with it, file by file."""
    stored, last = storage().put(sent.stream), PurePath((sent.filename or "").replace("\\", "/")).name
    name = "".join(character for character in last if character.isprintable())[-MAX_NAME:] or "letters.zip"
    return Uploaded(name, "application/zip", stored.size, stored.sha256, stored.key)


def _opener(key: str) -> Opened:
    kept = storage()  # while it is sent no application is at hand
    return lambda: kept.open(key)
