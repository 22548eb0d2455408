"""Pages on which officials find the messages of a call, see every try, send again and print."""

import uuid
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.accounts.lists.views import ROWS, shown_of, table_as
from grants.calls.messages.asked import asked_for, typed, wanted
from grants.calls.messages.labels import EVENTS
from grants.calls.messages.listing import listing
from grants.calls.messages.parts import part_of
from grants.calls.models import Call
from grants.calls.policies import may_assist
from grants.calls.queries import rules_of
from grants.calls.views.office import readable_call
from grants.db import page_count
from grants.documents.making import make
from grants.errors import Forbidden
from grants.notices.batches.audiences import barred_in
from grants.notices.channels import Asked as Sought
from grants.notices.channels import Told, tell_again, told_elsewhere
from grants.notices.models import Message
from grants.notices.proving import queries
from grants.notices.proving.printing import document_of
from grants.notices.proving.queries import Wanted
from grants.notices.proving.showing import digest_of, without_addresses
from grants.notices.proving.sight import veiled_among
from grants.notices.workflow import WORKFLOW, Step
from grants.web.downloads import handed_out
from grants.web.filters import text
from grants.web.lists.asked import LONG, Asked
from grants.web.paging import page_number

blueprint = Blueprint("office_messages", __name__)
BASE = "/office/calls/<slug>/messages"


@blueprint.get(BASE)
@signed_in
def index(slug: str) -> str:
    """List the messages of a call that are looked for, the newest first unless they are sorted."""
    call, said, number = readable_call(slug), typed(), page_number()
    closed = _closed(call)
    kinds = queries.kinds_in(call.id, closed)
    messages = listing(kinds)
    asked = asked_for(messages.shape, said)
    looked_for, unread = wanted(said, ZoneInfo(rules_of(call).schedule.timezone), asked.words)
    count = queries.count_to_print(call.id, looked_for, closed)
    found = shown_of(
        messages,
        _listed(call, asked, looked_for, start=(number - 1) * ROWS, most=ROWS),
        asked=asked,
        here=url_for("office_messages.index", slug=call.slug),
        page=number,
        count=count,
        is_long=sum(kinds.values()) >= LONG,
    )
    return render_template(
        "calls/messages/index.html",
        call=call,
        shown=found,
        said=said,
        unread=unread,
        passed=_passed(asked),
        parts=-(-count // queries.MOST_PRINTED),
        told=_told(call, looked_for, closed) if number == 1 else [],
        may_tell=may_assist(require_person(), call),
    )


@blueprint.get(f"{BASE}.<any(xlsx, csv):kind>")
@signed_in
def listed_file(slug: str, kind: str) -> Response:
    """Hand out what the list of messages shows as a table."""
    call, said, messages = readable_call(slug), typed(), listing()
    asked = asked_for(messages.shape, said)
    looked_for, _unread = wanted(said, ZoneInfo(rules_of(call).schedule.timezone), asked.words)
    found = _listed(call, asked, looked_for)
    return table_as(kind, messages.sheet(found, asked), f"{call.slug}-messages")


@blueprint.get(f"{BASE}/<uuid:message_id>")
@signed_in
def message(slug: str, message_id: uuid.UUID) -> str:
    """Show one message: in which words, with which answers, and what the journal says behind it."""
    call, person = readable_call(slug), require_person()
    found = queries.message_in(call.id, message_id, _closed(call))
    return render_template(
        "calls/messages/message.html",
        call=call,
        message=found,
        words=None if veiled_among(person, call.id, [found]) else without_addresses(found.words),
        digest="" if found.secret else digest_of(found.words),
        tries=queries.attempts_of([found]).get(found.id, []),
        entries=queries.entries_about([found])[found.id],
        send_again=_address_to_send_again(call, found),
        events=EVENTS,
    )


@blueprint.get(f"{BASE}/messages.pdf")
@signed_in
def printed(slug: str) -> Response:
    """Hand out the messages that are looked for as a document to be filed as evidence."""
    call, person = readable_call(slug), require_person()
    said = typed()
    words = asked_for(listing().shape, said).words
    looked_for, _unread = wanted(said, ZoneInfo(rules_of(call).schedule.timezone), words)
    closed, part = _closed(call), page_number()
    count = queries.count_to_print(call.id, looked_for, closed)
    parts = page_count(count, part, queries.MOST_PRINTED)
    messages = queries.to_print(call.id, looked_for, closed, part)
    document = document_of(
        messages,
        queries.attempts_of(messages),
        queries.entries_about(messages),
        veiled=veiled_among(person, call.id, messages),
        lead=[call.organiser.name, text(call.title), part_of(part, parts, count)],
        printed_by=person.name,
        told=_told(call, looked_for, closed) if part == 1 else [],
    )
    return handed_out(
        make("pdf", document, at=clock.now()),
        "application/pdf",
        f"{call.slug}-messages{f'-{part}' if parts > 1 else ''}.pdf",
    )


@blueprint.post(f"{BASE}/elsewhere/<uuid:told_id>/again")
@signed_in
def told_again(slug: str, told_id: uuid.UUID) -> Response:
    """Tell another system again what it did not take."""
    call, person = readable_call(slug), require_person()
    if not may_assist(person, call):
        raise Forbidden(_("Only officials of the call can do this."))
    tell_again(asked=_sought(call, Wanted(), _closed(call), told_id), actor=person)
    flash(_("The other system will be told again."))
    return redirect(url_for("office_messages.index", slug=call.slug), 303)


def _listed(
    call: Call, asked: Asked, looked_for: Wanted, *, start: int = 0, most: int = queries.MAX_TAKEN
) -> list[queries.Listed]:
    """Return what is looked for as the address sorts it."""
    order = asked.sort, asked.descending
    return queries.listed(call.id, looked_for, _closed(call), order=order, start=start, most=most)


def _passed(asked: Asked) -> dict[str, str]:
    """Return what is looked for as the values of an address, without order and columns."""
    return {**asked.picked, **({"q": asked.words} if asked.words else {})}


def _told(call: Call, looked_for: Wanted, closed: set[uuid.UUID]) -> list[Told]:
    """Return what the channels beside e-mail told; they have no subject and none of the events of messages."""
    if looked_for.subject or looked_for.event or looked_for.words:
        return []
    return told_elsewhere(_sought(call, looked_for, closed))


def _sought(call: Call, looked_for: Wanted, closed: set[uuid.UUID], told_id: uuid.UUID | None = None) -> Sought:
    return Sought(
        call_id=call.id,
        application_id=looked_for.application_id,
        receiver=looked_for.address.lower(),
        state=looked_for.state,
        since=looked_for.since,
        until=looked_for.until,
        closed=closed,
        id=told_id,
    )


def _closed(call: Call) -> set[uuid.UUID]:
    return barred_in(require_person(), call.id)


def _address_to_send_again(call: Call, message: Message) -> str:
    """Return where to post to send a message again; nothing where that is not possible, or not for this reader."""
    possible = WORKFLOW.allows(message.state, Step.SEND_AGAIN) and not message.secret
    if not possible or not may_assist(require_person(), call):
        return ""
    return url_for("office.send_again", slug=call.slug, message_id=message.id)
