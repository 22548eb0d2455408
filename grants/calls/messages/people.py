"""What one address was told in all calls of an organiser: found, and printed as evidence."""

import uuid
from dataclasses import dataclass

from flask import Response, render_template, request
from flask_babel import gettext as _
from sqlalchemy import select

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.accounts.models import MAX_EMAIL, Organiser, Person
from grants.accounts.policies import holds
from grants.accounts.queries import organiser_by_slug
from grants.calls.messages.parts import part_of
from grants.calls.messages.views import blueprint
from grants.calls.models import Call
from grants.calls.policies import OFFICE
from grants.db import db, page_count
from grants.documents.making import make
from grants.errors import NotFound
from grants.notices.batches.audiences import barred_in
from grants.notices.models import Message
from grants.notices.proving import across, queries
from grants.notices.proving.printing import document_of
from grants.notices.proving.sight import veiled_among
from grants.web.downloads import handed_out
from grants.web.paging import page_number

BASE = "/office/organisers/<slug>/messages"


@dataclass(frozen=True)
class Found:
    """Be a part of what was told to an address, and the calls it belongs to."""

    address: str
    messages: list[Message]
    calls: dict[uuid.UUID, Call]
    count: int
    part: int
    parts: int


@blueprint.get(BASE)
@signed_in
def of_person(slug: str) -> str:
    """List what an address was told in all calls of an organiser, the first message first."""
    organiser, person = _organiser(slug)
    return render_template("calls/messages/person.html", organiser=organiser, found=_found(organiser, person))


@blueprint.get(f"{BASE}.pdf")
@signed_in
def printed_of_person(slug: str) -> Response:
    """Hand out what an address was told as a document to be filed as evidence."""
    organiser, person = _organiser(slug)
    found = _found(organiser, person)
    veiled = set().union(*(veiled_among(person, call_id, _of(found, call_id)) for call_id in found.calls))
    document = document_of(
        found.messages,
        queries.attempts_of(found.messages),
        queries.entries_about(found.messages),
        veiled=veiled,
        lead=[
            organiser.name,
            _("To %(address)s", address=found.address),
            part_of(found.part, found.parts, found.count),
        ],
        printed_by=person.name,
    )
    return handed_out(make("pdf", document, at=clock.now()), "application/pdf", f"{organiser.slug}-messages.pdf")


def _found(organiser: Organiser, person: Person) -> Found:
    """Find what is asked for; nothing about applications that are closed to who looks."""
    address = request.args.get("address", "").replace("\0", "").strip().lower()[:MAX_EMAIL]
    of_organiser = db.session.scalars(select(Call.id).where(Call.organiser_id == organiser.id)).all()
    told = across.calls_that_told(address, of_organiser) if address else []
    closed = {call_id: barred_in(person, call_id) for call_id in told}
    part = page_number()
    count = across.count_for(address, closed) if closed else 0
    parts = page_count(count, part, queries.MOST_PRINTED)
    messages = across.found_for(address, closed, part) if closed else []
    calls = {call.id: call for call in db.session.scalars(select(Call).where(Call.id.in_(told)))}
    return Found(address, messages, calls, count, part, parts)


def _of(found: Found, call_id: uuid.UUID) -> list[Message]:
    return [message for message in found.messages if message.call_id == call_id]


def _organiser(slug: str) -> tuple[Organiser, Person]:
    """Return an organiser whose officials or auditors alone look, and who looks; raise NotFound."""
    person, organiser = require_person(), organiser_by_slug(slug)
    if not holds(person, *OFFICE, organiser_id=organiser.id):
        raise NotFound
    return organiser, person
