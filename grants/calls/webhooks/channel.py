"""Webhooks as a channel: how they stand with the outbox, and what they were told as evidence."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from sqlalchemy import or_, select

from grants.calls.webhooks.models import Webhook, WebhookCall
from grants.db import db
from grants.journal.models import Entry
from grants.notices.channels import MOST_TOLD, Asked, Channel, Told
from grants.notices.models import Message

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
    newest = query.order_by(WebhookCall.queued_at.desc(), WebhookCall.id).limit(MOST_TOLD)
    told = [_told(call, action) for call, action in db.session.execute(newest)]
    return [each for each in told if asked.receiver in each.receiver]


def _told(call: WebhookCall, action: str) -> Told:
    return Told(
        what=action,
        receiver=urlsplit(call.webhook.url).hostname or "",
        queued_at=call.queued_at,
        state=call.state,
        sent_at=call.sent_at,
        attempts=call.attempts,
        answer=call.answer,
    )


WEBHOOKS = Channel(code="webhooks", table=WebhookCall, find=_find)
