"""Messages after their reader corrected the address: what waits goes to the new one, what came back is sent again."""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, exists, select, update
from sqlalchemy.orm import aliased

from grants import clock
from grants.db import db
from grants.notices.models import Message, MessageState
from grants.notices.services import send_again
from grants.notices.workflow import WAITING

if TYPE_CHECKING:
    from grants.accounts.models import Person

MOST_SHOWN = 20
"""Messages that did not arrive, listed to their reader and sent again at once."""
SHOWN_FOR = timedelta(days=30)
"""How long a message that did not arrive is shown to its reader."""
NOT_ARRIVED = (MessageState.BOUNCED, MessageState.FAILED)


def send_after(*, person_id: uuid.UUID, before: str, address: str) -> None:
    """Send what waits for a person to another address; not what lets its reader in, nor a second time to the same."""
    same = aliased(Message)
    there = exists().where(same.event == Message.event, same.subject_id == Message.subject_id, same.address == address)
    waiting = update(Message).where(
        Message.person_id == person_id,
        Message.address == before,
        Message.state.in_((*WAITING, MessageState.GATHERED)),
        Message.secret.is_(False),
        ~there,
    )
    db.session.execute(waiting.values(address=address), execution_options={"synchronize_session": False})


def not_arrived_at(person_id: uuid.UUID) -> Sequence[Message]:
    """Return the newest messages to a person that were given up or came back lately; one statement."""
    lost = select(Message).where(_is_lost_to(person_id), Message.queued_at > clock.now() - SHOWN_FOR)
    return db.session.scalars(lost.order_by(Message.queued_at.desc(), Message.id).limit(MOST_SHOWN)).all()


def lost_to(person: ColumnElement[uuid.UUID]) -> ColumnElement[bool]:
    """Return whether any message to a person was ever given up or came back, in SQL."""
    return exists().where(_is_lost_to(person))


def _is_lost_to(person: ColumnElement[uuid.UUID] | uuid.UUID) -> ColumnElement[bool]:
    return and_(Message.person_id == person, Message.state.in_(NOT_ARRIVED), Message.secret.is_(False))


def send_own_again(*, actor: "Person") -> int:
    """Send somebody again what did not arrive, to the address they have now; return how many messages.

    Letters and whatever else nobody may get twice are left to officials. A second time there is nothing left.
    """
    again = [message for message in not_arrived_at(actor.id) if not message.once]
    for message in again:
        held = _goes_there_already(message, actor.email)
        send_again(message_id=message.id, call_id=message.call_id, actor=actor, address="" if held else actor.email)
    return len(again)


def _goes_there_already(message: Message, address: str) -> bool:
    """Tell whether the same was written to an address in another row, so that this one cannot move there."""
    same = select(Message.id).where(
        Message.event == message.event, Message.subject_id == message.subject_id, Message.address == address
    )
    return db.session.scalar(same) is not None
