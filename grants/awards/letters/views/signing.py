"""Letters go out to be signed in one archive, and come back signed in one or several."""

from io import BytesIO

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.awards.letters import labels, services
from grants.awards.letters.models import Letter, LetterState
from grants.awards.letters.names import file_name
from grants.awards.letters.policies import assisted_call, lettered_call
from grants.awards.letters.queries import files_of, unsigned_in
from grants.awards.letters.signed import MAX_SIGNED_MB, Expected, Reading, Wrong, read_signed
from grants.awards.letters.views.blueprint import blueprint
from grants.awards.stakes import require_impartial_reader
from grants.calls.models import Call
from grants.calls.views.answering import Page
from grants.db import release
from grants.evaluation.offline.zipping import Entry, Opened, zipped
from grants.storage import storage
from grants.web.downloads import handed_out
from grants.web.uploads import MEGABYTE, put_away

MOST_NAMED = 50
"""Letters still missing that are named after an upload."""


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
    """Take signed letters in: all of an upload, or nothing of it with a list of what is wrong."""
    call, person = assisted_call(slug, require_person()), require_person()
    require_impartial_reader(call, person)
    sent = request.files.get("file")
    reading = _read(call, sent) if sent is not None and sent.filename else Reading()
    if not reading.letters or reading.problems:
        return _refused(call, reading), 422
    kept = [
        services.Kept(one, put_away(BytesIO(one.content), f"{file_name(one.number)}.{one.kind}", one.kind))
        for one in reading.letters
    ]
    new = services.take_signed(call=call, kept=kept, actor=person)
    flash(ngettext("%(num)d signed letter is taken in.", "%(num)d signed letters are taken in.", new), "success")
    if missing := unsigned_in(call):
        numbers = ", ".join(letter.number for letter in missing[:MOST_NAMED])
        flash(
            ngettext(
                "%(num)d letter is still missing: %(numbers)s.",
                "%(num)d letters are still missing: %(numbers)s.",
                len(missing),
                numbers=numbers,
            ),
            "warning",
        )
    return redirect(url_for("letters.page", slug=call.slug), 303)


def _read(call: Call, sent: FileStorage) -> Reading:
    """Read an upload while no transaction is open: signatures take their time."""
    expected = {file_name(letter.number): _expected(letter) for letter in files_of(call) if letter.made}
    release()
    content = sent.stream.read(MAX_SIGNED_MB * MEGABYTE + 1)
    name = sent.filename or ""
    if len(content) > MAX_SIGNED_MB * MEGABYTE:
        return Reading(problems=[(name, Wrong.TOO_LARGE)])
    return read_signed(name, content, expected)


def _expected(letter: Letter) -> Expected:
    made = letter.made
    if made is None:
        raise ValueError("only made letters are signed")
    key, open_states = made.storage_key, (LetterState.PREPARED, LetterState.SIGNED)
    return Expected(letter.number, made.sha256, letter.state in open_states, lambda: _bytes_of(key))


def _refused(call: Call, reading: Reading) -> str:
    return render_template("awards/letters/refused.html", call=call, reading=reading, labels=labels, most=MAX_SIGNED_MB)


def _opener(key: str) -> Opened:
    kept = storage()  # while it is sent no application is at hand
    return lambda: kept.open(key)


def _bytes_of(key: str) -> bytes:
    with storage().open(key) as stored:
        return stored.read()
