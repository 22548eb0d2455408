"""Figures of the outbox for the operator's monitoring, in the text format of Prometheus."""

from collections.abc import Iterator
from datetime import timedelta
from hmac import compare_digest

from flask import Blueprint, Flask, Response, current_app, request
from sqlalchemy import func, select

from grants import clock
from grants.db import db
from grants.errors import NotFound
from grants.notices.channels import Channel, channels, oldest_in
from grants.notices.models import MessageState
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
    yield "# HELP grants_messages Messages by channel and state."
    yield "# TYPE grants_messages gauge"
    for channel in channels():
        counts = select(channel.table.state, func.count()).group_by(channel.table.state)
        counted: dict[MessageState, int] = dict(db.session.execute(counts).all())
        for state in MessageState:
            yield f'grants_messages{{channel="{channel.code}",state="{state.value}"}} {counted.get(state, 0)}'
    yield "# HELP grants_oldest_due_seconds For how long the oldest message that waits has been due, by channel."
    yield "# TYPE grants_oldest_due_seconds gauge"
    for channel in channels():
        yield f'grants_oldest_due_seconds{{channel="{channel.code}"}} {_waits_in(channel).total_seconds():.0f}'
    yield "# HELP grants_sent_per_minute Messages sent in a minute, over the last five, by channel."
    yield "# TYPE grants_sent_per_minute gauge"
    for channel in channels():
        yield f'grants_sent_per_minute{{channel="{channel.code}"}} {_rate_of(channel):.1f}'
    standing = set(db.session.scalars(select(Trouble.kind)))
    yield "# HELP grants_trouble What stands in the way of mail now."
    yield "# TYPE grants_trouble gauge"
    for kind in Kind:
        yield f'grants_trouble{{kind="{kind.value}"}} {int(kind in standing)}'


def _waits_in(channel: Channel) -> timedelta:
    oldest = oldest_in(channel)
    return clock.now() - oldest if oldest else timedelta()


def _rate_of(channel: Channel) -> float:
    table = channel.table
    lately = select(func.count()).where(table.state == MessageState.SENT, table.sent_at > clock.now() - LATELY)
    return (db.session.scalar(lately) or 0) / (LATELY / timedelta(minutes=1))
