"""What everything that happens to a batch has in common: it is held, its messages counted, the journal told."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from grants.accounts.models import Person
from grants.db import db
from grants.journal.services import record
from grants.notices.batches.models import Batch, BatchState
from grants.notices.models import Message

EVENT = "official_wrote"
PRIORITY = 7
"""After everything that answers an act of its reader or has a term."""


def lock(batch: Batch) -> Batch:
    """Return a batch as it is now, held until the end of the transaction."""
    held = select(Batch).where(Batch.id == batch.id).options(undefer(Batch.edits)).with_for_update()
    return db.session.scalars(held, execution_options={"populate_existing": True}).one()


def count_written(batch: Batch) -> int:
    """Count the messages of a batch that are in the outbox."""
    counted = select(func.count()).select_from(Message).where(Message.batch_id == batch.id)
    return db.session.scalar(counted) or 0


def note(
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
