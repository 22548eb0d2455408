"""Whether the service is alive, and whether it is ready: its database migrated and its worker at work."""

import re
from datetime import timedelta
from functools import cache

from flask import Blueprint, Flask, Response, current_app, jsonify
from flask_babel import gettext as _
from sqlalchemy import inspect, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from grants import clock
from grants.db import MIGRATIONS, db
from grants.notices.models import Heartbeat
from grants.notices.sending.models import Kind
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
        is_alive = _is_alive()
    except SQLAlchemyError:
        current_app.logger.exception("the database does not answer")
        return ["the database does not answer"]
    if not is_alive:
        return ["no worker has been heard of for a minute"]
    return []


def mail_troubles() -> list[str]:
    """Return why nothing is sent now, in words for officials on pages where something waits to be sent."""
    words = {
        Kind.SERVER: _("The mail server does not answer. The service goes on trying; nothing is lost."),
        Kind.WAITING: _("Messages have been waiting for longer than they should. The operator has been told."),
    }
    found = [words[trouble.kind] for trouble in told()]
    if not _is_alive():
        found.append(
            _("Nothing is sent now, because the part of the service that sends is not running. Tell the operator.")
        )
    return found


def _is_alive() -> bool:
    beaten_at = db.session.scalar(select(Heartbeat.beaten_at).where(Heartbeat.name == WORKER))
    return beaten_at is not None and clock.now() - beaten_at <= SILENCE


def beat() -> None:
    """Write down that the worker is there."""
    now = clock.now()
    if not db.session.scalars(
        update(Heartbeat).where(Heartbeat.name == WORKER).values(beaten_at=now).returning(Heartbeat.id)
    ).all():
        db.session.add(Heartbeat(name=WORKER, beaten_at=now))
        db.session.flush()


def init_app(app: Flask) -> None:
    """Serve the two pages, and let others say what stands in the way of mail."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["mail_troubles"] = mail_troubles


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
