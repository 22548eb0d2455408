"""Write to many: prepare what is looked at, begin, take back, stop, send the rest; the worker writes the messages."""

import json
import uuid
from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import timedelta
from hashlib import sha256

from flask_babel import gettext as _
from sqlalchemy import select, update

from grants import clock
from grants.accounts.models import Person
from grants.db import MAX_LINE, db
from grants.errors import Conflict, Invalid, NotFound, Stale
from grants.notices import workflow
from grants.notices.batches.audiences import Audience, key_of, known_audience
from grants.notices.batches.keeping import count_written, lock, note
from grants.notices.batches.models import Batch, BatchState
from grants.notices.batches.workflow import WORKFLOW, Step
from grants.notices.models import Message, MessageState, Withheld
from grants.notices.words import Words
from grants.notices.workflow import WAITING

UNDO = timedelta(minutes=1)
"""How long nothing leaves after an official confirmed, so that it can still be taken back."""
TWICE = timedelta(hours=1)
"""In this time the same words to the same people are taken for a mistake."""
MOST = 10_000
"""Recipients of one batch."""


def prepare(
    *,
    call_id: uuid.UUID,
    audience: Audience,
    words: Mapping[str, Words],
    reply_to: str,
    actor: Person,
    only: Collection[uuid.UUID] | None = None,
) -> Batch:
    """Freeze whom something is to be written to, in which words by language; nothing leaves before `begin`.

    `only` names the targets of the set that are meant, if not all are.

    Who prepares the same twice, as by a double click, gets what they prepared first.
    Raise Invalid when nobody of the set can be reached, or it is too large.
    """
    everybody = audience.find(call_id, actor, only)
    found = [one for one in everybody if one.is_reached]
    if not found:
        raise Invalid(_("Nobody in this set has an address to write to."))
    if len(found) > MOST:
        raise Invalid(_("At most %(most)d people can be written to at once.", most=MOST))
    said = {language: asdict(each) for language, each in words.items()}
    recipients = [[str(one.target_id), str(one.person.id)] for one in found if one.person]
    digest = sha256(json.dumps([audience.code, said, recipients], sort_keys=True).encode()).hexdigest()
    if (same := _prepared_already(call_id, digest, actor)) is not None:
        return same
    batch = Batch(
        call_id=call_id,
        audience=audience.code,
        words=said,
        recipients=recipients,
        unreached=[one.label for one in everybody if not one.is_reached],
        edits={},
        digest=digest,
        total=len(recipients),
        reply_to=reply_to,
        made_by_id=actor.id,
        made_at=clock.now(),
    )
    db.session.add(batch)
    db.session.flush()
    return batch


def edit_one(*, batch: Batch, key: str, words: tuple[str, str] | None, actor: Person) -> None:
    """Give one recipient other words than the rest, a subject and a body, or leave them out; before it begins."""
    _change(batch, key, list(words) if words else None, actor)


def restore_one(*, batch: Batch, key: str, actor: Person) -> None:
    """Give one recipient the words of the rest again."""
    _change(batch, key, [], actor)


def begin(*, batch: Batch, shown: str, actor: Person) -> bool:
    """Let the worker write the messages after a while in which this can be taken back; tell whether this began it.

    Does nothing for one that has begun. Raise Stale when it is not what was looked at any more, Conflict when the
    same was begun a moment ago.
    """
    batch = lock(batch)
    if batch.state in {BatchState.BEGUN, BatchState.WRITTEN}:
        return False
    source, target = batch.state, WORKFLOW.target(batch.state, Step.BEGIN)
    if not known_audience(batch.audience).is_offered(batch.call_id):
        raise Conflict(_("These people cannot be written to any more: the call has moved on."))
    if shown != seal_of(batch):
        raise Stale(_("Somebody has changed this message since you looked at it. Look at it again."))
    if batch.total == 0:
        raise Conflict(_("Everybody is left out, so there is nobody to write to."))
    if _begun_already(batch):
        raise Conflict(_("The same was written to the same people within the last hour."))
    batch.state, batch.starts_at = target, clock.now() + UNDO
    note("batch.begun", batch, actor, source, {"audience": batch.audience, "messages": batch.total})
    return True


def take_back(*, batch: Batch, actor: Person) -> None:
    """Make a batch that has begun one that is prepared, while nothing of it was written; raise Conflict later."""
    batch = lock(batch)
    if batch.state is BatchState.PREPARED:
        return
    if batch.expanded:
        raise Conflict(_("The first messages are on their way; what still waits can be stopped."))
    source, batch.state = batch.state, WORKFLOW.target(batch.state, Step.TAKE_BACK)
    batch.starts_at = None
    note("batch.taken_back", batch, actor, source, {})


