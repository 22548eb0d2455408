"""A worker that delivers until nothing is left, and says the most memory it used; apart, for it loads nothing else.

`outbox_worker COUNT PERSON` renders and queues so many messages first.
"""

import sys
import uuid

from sqlalchemy import func, select, update

from grants import create_app
from grants.accounts.models import Person
from grants.db import db
from grants.notices.models import Message, MessageState
from grants.notices.services import queue
from tests.benchmarks.measure import most_memory
from workers import tasks


def queue_some(count: int, person_id: uuid.UUID, priority: int = 5) -> None:
    """Render and queue messages as a stage does, each with words of its own; they leave by night, too."""
    person = db.session.get_one(Person, person_id)
    subjects = [uuid.uuid4() for _number in range(count)]
    for number, subject_id in enumerate(subjects):
        context = {"code": f"{number:06}", "token": subject_id.hex}
        template = "accounts/notices/sign_in"
        queue(
            event="bench",
            subject_id=subject_id,
            person=person,
            template=template,
            context=context,
            priority=priority,
        )
        if number % 1000 == 999:
            db.session.commit()
    held_up = Message.subject_id.in_(subjects) & (Message.due_at > Message.queued_at)
    db.session.execute(update(Message).where(held_up).values(due_at=Message.queued_at))
    db.session.commit()


def main(count: int = 0, person: str = "") -> None:
    """Begin when told to."""
    with create_app().app_context():
        print("ready", flush=True)
        sys.stdin.readline()
        if count:
            queue_some(count, uuid.UUID(person))
        tasks.deliver()
        while db.session.scalar(select(func.count()).where(Message.state == MessageState.QUEUED)):
            db.session.rollback()
            tasks.deliver()
    print(most_memory(), flush=True)


if __name__ == "__main__":
    main(*(convert(word) for convert, word in zip((int, str), sys.argv[1:], strict=False)))
