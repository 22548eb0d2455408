"""Pack the case file of one application: what it is made of is read at that moment, nothing is kept."""

import io
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import IO, Any, NamedTuple
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants.accounts.models import Person
from grants.applications.models import Application, Attachment, Enclosure
from grants.applications.papers.printed import copy_document
from grants.applications.queries import attachments_of, copies_of, receipts_of
from grants.awards.casefile import documents
from grants.awards.casefile.summary import summary_of, summed_up_at
from grants.awards.contests.queries import complaints_about
from grants.awards.contracts.queries import contracts_on
from grants.awards.deliberation.policies import may_read_marks
from grants.awards.deliberation.sealing import are_open
from grants.awards.extending.queries import late_notices_to
from grants.awards.letters.models import Delivery, Dispatch, Letter
from grants.awards.minutes.extract import extracts_of
from grants.db import db
from grants.documents.content import Block, Document
from grants.documents.frozen import thaw
from grants.documents.making import make
from grants.evaluation.offline.zipping import Entry, usable
from grants.evaluation.proofs import proofs_of
from grants.evaluation.queries import checks_for
from grants.scanning import is_scanning
from grants.storage import storage


class LeftOut(NamedTuple):
    """Be a file that no case file hands out."""

    path: str
    why: str


Found = Iterator[Entry | LeftOut]


def entries_of(application: Application, person: Person, at: datetime) -> list[Entry]:
    """Return the files of a case file as a person may read it, in the order in which things happened, their list first.

    The list names what is left out too, such as a file in which a virus was found, and why.
    """
    found = [
        *_application(application, at),
        *_checks(application, at),
        *_sheets(application, person),
        *_minutes(application, at),
        *_letters(application, at),
        *_complaints(application, at),
        _written(_("7 journal"), application, _("Journal"), documents.journal_in_words(application), at),
    ]
    entries = [one for one in found if isinstance(one, Entry)]
    left_out = [one for one in found if isinstance(one, LeftOut)]
    blocks = documents.contents_in_words([one.path for one in entries], [(one.path, one.why) for one in left_out])
    return [_written(_("0 contents"), application, _("Contents of the case file"), blocks, at), *entries]


def _application(application: Application, at: datetime) -> Found:
    folder, receipts = _("1 application"), receipts_of(application)
    name, kept = _("application"), _("at the deadline")
    yield _pdf(f"{folder}/{name}", copy_document(application, receipts[0] if receipts else None), at)
    for copy in copies_of(application.id):
        yield Entry(f"{folder}/{kept}.{copy.kind}", partial(storage().open, copy.storage_key))
    for receipt in receipts:
        if receipt.content is not None:
            name = _("version %(number)s", number=receipt.number)
            yield Entry(f"{folder}/{usable(name)}.json", partial(_as_json, receipt.content))
    for place, file in enumerate(attachments_of(application.id), start=1):
        yield from _file(f"{folder}/{place:02}", file)


def _checks(application: Application, at: datetime) -> Found:
    folder, answers = _("2 checks"), checks_for([application.id])[application.id]
    blocks = documents.checks_in_words(application, answers)
    name = _("checks")
    yield _written(f"{folder}/{name}", application, _("Administrative checks"), blocks, at)
    kept = proofs_of(application)
    for code, answer in answers.items():
        if answer.proof_id in kept:
            yield from _file(f"{folder}/{code}", kept[answer.proof_id])


def _sheets(application: Application, person: Person) -> Iterator[Entry]:
    if are_open(application.call) and may_read_marks(person, application):
        yield _pdf(_("3 sheets"), summary_of(application, person), summed_up_at(application))


def _minutes(application: Application, at: datetime) -> Iterator[Entry]:
    folder = _("4 minutes")
    for sitting, extract in extracts_of(application):
        yield _pdf(f"{folder}/{usable(sitting.record_number or str(sitting.number))}", extract, at)


def _letters(application: Application, at: datetime) -> Found:
    folder, letters = _("5 letters"), _letters_about(application)
    contracted, delivered, proven = _("contract"), _("delivery"), _("proof")
    deliveries = _deliveries_of([letter.id for letter in letters])
    for letter in letters:
        if letter.file is not None:
            yield from _file(f"{folder}/{usable(letter.number)}", letter.file)
    for contract in contracts_on(application):
        document = thaw(contract.contents[contract.language])
        yield _pdf(f"{folder}/{contracted} {usable(contract.number)}", document, contract.drafted_at)
    blocks = [*documents.delivery_in_words(letters, deliveries, late_notices_to(application))]
    yield _written(f"{folder}/{delivered}", application, _("Delivery of letters"), blocks, at)
    batches = {each.dispatch_id: each.dispatch for tries in deliveries.values() for each in tries if each.dispatch}
    for place, batch in enumerate(batches.values(), start=1):
        if batch.proof is not None:
            yield from _file(f"{folder}/{proven} {place}", batch.proof)


def _complaints(application: Application, at: datetime) -> Found:
    """Yield what was said against the decisions, if anything was, with the documents it came as."""
    complaints, folder = complaints_about(application), _("6 complaints")
    if complaints:
        name = _("complaints")
        blocks = [*documents.complaints_in_words(complaints)]
        yield _written(f"{folder}/{name}", application, _("Complaints"), blocks, at)
    for one in complaints:
        if one.enclosure is not None:
            yield from _file(f"{folder}/{one.number}", one.enclosure)
        for sending in one.sendings:
            for file in filter(None, (sending.document, sending.proof)):
                yield from _file(f"{folder}/{one.number}-{sending.sequence}", file)


def _letters_about(application: Application) -> list[Letter]:
    files = joinedload(Letter.made), joinedload(Letter.signed)
    found = select(Letter).where(Letter.application_id == application.id).options(*files)
    return list(db.session.scalars(found.order_by(Letter.prepared_at, Letter.id)))


def _deliveries_of(letter_ids: list[UUID]) -> dict[UUID, list[Delivery]]:
    dispatch = joinedload(Delivery.dispatch).joinedload(Dispatch.proof)
    found = select(Delivery).where(Delivery.letter_id.in_(letter_ids)).options(dispatch)
    tries: dict[UUID, list[Delivery]] = defaultdict(list)
    for each in db.session.scalars(found.order_by(Delivery.sequence)):
        tries[each.letter_id].append(each)
    return tries


def _file(path: str, file: Attachment | Enclosure) -> Found:
    """Yield a stored file under its own name; one in which a virus was found, or that still waits, is left out."""
    folder, _slash, start = path.rpartition("/")
    full = f"{folder}/{usable(f'{start} {file.name}')}"
    if file.virus:
        yield LeftOut(full, _("A virus was found in it: %(virus)s.", virus=file.virus))
    elif file.scanned_at is None and is_scanning():
        yield LeftOut(full, _("It was not scanned for viruses yet. Take the case file along again later."))
    else:
        yield Entry(full, partial(storage().open, file.storage_key))


def _as_json(content: Mapping[str, Any]) -> IO[bytes]:
    return io.BytesIO(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode())


def _written(path: str, application: Application, title: str, blocks: list[Block], at: datetime) -> Entry:
    return _pdf(path, documents.document_of(application, title, blocks), at)


def _pdf(path: str, document: Document, at: datetime) -> Entry:
    def opened() -> IO[bytes]:
        return io.BytesIO(make("pdf", document, at=at))

    return Entry(f"{path}.pdf", opened)