def drop(*, batch: Batch, actor: Person) -> None:
    """Put away a batch that was only prepared."""
    batch = lock(batch)
    if batch.state is BatchState.DROPPED:
        return
    source, batch.state = batch.state, WORKFLOW.target(batch.state, Step.DROP)
    note("batch.dropped", batch, actor, source, {})


def stop(*, batch: Batch, reason: str, actor: Person) -> int:
    """Let nothing more of a batch leave, and return how many waiting messages were cancelled; twice does nothing."""
    batch = lock(batch)
    if batch.state is BatchState.STOPPED:
        return 0
    source, target = batch.state, WORKFLOW.target(batch.state, Step.STOP)
    batch.stopped_by_id, batch.reason = actor.id, reason[:MAX_LINE]
    batch.state, batch.stopped_at = target, clock.now()
    waiting = (Message.batch_id == batch.id) & Message.state.in_(WAITING)
    # Without its lease, a worker that holds the message lets go of it when its turn comes.
    cancelled = {"state": MessageState.CANCELLED, "withheld": Withheld.STOPPED, "leased_until": None}
    stopped = db.session.scalars(update(Message).where(waiting).values(cancelled).returning(Message.id)).all()
    note("batch.stopped", batch, actor, source, {"cancelled": len(stopped), "written": count_written(batch)})
    return len(stopped)


def send_rest(*, batch: Batch, actor: Person) -> int:
    """Let what was stopped leave after all, and return how many messages of it wait again; twice does nothing.

    Nobody gets it twice: what left before stays as it is. After a while in which it can be stopped again. Raise
    Conflict when these people cannot be written to any more.
    """
    batch = lock(batch)
    if batch.state in {BatchState.BEGUN, BatchState.WRITTEN}:
        return 0
    source, target = batch.state, WORKFLOW.target(batch.state, Step.SEND_REST)
    if not known_audience(batch.audience).is_offered(batch.call_id):
        raise Conflict(_("These people cannot be written to any more: the call has moved on."))
    batch.state, batch.starts_at = target, clock.now() + UNDO
    batch.stopped_at = batch.stopped_by_id = None
    batch.reason = ""
    stopped = (Message.batch_id == batch.id) & (Message.state == MessageState.CANCELLED)
    again = {
        "state": workflow.WORKFLOW.target(MessageState.CANCELLED, workflow.Step.SEND_REST),
        "withheld": None,
        "due_at": batch.starts_at,
    }
    only_stopped = stopped & (Message.withheld == Withheld.STOPPED)
    waiting = db.session.scalars(update(Message).where(only_stopped).values(again).returning(Message.id)).all()
    note("batch.resumed", batch, actor, source, {"messages": len(waiting), "written": count_written(batch)})
    return len(waiting)


def seal_of(batch: Batch) -> str:
    """Name a batch as it is now, with what was edited in it, so that a form can tell whether it was looked at."""
    return sha256(json.dumps([batch.digest, batch.edits], sort_keys=True).encode()).hexdigest()


def _prepared_already(call_id: uuid.UUID, digest: str, actor: Person) -> Batch | None:
    same = select(Batch).where(
        Batch.call_id == call_id,
        Batch.digest == digest,
        Batch.made_by_id == actor.id,
        Batch.state == BatchState.PREPARED,
    )
    return db.session.scalars(same.limit(1)).first()


def _begun_already(batch: Batch) -> bool:
    same = select(Batch.id).where(
        Batch.call_id == batch.call_id,
        Batch.digest == batch.digest,
        Batch.id != batch.id,
        Batch.starts_at > clock.now() - TWICE,
        Batch.state.in_((BatchState.BEGUN, BatchState.WRITTEN)),
    )
    return db.session.scalar(same.limit(1)) is not None


def _change(batch: Batch, key: str, words: list[str] | None, actor: Person) -> None:
    batch = lock(batch)
    WORKFLOW.target(batch.state, Step.EDIT)
    if key not in {key_of(target, person) for target, person in batch.recipients}:
        raise NotFound
    edits = {name: kept for name, kept in batch.edits.items() if name != key}
    edits = edits if words == [] else {**edits, key: words}
    if edits == batch.edits:
        return
    batch.edits = edits
    batch.total = len(batch.recipients) - sum(kept is None for kept in batch.edits.values())
    details = {"as_the_rest": words == [], "left_out": words is None}
    note("batch.edited", batch, actor, batch.state, details)
