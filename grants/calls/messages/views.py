"""Pages on which officials find the messages of a call, see every try, send again and print."""

import uuid
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.calls.messages.asked import typed, wanted
from grants.calls.messages.labels import EVENTS
from grants.calls.messages.parts import part_of
from grants.calls.models import Call
from grants.calls.policies import may_assist
from grants.calls.queries import rules_of
from grants.calls.views.office import readable_call
from grants.calls.views.public import page_number
from grants.db import page_count
from grants.documents.making import make
from grants.errors import Forbidden
from grants.notices.batches.audiences import barred_in
from grants.notices.channels import Asked, Told, tell_again, told_elsewhere
from grants.notices.labels import STATES
from grants.notices.models import Message
from grants.notices.proving import queries
from grants.notices.proving.printing import document_of
from grants.notices.proving.queries import Wanted
from grants.notices.proving.showing import digest_of, without_addresses
from grants.notices.proving.sight import veiled_among
from grants.notices.workflow import WORKFLOW, Step
from grants.web.downloads import handed_out
from grants.web.filters import text

blueprint = Blueprint("office_messages", __name__)
BASE = "/office/calls/<slug>/messages"


@blueprint.get(BASE)
@signed_in
def index(slug: str) -> str:
    """List the messages of a call that are looked for, the newest first."""
    call, said, number = readable_call(slug), typed(), page_number()
    looked_for, unread = wanted(said, ZoneInfo(rules_of(call).schedule.timezone))
    closed = _closed(call)
    messages, has_more = queries.found(call.id, looked_for, closed, number)
    asked = {name: value for name, value in said.items() if value}
    return render_template(
        "calls/messages/index.html",
        call=call,
        messages=messages,
        said=said,
        unread=unread,
        asked=asked,
        page=number,
        parts=-(-queries.count_to_print(call.id, looked_for, closed) // queries.MOST_PRINTED),
        has_more=has_more,
        states=STATES,
        events=EVENTS,
        told=_told(call, looked_for, closed) if number == 1 else [],
        may_tell=may_assist(require_person(), call),
    )


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
    looked_for, _unread = wanted(typed(), ZoneInfo(rules_of(call).schedule.timezone))
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
    tell_again(asked=_asked(call, Wanted(), _closed(call), told_id), actor=person)
    flash(_("The other system will be told again."))
    return redirect(url_for("office_messages.index", slug=call.slug), 303)


def _told(call: Call, looked_for: Wanted, closed: set[uuid.UUID]) -> list[Told]:
    """Return what the channels beside e-mail told; they have no subject and none of the events of messages."""
    if looked_for.subject or looked_for.event:
        return []
    return told_elsewhere(_asked(call, looked_for, closed))


def _asked(call: Call, looked_for: Wanted, closed: set[uuid.UUID], told_id: uuid.UUID | None = None) -> Asked:
    return Asked(
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
