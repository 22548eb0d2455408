"""Use cases of the outbox: queue a message, send one again, take some back; `deliver_due` is the worker's."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import current_app, g, has_request_context
from flask_babel import gettext as _
from sqlalchemy import Executable, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from grants import clock
from grants.db import db
from grants.errors import Conflict, NotFound
from grants.notices import register
from grants.notices.choices.plan import Way, leaves_at, way_of
from grants.notices.choices.queries import wanted_by
from grants.notices.choices.tokens import token_of
from grants.notices.delivery import deliver_due
from grants.notices.envelope import AttachedFile
from grants.notices.models import Message, MessageState
from grants.notices.rendering import footed, public_address, render
from grants.notices.words import Words
from grants.notices.workflow import WAITING, WORKFLOW, Step
from grants.web.filters import zone
from grants.web.requests import after_commit

if TYPE_CHECKING:
    from grants.accounts.models import Person

_STATES = {
    Way.MAIL: MessageState.QUEUED,
    Way.DIGEST: MessageState.GATHERED,
    Way.INBOX: MessageState.KEPT,
}
__all__ = ["deliver_due", "queue", "queue_words", "send_again", "take_back", "words_of"]


def queue(
    *,
    event: str,
    subject_id: uuid.UUID,
    person: "Person",
    template: str,
    context: Mapping[str, Any],
    call_id: uuid.UUID | None = None,
    application_id: uuid.UUID | None = None,
    facts: Mapping[str, Any] | None = None,
    reply_to: str = "",
    unsubscribe_url: str = "",
    secret: bool = False,
    once: bool = False,
    priority: int | None = None,
    due_at: datetime | None = None,
) -> None:
    """Write a message into the outbox, once per event, subject and address.

    `templates/<template>.txt` gives its words, see `grants.notices.rendering`; the register says how the event is
    treated, and `secret`, `once` and `priority` are for what it does not know. Guests are told nothing.
    It is not sent if it became untrue before its turn came, for which `application_id` and `facts` say what it is
    about: `grants.notices.truth`.
    """
    if person.is_guest:  # there is no address to write to
        return
    queue_words(
        event=event,
        subject_id=subject_id,
        person=person,
        words=words_of(event, template, person, context),
        language=person.language,
        call_id=call_id,
        application_id=application_id,
        facts=facts,
        reply_to=reply_to,
        unsubscribe_url=unsubscribe_url,
        secret=secret,
        once=once,
        priority=priority,
        due_at=due_at,
    )


def words_of(event: str, template: str, person: "Person", context: Mapping[str, Any]) -> Words:
    """Return what officials wrote for the message, or else what the service says."""
    from grants.notices.wording.saying import own_words  # not above: trying words out queues a message

    told = {**context, "person": person}
    return own_words(event, person.language, told) or render(template, person.language, told)


def queue_words(
    *,
    event: str,
    subject_id: uuid.UUID,
    person: "Person",
    words: Words,
    language: str,
    attachments: Sequence[AttachedFile] = (),
    call_id: uuid.UUID | None = None,
    application_id: uuid.UUID | None = None,
    batch_id: uuid.UUID | None = None,
    facts: Mapping[str, Any] | None = None,
    reply_to: str = "",
    unsubscribe_url: str = "",
    secret: bool = False,
    once: bool = False,
    priority: int | None = None,
    due_at: datetime | None = None,
) -> None:
    """Write a message whose words are there already into the outbox, as `queue` does, with stored files beside it."""
    if person.is_guest:
        return
    now, known = clock.now(), register.of(event)
    wanted = wanted_by(None if known.urgent and not known.switchable else person.id)
    person_id: uuid.UUID | None = person.id  # none of who has no account
    if known.switchable and person_id is not None and not unsubscribe_url:
        unsubscribe_url = str(public_address("notice_choices.switch_off", choice=token_of(person_id, known.purpose)))
    row = {
        "event": event,
        "subject_id": subject_id,
        "call_id": call_id,
        "application_id": application_id,
        "batch_id": batch_id,
        "facts": dict(facts or {}),
        "person_id": person.id,
        "address": person.email,
        "language": language,
        **asdict(footed(words, known, language, unsubscribe_url)),
        "reply_to": reply_to,
        "unsubscribe_url": unsubscribe_url,
        "attachments": [asdict(file) for file in attachments],
        "secret": secret or known.secret,
        "once": once or known.once,
        "priority": known.priority if priority is None else priority,
        "queued_at": now,
        "due_at": leaves_at(known, wanted, due_at or now, zone()),
        "state": _STATES[way_of(known, wanted) if person_id is not None else Way.MAIL],
    }
    db.session.flush()  # what the message is about comes first
    db.session.execute(_insert_once(db.session.get_bind().dialect.name), row)
    _wake_after_commit()


def send_again(
    *, message_id: uuid.UUID, call_id: uuid.UUID | None, actor: "Person | None", address: str = ""
) -> Message:
    """Put a message of a call that failed, came back, or may have, into the outbox again, to another address if given.

    The address by which its reader signs in stays as it is: only they change that. Raise NotFound, Conflict, or Invalid
    for what is no address.
    """
    from grants.journal.services import record  # not above: the journal's pages know people, who get messages from here

    query = select(Message).where(Message.id == message_id, Message.call_id == call_id).with_for_update()
    message = db.session.scalars(query, execution_options={"populate_existing": True}).one_or_none()
    if message is None:
        raise NotFound
    if not WORKFLOW.allows(message.state, Step.SEND_AGAIN):
        raise Conflict(_("This message is on its way or was sent already."))
    if message.secret:
        raise Conflict(_("A message with a sign-in link cannot be sent again; its reader asks for a new one."))
    action = "message.sent_again"
    if address and address.strip().lower() != message.address:
        _readdress(message, address)
        action = "message.readdressed"
    source, message.state = message.state, WORKFLOW.target(message.state, Step.SEND_AGAIN)
    message.attempts, message.due_at, message.withheld = 0, clock.now(), None
    record(
        action=action,
        subject=message,
        actor=actor,
        call_id=message.call_id,
        source=source.value,
        target=message.state.value,
    )
    _wake_after_commit()
    return message


def _readdress(message: Message, address: str) -> None:
    from grants.accounts.emails import normalised  # not above: accounts have messages sent

    found = normalised(address)
    other = select(Message.id).where(
        Message.event == message.event, Message.subject_id == message.subject_id, Message.address == found
    )
    if db.session.scalar(other) is not None:
        raise Conflict(_("The same message went to this address already."))
    message.address = found


def take_back(*, call_id: uuid.UUID) -> None:
    """Remove the messages about a call that nobody has begun to send."""
    db.session.execute(delete(Message).where(Message.call_id == call_id, Message.state.in_(WAITING)))


@lru_cache(maxsize=2)
def _insert_once(dialect: str) -> Executable:
    """Return the statement that inserts unless the same was queued before, were it by a transaction at this moment.

    It is built once, and without the unit of work, because every change of the service tells somebody.
    """
    table = Message.metadata.tables[Message.__tablename__]
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    return insert.on_conflict_do_nothing(index_elements=["event", "subject_id", "address"])


def _wake_after_commit() -> None:
    """Wake the worker once this request is stored; elsewhere the schedule finds the message within seconds."""
    if has_request_context() and "notices_wake" not in g:
        g.notices_wake = True
        after_commit(current_app.extensions["wake"])
