"""Use cases of webhooks: register, try, switch off; `tell_webhooks` and `call_webhooks` are the worker's."""

import json
import uuid
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import exists, or_, select, update

from grants import clock
from grants.accounts.models import Organiser, Person
from grants.calls.models import Call
from grants.calls.webhooks.models import Webhook, WebhookAttempt, WebhookCall
from grants.db import db
from grants.errors import Conflict, Invalid, NotFound
from grants.journal.models import Entry
from grants.journal.services import record
from grants.notices.models import MessageState
from grants.notices.outcomes import DeliveryProblem, failed, sent
from grants.notices.webhooks.signing import headers_for, new_secret
from grants.notices.webhooks.transport import Forbidden, HttpsTransport, is_open, parts_of
from grants.notices.workflow import WAITING, WORKFLOW, Step

TOLD = (
    "application.submitted",
    "application.withdrawn",
    "call.amended",
    "call.cancel",
    "call.closed",
    "call.confirm",
    "call.publish",
    "call.publish_results",
    "call.start_checking",
    "call.start_deliberation",
    "call.start_scoring",
    "letter.sent",
)
"""Actions of the journal that are told; what they say is known to the officials of the organiser anyway."""
MAX_WEBHOOKS = 5
"""Webhooks of one organiser at a time."""
TOLD_AT_ONCE = 100
"""Entries of the journal that one transaction looks through."""
OVERLAP = timedelta(minutes=10)
"""By how much is looked back: entries are stored in another order than they are written in."""
LEASE = timedelta(minutes=2)
"""Longer than a receiver may take for one answer."""
TEST = "webhook.test"
DIED = "the worker ended before it knew whether this was taken"
"""Stands as the answer to a try of which nobody knows."""


def register(*, organiser: Organiser, url: str, actor: Person) -> Webhook:
    """Register an https address; raise Invalid for one that may not be asked, Conflict for one too many.

    The same address twice is registered once.
    """
    db.session.scalar(select(Organiser.id).where(Organiser.id == organiser.id).with_for_update())
    present = webhooks_of(organiser)
    if (same := next((each for each in present if each.url == url), None)) is not None:
        return same
    if len(present) >= MAX_WEBHOOKS:
        raise Conflict(_("An organiser has at most %(most)d webhooks.", most=MAX_WEBHOOKS))
    try:
        host = parts_of(url).hostname or ""
    except Forbidden as error:
        raise Invalid(str(error), {"url": _("Write an address such as https://example.lv/webhook.")}) from error
    if (_is_number(host) and not is_open(host)) or host == "localhost" or host.endswith((".localhost", ".local")):
        raise Invalid("private", {"url": _("Only addresses that everybody can reach are asked.")})
    now = clock.now()
    webhook = Webhook(
        organiser_id=organiser.id, url=url, secret=new_secret(), told_until=now, made_by_id=actor.id, made_at=now
    )
    db.session.add(webhook)
    record(action="webhook.registered", subject=webhook, actor=actor)
    db.session.flush()
    return webhook


def try_out(*, webhook: Webhook) -> WebhookCall:
    """Send a test to a webhook, one at a time."""
    db.session.scalar(select(Webhook.id).where(Webhook.id == webhook.id).with_for_update())
    waiting = select(WebhookCall).where(WebhookCall.webhook_id == webhook.id, WebhookCall.state.in_(WAITING))
    for call in db.session.scalars(waiting):
        if call.payload.get("type") == TEST:
            return call
    now = clock.now()
    return _add(webhook, uuid.uuid4(), {"type": TEST, "timestamp": now.isoformat(), "data": {}}, now)


def end(*, webhook: Webhook, actor: Person | None) -> None:
    """Switch a webhook off; what waits for it is not sent any more."""
    db.session.refresh(webhook, with_for_update=True)
    if webhook.ended_at is not None:
        return
    webhook.ended_at = clock.now()
    waiting = select(WebhookCall).where(WebhookCall.webhook_id == webhook.id, WebhookCall.state.in_(WAITING))
    for call in db.session.scalars(waiting.with_for_update()):
        call.state = WORKFLOW.target(call.state, Step.CANCEL)
    record(action="webhook.ended", subject=webhook, actor=actor)
    db.session.flush()


def tell_again(number: uuid.UUID, call_id: uuid.UUID, actor: Person | None) -> None:
    """Put what a webhook was not told, having been asked in vain, among what waits; its number stays the same.

    Raise NotFound, or Conflict for what is on its way or was taken, and for a webhook that was switched off.
    """
    webhook_id = db.session.scalar(select(WebhookCall.webhook_id).where(WebhookCall.id == number))
    if webhook_id is None:
        raise NotFound
    webhook = db.session.get_one(Webhook, webhook_id, with_for_update=True, populate_existing=True)
    locked = select(WebhookCall).where(WebhookCall.id == number).with_for_update(of=WebhookCall)
    call = db.session.scalars(locked, execution_options={"populate_existing": True}).one()
    if webhook.ended_at is not None:
        raise Conflict(_("This webhook was switched off."))
    if not WORKFLOW.allows(call.state, Step.SEND_AGAIN):
        raise Conflict(_("This message is on its way or was sent already."))
    source, call.state = call.state, WORKFLOW.target(call.state, Step.SEND_AGAIN)
    call.attempts, call.due_at = 0, clock.now()
    record(
        action="webhook.told_again",
        subject=call,
        actor=actor,
        call_id=call_id,
        source=source.value,
        target=call.state.value,
    )


