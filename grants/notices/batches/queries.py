"""What pages read of batches, a constant number of statements each."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from grants.accounts.models import Person
from grants.db import db
from grants.errors import NotFound
from grants.notices.batches.audiences import Recipient, key_of, known_audience
from grants.notices.batches.models import Batch, BatchState
from grants.notices.models import Message, MessageState
from grants.notices.workflow import WAITING

MOST_LISTED = 50
"""Batches of a call, or messages that did not leave, on one page."""
PAGE = 100
"""Recipients on one page of the look."""
GONE = tuple(set(MessageState) - {*WAITING, MessageState.SENDING, MessageState.CANCELLED})
"""States of messages that a server was asked to take, whatever it said."""


@dataclass(frozen=True)
class Progress:
    """Tell how far a batch has come."""

    batch: Batch
    counts: dict[MessageState, int]
    """Of the messages that are in the outbox or have left it."""

    @property
    def gone(self) -> int:
        """Return how many messages need no further try."""
        return sum(self.counts.get(state, 0) for state in GONE)

    @property
    def waiting(self) -> int:
        """Return how many are in the outbox and have not left."""
        return sum(self.counts.get(state, 0) for state in (*WAITING, MessageState.SENDING))

    @property
    def withheld(self) -> int:
        """Return how many were cancelled."""
        return self.counts.get(MessageState.CANCELLED, 0)

    @property
    def rest(self) -> int:
        """Return how many did not leave because it was stopped, or because their readers left the set."""
        return self.unwritten + self.withheld

    @property
    def unwritten(self) -> int:
        """Return how many are not in the outbox: not yet, or because their readers left the set."""
        return max(self.batch.total - sum(self.counts.values()), 0)

    @property
    def is_done(self) -> bool:
        """Tell whether nothing of it is going to leave any more."""
        return self.batch.state is not BatchState.BEGUN and not self.waiting


def batches_of(call_id: uuid.UUID) -> Sequence[Batch]:
    """Return the newest batches of a call, without those that were put away."""
    query = select(Batch).where(Batch.call_id == call_id, Batch.state != BatchState.DROPPED)
    return db.session.scalars(query.order_by(Batch.made_at.desc(), Batch.id).limit(MOST_LISTED)).all()


def batch_in(call_id: uuid.UUID, batch_id: uuid.UUID) -> Batch:
    """Return a batch of a call with whom it goes to; raise NotFound."""
    query = select(Batch).where(Batch.id == batch_id, Batch.call_id == call_id)
    batch = db.session.scalar(query.options(undefer(Batch.recipients), undefer(Batch.edits)))
    if batch is None:
        raise NotFound
    return batch


def progress_of(batch: Batch) -> Progress:
    """Count the messages of a batch by state."""
    counted = select(Message.state, func.count()).where(Message.batch_id == batch.id).group_by(Message.state)
    return Progress(batch, dict(db.session.execute(counted).all()))


def left_of(batch: Batch, closed: Collection[uuid.UUID]) -> Sequence[Message]:
    """Return MOST_LISTED messages of a batch that no server took, none about applications closed to who asks."""
    left = select(Message).where(
        Message.batch_id == batch.id,
        Message.state != MessageState.SENT,
        Message.application_id.is_(None) | Message.application_id.not_in(closed),
    )
    return db.session.scalars(left.order_by(Message.address, Message.id).limit(MOST_LISTED)).all()


def page_of(batch: Batch, number: int, reader: Person) -> list[Recipient]:
    """Return a page of those a batch goes to, as they are now; whoever left the set is missing."""
    part = batch.recipients[(number - 1) * PAGE : number * PAGE]
    order = {key_of(target, person): place for place, (target, person) in enumerate(part)}
    found = known_audience(batch.audience).find(batch.call_id, reader, {uuid.UUID(target) for target, _person in part})
    return sorted((one for one in found if one.key in order), key=lambda one: order[one.key])


def recipient_of(batch: Batch, target_id: uuid.UUID, person_id: uuid.UUID, reader: Person) -> Recipient:
    """Return one of those a batch goes to; raise NotFound for anybody else, or who left the set."""
    wanted = key_of(target_id, person_id)
    if [str(target_id), str(person_id)] not in batch.recipients:
        raise NotFound
    found = known_audience(batch.audience).find(batch.call_id, reader, {target_id})
    recipient = next((one for one in found if one.key == wanted), None)
    if recipient is None:
        raise NotFound
    return recipient
