"""Webhooks as a channel: how they stand with the outbox, and what they were told as evidence."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from urllib.parse import urlsplit

from sqlalchemy import or_, select

from grants.calls.webhooks.models import Webhook, WebhookAttempt, WebhookCall
from grants.calls.webhooks.services import tell_again
from grants.db import db
from grants.journal.models import Entry
from grants.notices.channels import MOST_TOLD, Asked, Channel, Told, Try
from grants.notices.models import Message
from grants.notices.proving.queries import MOST_TRIES
from grants.notices.workflow import WORKFLOW, Step

ABOUT_ALL = ("call", "application")
"""Kinds of subjects of which it is plain to which application they belong; of others who is barred sees nothing."""


def _find(asked: Asked) -> Sequence[Told]:
    """Find by the journal, which says what each was about; a receiver is named by its host, its path may be secret."""
    query = (
        select(WebhookCall, Entry.action)
        .join(Entry, Entry.id == WebhookCall.event_id)
        .join(Webhook, Webhook.id == WebhookCall.webhook_id)
        .where(Entry.chain == str(asked.call_id))
    )
    if asked.closed:
        query = query.where(Entry.subject_kind.in_(ABOUT_ALL), Entry.subject_id.not_in(asked.closed))
    if asked.application_id:
        written = select(Message.subject_id).where(Message.application_id == asked.application_id)
        query = query.where(or_(Entry.subject_id == asked.application_id, Entry.subject_id.in_(written)))
    if asked.state:
        query = query.where(WebhookCall.state == asked.state)
    if asked.since:
        query = query.where(WebhookCall.queued_at >= asked.since)
    if asked.until:
        query = query.where(WebhookCall.queued_at < asked.until)
    if asked.id:
        query = query.where(WebhookCall.id == asked.id)
    newest = query.order_by(WebhookCall.queued_at.desc(), WebhookCall.id).limit(MOST_TOLD)
    found = [(call, action) for call, action in db.session.execute(newest) if asked.receiver in _host_of(call)]
    tries = _tries_of([call.id for call, _action in found]) if found else {}
    return [_told(call, action, tries.get(call.id, ())) for call, action in found]


def _tries_of(numbers: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Try]]:
    """Return the tries to tell some things, the first first."""
    tries: dict[uuid.UUID, list[Try]] = defaultdict(list)
    made = select(WebhookAttempt).where(WebhookAttempt.webhook_call_id.in_(numbers))
    for each in db.session.scalars(made.order_by(WebhookAttempt.settled_at, WebhookAttempt.id).limit(MOST_TRIES)):
        tries[each.webhook_call_id].append(Try(each.settled_at, each.state, each.answer))
    return tries


def _host_of(call: WebhookCall) -> str:
    return urlsplit(call.webhook.url).hostname or ""


def _told(call: WebhookCall, action: str, tries: Sequence[Try]) -> Told:
    return Told(
        id=call.id,
        what=action,
        receiver=_host_of(call),
        queued_at=call.queued_at,
        state=call.state,
        sent_at=call.sent_at,
        attempts=call.attempts,
        answer=call.answer,
        tries=tries,
        can_go_again=call.webhook.ended_at is None and WORKFLOW.allows(call.state, Step.SEND_AGAIN),
    )


WEBHOOKS = Channel(code="webhooks", table=WebhookCall, find=_find, tell_again=tell_again)