def webhooks_of(organiser: Organiser) -> list[Webhook]:
    """Return the webhooks of an organiser that are not switched off, the oldest first."""
    present = select(Webhook).where(Webhook.organiser_id == organiser.id, Webhook.ended_at.is_(None))
    return list(db.session.scalars(present.order_by(Webhook.made_at, Webhook.id)))


def tell_webhooks() -> int:
    """Write down for one webhook what happened since it was told last; return how many things, 0 when all know."""
    now = clock.now()
    behind = select(Webhook).where(Webhook.ended_at.is_(None)).order_by(Webhook.told_until, Webhook.id)
    for webhook in db.session.scalars(behind.with_for_update(skip_locked=True)).all():
        entries = _news_for(webhook)
        for entry in entries:
            _add(webhook, entry.id, _payload(entry), now)
        if entries:
            webhook.told_until = entries[-1].recorded_at
            db.session.flush()
            return len(entries)
    return 0


def call_webhooks(way: HttpsTransport | None = None) -> int:
    """Try one thing that is due and return whether there was one. Commits: nothing is locked while others answer."""
    call = _take()
    if call is None:
        return 0
    number, url, secret = str(call.event_id), call.webhook.url, call.webhook.secret
    body = json.dumps(call.payload, separators=(",", ":")).encode()
    key, now = call.id, clock.now()
    db.session.commit()
    try:
        outcome = sent((way or HttpsTransport()).send(url, body, headers_for(number, body, secret, now)))
    except DeliveryProblem as problem:
        outcome = failed(problem, once=False, attempts=_attempts(key), now=clock.now())
    call = db.session.scalars(select(WebhookCall).where(WebhookCall.id == key).with_for_update()).one()
    if call.state is MessageState.SENDING:
        call.state, call.answer = WORKFLOW.target(call.state, outcome.step), outcome.answer
        call.leased_until, call.due_at = None, outcome.due_at or call.due_at
        call.sent_at = clock.now() if call.state is MessageState.SENT else None
        db.session.add(WebhookAttempt.of(call, clock.now()))
    if outcome.due_at is not None:
        _rest(call.webhook_id, outcome.due_at)
    db.session.commit()
    return 1


def _take() -> WebhookCall | None:
    """Lease the next thing that is due, or one whose worker died: receivers know it again by its number.

    A lease that lasts too long is of a clock that was put back since.
    """
    now = clock.now()
    is_over = or_(WebhookCall.leased_until < now, WebhookCall.leased_until > now + 2 * LEASE)
    lapsed = (WebhookCall.state == MessageState.SENDING) & is_over
    due = WebhookCall.state.in_(WAITING) & (WebhookCall.due_at <= now)
    query = select(WebhookCall).where(or_(due, lapsed)).order_by(WebhookCall.due_at, WebhookCall.id).limit(1)
    call = db.session.scalars(query.with_for_update(skip_locked=True, of=WebhookCall)).first()
    if call is not None:
        if call.state is MessageState.SENDING:
            call.state, call.answer = WORKFLOW.target(call.state, Step.POSTPONE), DIED
            db.session.add(WebhookAttempt.of(call, now))
        call.state, call.leased_until = MessageState.SENDING, now + LEASE
        call.attempts += 1
        db.session.flush()
    return call


def _rest(webhook_id: uuid.UUID, until: datetime) -> None:
    """Ask a receiver that does not answer nothing more for a while: one that is slow must not hold up the others."""
    waiting = (WebhookCall.webhook_id == webhook_id) & WebhookCall.state.in_(WAITING) & (WebhookCall.due_at < until)
    db.session.execute(update(WebhookCall).where(waiting).values(due_at=until))


def _attempts(key: uuid.UUID) -> int:
    return db.session.scalars(select(WebhookCall.attempts).where(WebhookCall.id == key)).one()


def _news_for(webhook: Webhook) -> list[Entry]:
    calls = db.session.scalars(select(Call.id).where(Call.organiser_id == webhook.organiser_id))
    since = max(webhook.told_until - OVERLAP, webhook.made_at)
    told = exists().where(WebhookCall.webhook_id == webhook.id, WebhookCall.event_id == Entry.id)
    news = select(Entry).where(
        Entry.chain.in_([str(call_id) for call_id in calls]),
        Entry.action.in_(TOLD),
        Entry.recorded_at >= since,
        ~told,
    )
    return list(db.session.scalars(news.order_by(Entry.recorded_at, Entry.id).limit(TOLD_AT_ONCE)))


def _payload(entry: Entry) -> dict[str, Any]:
    return {
        "type": entry.action,
        "timestamp": entry.recorded_at.isoformat(),
        "data": {"call": entry.chain, entry.subject_kind: str(entry.subject_id), "state": entry.target},
    }


def _add(webhook: Webhook, event_id: uuid.UUID, payload: dict[str, Any], now: datetime) -> WebhookCall:
    call = WebhookCall(webhook_id=webhook.id, event_id=event_id, payload=payload, queued_at=now, due_at=now)
    db.session.add(call)
    db.session.flush()
    return call


def _is_number(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()
