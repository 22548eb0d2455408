"""Figures of the outbox for the operator's monitoring, in the text format of Prometheus."""

from collections.abc import Iterator
from datetime import timedelta
from hmac import compare_digest

from flask import Blueprint, Flask, Response, current_app, request
from sqlalchemy import func, select

from grants import clock
from grants.db import db
from grants.errors import NotFound
from grants.notices.channels import oldest_due
from grants.notices.models import Message, MessageState
from grants.notices.sending.models import Kind, Trouble

LATELY = timedelta(minutes=5)
"""Over which the rate is counted."""

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
def figures() -> Response:
    """Answer how the outbox stands; there is nothing here for who does not know the token."""
    token = current_app.extensions["settings"].metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not (token and compare_digest(given.encode(), token.encode())):
        raise NotFound
    return Response("".join(f"{line}\n" for line in _lines()), mimetype="text/plain")


def init_app(app: Flask) -> None:
    """Serve the page."""
    app.register_blueprint(blueprint)


def _lines() -> Iterator[str]:
    now, oldest = clock.now(), oldest_due()
    counted = dict(db.session.execute(select(Message.state, func.count()).group_by(Message.state)).all())
    yield "# HELP grants_messages Messages by state."
    yield "# TYPE grants_messages gauge"
    for state in MessageState:
        yield f'grants_messages{{state="{state.value}"}} {counted.get(state, 0)}'
    yield "# HELP grants_oldest_due_seconds For how long the oldest message that waits has been due."
    yield "# TYPE grants_oldest_due_seconds gauge"
    yield f"grants_oldest_due_seconds {(now - oldest).total_seconds() if oldest else 0:.0f}"
    lately = select(func.count()).where(Message.state == MessageState.SENT, Message.sent_at > now - LATELY)
    yield "# HELP grants_sent_per_minute Messages sent in a minute, over the last five."
    yield "# TYPE grants_sent_per_minute gauge"
    yield f"grants_sent_per_minute {(db.session.scalar(lately) or 0) / (LATELY / timedelta(minutes=1)):.1f}"
    standing = set(db.session.scalars(select(Trouble.kind)))
    yield "# HELP grants_trouble What stands in the way of mail now."
    yield "# TYPE grants_trouble gauge"
    for kind in Kind:
        yield f'grants_trouble{{kind="{kind.value}"}} {int(kind in standing)}'
