"""Messages to many, made through the services."""

from datetime import timedelta

from sqlalchemy import func, select

from grants import clock
from grants.accounts.models import Person
from grants.calls.models import Call
from grants.calls.writing import services
from grants.db import db
from grants.notices.batches import services as batches
from grants.notices.batches.expanding import expand_batches
from grants.notices.batches.keeping import EVENT
from grants.notices.batches.models import Batch
from grants.notices.batches.services import UNDO
from grants.notices.models import Message

TYPED = ("Par “{call}”", "Labdien, {name}!\n\nRakstām par {link}.")


def a_batch(
    call: Call,
    actor: Person,
    audience: str = "drafts",
    words: tuple[str, str] = TYPED,
    english: tuple[str, str] = ("", ""),
) -> Batch:
    """Return a message to many that nobody has sent yet."""
    typed = {"lv": words, "en": english} if any(english) else {"lv": words}
    return services.prepare(call=call, audience=audience, typed=typed, actor=actor)


def begun(batch: Batch, actor: Person) -> Batch:
    """Return a message to many that is sent, after a look."""
    call = db.session.get_one(Call, batch.call_id)
    services.begin(call=call, batch=batch, shown=batches.seal_of(batch), actor=actor)
    return batch


def expanded() -> int:
    """Let the worker write everything that is due a while from now, and return how many parts that were."""
    parts = 0
    with clock.at(clock.now() + UNDO + timedelta(seconds=1)):
        while expand_batches():
            db.session.commit()
            parts += 1
    return parts


def written_to() -> list[str]:
    """Return whom something was written to, in order."""
    query = select(Message.address).where(Message.event == EVENT).order_by(Message.address)
    return list(db.session.scalars(query))


def count_written() -> int:
    """Count the messages of all batches."""
    return db.session.scalar(select(func.count()).select_from(Message).where(Message.event == EVENT)) or 0
