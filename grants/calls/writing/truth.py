"""Whether a message of many is still for its reader when its turn comes."""

from flask import Flask

from grants.accounts.models import Person
from grants.db import db
from grants.notices.batches.audiences import known_audience
from grants.notices.batches.keeping import EVENT
from grants.notices.batches.models import Batch
from grants.notices.models import Message, Withheld
from grants.notices.truth import offer_truth


def init_app(app: Flask) -> None:
    """Let the outbox ask."""
    offer_truth(app, left_the_set, EVENT)


def left_the_set(message: Message) -> Withheld | None:
    """Say that the reader is not among those any more who were written to, or lost sight of the matter."""
    batch = db.session.get(Batch, message.batch_id)
    if batch is None or message.person_id is None:
        return None
    writer = db.session.get_one(Person, batch.made_by_id)
    target = message.application_id or message.person_id
    found = known_audience(batch.audience).find(batch.call_id, writer, {target})
    if any(one.person is not None and one.person.id == message.person_id for one in found):
        return None
    return Withheld.NOT_THEIRS if found else Withheld.OVER
