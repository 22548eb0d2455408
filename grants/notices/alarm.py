"""Tell administrators by a message that something stands in the way of mail; once for each trouble."""

import uuid

from flask import Flask

from grants.events import subscribe
from grants.notices.register import URGENT_PRIORITY, Audience, Event, register
from grants.notices.sending.troubles import TroubleBegan
from grants.notices.services import queue

EVENTS = (
    Event(
        name="operator_alarm",
        template="notices/notices/alarm",
        audience=Audience.OPERATOR,
        urgent=True,
        priority=URGENT_PRIORITY,
    ),
)


def on_trouble(event: TroubleBegan) -> None:
    """Tell every administrator; while no server takes mail, this waits with the rest and leaves first."""
    from grants.accounts.models import RoleKind  # not above: people get messages from here
    from grants.accounts.queries import people_with_role

    about = uuid.uuid4()  # a trouble that comes again is another one
    for person in people_with_role(RoleKind.ADMINISTRATOR):
        queue(
            event="operator_alarm",
            subject_id=about,
            person=person,
            template="notices/notices/alarm",
            context={"kind": event.kind.value, "words": event.words},
        )


def init_app(app: Flask) -> None:
    """Listen."""
    register(app, EVENTS)
    subscribe(app, TroubleBegan, on_trouble)
