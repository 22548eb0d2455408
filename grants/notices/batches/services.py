"""Write to many: prepare what is looked at, begin, take back, stop; `expand_batches` is the worker's.

The request that begins a batch writes one row. The worker makes the messages of it in parts, each a transaction that
also keeps how far it has come, so a crash repeats at most what was never stored; and the outbox takes a message once.
"""

import json
import uuid
from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import timedelta
from hashlib import sha256

from flask_babel import gettext as _
from sqlalchemy import func, select, update
from sqlalchemy.orm import undefer

from grants import clock
from grants.accounts.models import Person
from grants.db import MAX_LINE, db
from grants.errors import Conflict, Invalid, NotFound, Stale
from grants.journal.services import record
from grants.notices.batches.audiences import Audience, Recipient, key_of, known_audience
from grants.notices.batches.models import Batch, BatchState
from grants.notices.batches.placeholders import filled
from grants.notices.batches.workflow import WORKFLOW, Step
from grants.notices.models import Message, MessageState, Withheld
from grants.notices.services import queue_words
from grants.notices.words import Words
from grants.notices.workflow import WAITING

EVENT = "official_wrote"
PRIORITY = 7
"""After everything that answers an act of its reader or has a term."""
UNDO = timedelta(minutes=1)
"""How long nothing leaves after an official confirmed, so that it can still be taken back."""
TWICE = timedelta(hours=1)
"""In this time the same words to the same people are taken for a mistake."""
WRITTEN_AT_ONCE = 100
"""How many recipients one transaction of the worker writes to."""
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
    _note("batch.begun", batch, actor, source, {"audience": batch.audience, "messages": batch.total})
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
    _note("batch.taken_back", batch, actor, source, {})


def drop(*, batch: Batch, actor: Person) -> None:
    """Put away a batch that was only prepared."""
    batch = lock(batch)
    if batch.state is BatchState.DROPPED:
        return
    source, batch.state = batch.state, WORKFLOW.target(batch.state, Step.DROP)
    _note("batch.dropped", batch, actor, source, {})


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
    _note("batch.stopped", batch, actor, source, {"cancelled": len(stopped), "written": _written(batch)})
    return len(stopped)


def expand_batches() -> int:
    """Write some messages of the oldest batch that is due, in one transaction; return how many recipients, 0 at last.

    May be stopped anywhere and begun again: what was stored is not repeated, and the outbox takes a message once.
    """
    due = select(Batch).where(Batch.state == BatchState.BEGUN, Batch.starts_at <= clock.now())
    oldest = due.order_by(Batch.starts_at, Batch.id).limit(1).options(undefer(Batch.recipients), undefer(Batch.edits))
    batch = db.session.scalars(oldest.with_for_update(skip_locked=True)).first()
    if batch is None:
        return 0
    part = batch.recipients[batch.expanded : batch.expanded + WRITTEN_AT_ONCE]
    _write(batch, [(uuid.UUID(target), person) for target, person in part])
    batch.expanded += len(part)
    if batch.expanded == len(batch.recipients):
        source, batch.state = batch.state, WORKFLOW.target(batch.state, Step.FINISH)
        _note("batch.written", batch, None, source, {"messages": _written(batch)})
    db.session.flush()
    return max(len(part), 1)


def words_for(batch: Batch, recipient: Recipient) -> Words:
    """Return what a recipient is told, in their language or the first that was written."""
    language = language_for(batch, recipient)
    said = Words(**batch.words[language])
    subject, body = batch.edits.get(recipient.key) or (said.subject, said.body)
    values = recipient.fill()
    return Words(
        subject=" ".join(filled(subject, values, markdown=False).split())[:MAX_LINE],
        body=filled(body, values, markdown=True),
        signature=said.signature,
    )


def language_for(batch: Batch, recipient: Recipient) -> str:
    """Return the language in which a recipient reads a batch."""
    wanted = recipient.person.language if recipient.person else ""
    return wanted if wanted in batch.words else next(iter(batch.words))


def seal_of(batch: Batch) -> str:
    """Name a batch as it is now, with what was edited in it, so that a form can tell whether it was looked at."""
    return sha256(json.dumps([batch.digest, batch.edits], sort_keys=True).encode()).hexdigest()


def lock(batch: Batch) -> Batch:
    """Return a batch as it is now, held until the end of the transaction."""
    held = select(Batch).where(Batch.id == batch.id).options(undefer(Batch.edits)).with_for_update()
    return db.session.scalars(held, execution_options={"populate_existing": True}).one()


def _write(batch: Batch, part: list[tuple[uuid.UUID, str]]) -> None:
    """Write to those of a part who still are in the set and were not left out."""
    writer = db.session.get_one(Person, batch.made_by_id)
    wanted = {key_of(target, person) for target, person in part} - {
        key for key, words in batch.edits.items() if words is None
    }
    found = known_audience(batch.audience).find(batch.call_id, writer, {target for target, _person in part})
    for recipient in found:
        if recipient.key in wanted and recipient.person is not None:
            queue_words(
                event=EVENT,
                subject_id=uuid.uuid5(batch.id, str(recipient.target_id)),
                person=recipient.person,
                words=words_for(batch, recipient),
                language=language_for(batch, recipient),
                call_id=batch.call_id,
                application_id=recipient.application_id,
                batch_id=batch.id,
                reply_to=batch.reply_to,
            )


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


def _written(batch: Batch) -> int:
    """Count the messages of a batch that are in the outbox."""
    counted = select(func.count()).select_from(Message).where(Message.batch_id == batch.id)
    return db.session.scalar(counted) or 0


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
    _note("batch.edited", batch, actor, batch.state, details)


def _note(
    action: str, batch: Batch, actor: Person | None, source: BatchState, details: Mapping[str, str | int | bool]
) -> None:
    """Write into the journal what happened to a batch; never what it says or to whom."""
    db.session.flush()
    record(
        action=action,
        subject=batch,
        actor=actor,
        call_id=batch.call_id,
        source=source.value,
        target=batch.state.value,
        details=dict(details),
    )
