"""Typeset letters that are printed as few files, each behind the list of its addresses in the same order.

A file of many letters is made of the same frozen words as each of its letters, so that it is as accessible and as
lasting as they are: files that are merely joined are neither. A PDF that was signed within cannot be typeset anew
without losing its signature, so it is handed out as it is, beside them.
"""

from collections.abc import Sequence
from dataclasses import asdict
from io import BytesIO
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants import clock
from grants.applications.models import Application
from grants.applications.queries import MEMBERS
from grants.applications.services.enclosing import enclose
from grants.awards.letters.jobs.models import LetterJob
from grants.awards.letters.models import Letter, LetterState
from grants.awards.letters.names import file_name
from grants.awards.letters.printing import addresses_on_paper
from grants.db import db
from grants.documents.frozen import thaw
from grants.documents.making import make_one
from grants.evaluation.offline.zipping import Entry, zipped
from grants.filetypes import MEDIA_TYPES
from grants.storage import storage
from grants.web.languages import language
from grants.web.uploads import Uploaded, put_away

JOINED_AT_ONCE = 50
"""Letters in one file, which one transaction makes."""


def join_some(job: LetterJob) -> None:
    """Make the file of the next letters; once all are, pack the files, or begin again without what became void."""
    letters = _letters(job)
    standing = [one for one in job.found if letters[UUID(one)].state is not LetterState.VOID]
    if 0 < len(standing) < len(job.found):
        job.found, job.total, job.done, job.parts = standing, len(standing), 0, []
    if job.done < job.total:
        ids = job.found[job.done : job.done + JOINED_AT_ONCE]
        job.parts = [*job.parts, *_files_of(job, [letters[UUID(one)] for one in ids])]
        job.done += len(ids)
        return
    made = enclose(call=job.call, application=None, file=_packed(job), actor=None)
    made.scanned_at = clock.now()  # nobody sent it to us
    job.enclosure_id, job.ended_at = made.id, clock.now()


def _files_of(job: LetterJob, letters: Sequence[Letter]) -> list[dict[str, Any]]:
    """Return the file of these letters, and after it those that were signed within, each under its number."""
    place = job.done // JOINED_AT_ONCE + 1
    sheet = addresses_on_paper(job.call, letters, first=job.done + 1)
    typeset = [thaw(one.content) for one in letters if not _is_signed_within(one)]
    content = make_one(_("Letters to print"), language(), [sheet, *typeset], at=job.begun_at)
    first = put_away(BytesIO(content), f"{place:03}.pdf", "pdf")
    signed = [
        Uploaded(f"{place:03}-{file_name(one.number)}.pdf", kept.media_type, kept.size, kept.sha256, kept.storage_key)
        for one in letters
        if _is_signed_within(one) and (kept := one.signed)
    ]
    return [asdict(one) for one in (first, *signed)]


def _is_signed_within(letter: Letter) -> bool:
    return letter.signed is not None and letter.signed.media_type == MEDIA_TYPES["pdf"]


def _packed(job: LetterJob) -> Uploaded:
    files, name, kept = [Uploaded(**one) for one in job.parts], _("letters to print"), storage()
    if len(files) == 1:
        only = files[0]
        return Uploaded(f"{name}.pdf", only.media_type, only.size, only.sha256, only.key)
    entries = [Entry(one.name, lambda key=one.key: kept.open(key)) for one in files]  # type: ignore[misc]
    stored = kept.put(BytesIO(b"".join(zipped(entries, job.begun_at))))
    return Uploaded(f"{name}.zip", "application/zip", stored.size, stored.sha256, stored.key)


def _letters(job: LetterJob) -> dict[UUID, Letter]:
    found = (
        select(Letter)
        .where(Letter.id.in_([UUID(one) for one in job.found]))
        .options(joinedload(Letter.signed))
        .options(joinedload(Letter.application).options(joinedload(Application.organisation), MEMBERS))
    )
    return {letter.id: letter for letter in db.session.scalars(found)}
