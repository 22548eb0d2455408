"""Make the messages of a batch: what the worker does after an official has sent it.

The request that begins a batch writes one row. The worker makes the messages of it in parts, each a transaction that
also keeps how far it has come, so a crash repeats at most what was never stored; and the outbox takes a message once.
"""

import uuid

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import undefer

from grants import clock
from grants.accounts.models import Person
from grants.db import MAX_LINE, db
from grants.notices.batches.audiences import Recipient, key_of, known_audience
from grants.notices.batches.keeping import EVENT, count_written, note
from grants.notices.batches.models import Batch, BatchState
from grants.notices.batches.workflow import WORKFLOW, Step
from grants.notices.filling import filled
from grants.notices.services import queue_words
from grants.notices.words import Words

WRITTEN_AT_ONCE = 100
"""How many recipients one transaction of the worker writes to."""
LINK = "link"
"""The one placeholder that is an address of ours: in Markdown it leads there."""


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
        note("batch.written", batch, None, source, {"messages": count_written(batch)})
    db.session.flush()
    return max(len(part), 1)


def words_for(batch: Batch, recipient: Recipient) -> Words:
    """Return what a recipient is told, in their language or the first that was written."""
    language = language_for(batch, recipient)
    said = Words(**batch.words[language])
    subject, body = batch.edits.get(recipient.key) or (said.subject, said.body)
    values = recipient.fill()

    def in_subject(name: str) -> str:
        return values.get(name, "")

    def in_body(name: str) -> object:
        value = values.get(name, "")
        return Markup(f"<{value}>") if name == LINK else value  # noqa: S704  # an address of ours

    return Words(
        subject=" ".join(filled(subject, in_subject, markdown=False).split())[:MAX_LINE],
        body=filled(body, in_body, markdown=True),
        signature=said.signature,
    )


def language_for(batch: Batch, recipient: Recipient) -> str:
    """Return the language in which a recipient reads a batch."""
    wanted = recipient.person.language if recipient.person else ""
    return wanted if wanted in batch.words else next(iter(batch.words))


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
