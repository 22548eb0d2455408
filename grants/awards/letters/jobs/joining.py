"""Join the letters' own files into one that is printed, behind the list of their addresses in the same order."""

from io import BytesIO
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants import clock
from grants.applications.models import Application
from grants.applications.queries import MEMBERS
from grants.applications.services.enclosing import enclose
from grants.awards.letters.jobs.models import LetterJob
from grants.awards.letters.jobs.verifying import bytes_of
from grants.awards.letters.models import Letter
from grants.awards.letters.printing import addresses_on_paper
from grants.db import db
from grants.documents.making import make
from grants.filetypes import MEDIA_TYPES
from grants.storage import storage
from grants.web.uploads import put_away

JOINED_AT_ONCE = 50
"""Letters that one transaction joins."""


def join_some(job: LetterJob) -> None:
    """Join the next letters into a part; once all are, put the addresses and the parts together."""
    if job.done < job.total:
        ids = [UUID(one) for one in job.found[job.done : job.done + JOINED_AT_ONCE]]
        letters = _letters(ids)
        part = storage().put(BytesIO(_joined([_printable(letters[one]) for one in ids])))
        job.parts = [*job.parts, part.key]
        job.done += len(ids)
        return
    letters = _letters([UUID(one) for one in job.found])
    ordered = [letters[UUID(one)] for one in job.found]
    addresses = make("pdf", addresses_on_paper(job.call, ordered), at=job.begun_at)
    whole = _joined([addresses, *(bytes_of(key) for key in job.parts)])
    file = put_away(BytesIO(whole), _("letters to print") + ".pdf", "pdf")
    made = enclose(call=job.call, application=None, file=file, actor=None)
    made.scanned_at = clock.now()  # nobody sent it to us
    job.enclosure_id, job.ended_at = made.id, clock.now()


def _printable(letter: Letter) -> bytes:
    """Return the file of a letter that a printer takes: as it was signed within, or as it was made and then signed."""
    signed_within = letter.signed is not None and letter.signed.media_type == MEDIA_TYPES["pdf"]
    file = letter.signed if signed_within else letter.made
    if file is None:
        raise ValueError("a letter that is ready was made")
    return bytes_of(file.storage_key)


def _joined(files: list[bytes]) -> bytes:
    from pypdf import PdfWriter  # 25 MB that web workers never use

    writer, joined = PdfWriter(), BytesIO()
    for content in files:
        writer.append(BytesIO(content), import_outline=False)
    writer.write(joined)
    writer.close()
    return joined.getvalue()


def _letters(ids: list[UUID]) -> dict[UUID, Letter]:
    found = (
        select(Letter)
        .where(Letter.id.in_(ids))
        .options(joinedload(Letter.made), joinedload(Letter.signed))
        .options(joinedload(Letter.application).options(joinedload(Application.organisation), MEMBERS))
    )
    return {letter.id: letter for letter in db.session.scalars(found)}
