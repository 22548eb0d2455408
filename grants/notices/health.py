"""Whether the service is alive, and whether it is ready: its database migrated and its worker at work."""

import re
from datetime import timedelta
from functools import cache

from flask import Blueprint, Flask, Response, current_app, jsonify
from sqlalchemy import inspect, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from grants import clock
from grants.db import MIGRATIONS, db
from grants.notices.models import Heartbeat
from grants.notices.sending.troubles import told

WORKER = "worker"
SILENCE = timedelta(seconds=60)
"""A worker that has not been heard of for so long is not there."""

_REVISION = re.compile(r"^revision = ['\"](\w+)['\"]", re.MULTILINE)
_AFTER = re.compile(r"^down_revision = ['\"](\w+)['\"]", re.MULTILINE)

blueprint = Blueprint("health", __name__, url_prefix="/health")


@blueprint.get("/live")
def live() -> Response:
    """Answer that the process answers."""
    return jsonify(alive=True)


@blueprint.get("/ready")
def ready() -> tuple[Response, int]:
    """Answer 200 when people can be served, else 503 with the reasons."""
    found = problems()
    if found:
        return jsonify(ready=False, problems=found), 503
    return jsonify(ready=True, problems=[], warnings=warnings()), 200


def warnings() -> list[str]:
    """Return what stands in the way of mail, in words for the operator; people can be served all the same."""
    return [f"{trouble.kind.value} since {trouble.began_at:%Y-%m-%d %H:%M} UTC: {trouble.words}" for trouble in told()]


def problems() -> list[str]:
    """Return what keeps the service from serving people, in words for the operator."""
    try:
        if not _migrated():
            return ["the database is not at the newest migration: run flask db upgrade"]
        beaten_at = db.session.scalar(select(Heartbeat.beaten_at).where(Heartbeat.name == WORKER))
    except SQLAlchemyError:
        current_app.logger.exception("the database does not answer")
        return ["the database does not answer"]
    if beaten_at is None or clock.now() - beaten_at > SILENCE:
        return ["no worker has been heard of for a minute"]
    return []


def beat() -> None:
    """Write down that the worker is there."""
    now = clock.now()
    if not db.session.scalars(
        update(Heartbeat).where(Heartbeat.name == WORKER).values(beaten_at=now).returning(Heartbeat.id)
    ).all():
        db.session.add(Heartbeat(name=WORKER, beaten_at=now))
        db.session.flush()


def init_app(app: Flask) -> None:
    """Serve the two pages."""
    app.register_blueprint(blueprint)


def _migrated() -> bool:
    """Tell whether the database is at the newest migration, without Alembic: it would cost every web process 11 MB."""
    if not inspect(db.session.connection()).has_table("alembic_version"):
        return False
    return db.session.scalars(text("SELECT version_num FROM alembic_version")).all() == [_newest()]


@cache
def _newest() -> str:
    """Return the revision of the newest migration, the only one after which none comes, which `make check` holds."""
    texts = [path.read_text(encoding="utf-8") for path in (MIGRATIONS / "versions").glob("[0-9]*.py")]
    revisions = {found[1] for text in texts if (found := _REVISION.search(text))}
    (newest,) = revisions - {found[1] for text in texts if (found := _AFTER.search(text))}
    return newest
