"""The stage of a rehearsal: rules from anywhere, a throw-away database, simulated time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask, current_app
from sqlalchemy.exc import DatabaseError

from config import Settings
from grants.calls.queries import call_by_slug, rules_of
from grants.calls.rules.document import Rules
from grants.db import db, reading
from grants.errors import NotFound
from grants.exchange import demonstration
from grants.exchange.rehearsal.outcome import Played, outcome_of
from grants.exchange.rehearsal.play import Rehearsal, Step
from grants.exchange.validation import read_bundle


def rules_for(slug: str) -> Rules:
    """Return the rules of a call of this site, or of the demonstration; raise NotFound naming what there is."""
    try:
        with reading():
            return rules_of(call_by_slug(slug))
    except (NotFound, DatabaseError) as error:
        if slug in demonstration.names():
            return read_bundle(demonstration.load(slug)).call
        known = ", ".join(demonstration.names())
        raise NotFound(f"There is no competition {slug} here; the demonstration has {known}.") from error


def rehearse(rules: Rules, *, applicants: int, evaluators: int, seed: int = 1, step: Step | None = None) -> Played:
    """Play a competition in a throw-away database and return what happened; `step` hears of every act."""
    with throw_away_site() as app, app.app_context():
        rehearsal = Rehearsal(rules, applicants=applicants, evaluators=evaluators, seed=seed, step=step)
        return outcome_of(rehearsal.play())


@contextmanager
def throw_away_site() -> Iterator[Flask]:
    """Build a site of its own on SQLite in a temporary folder, migrated and empty, whose mail goes into the folder."""
    with TemporaryDirectory(prefix="rehearsal-") as folder:
        settings = Settings(instance_path=Path(folder), development=True, base_url="http://127.0.0.1")
        app: Flask = current_app.extensions["create_app"](settings)  # the package above all parts is not ours to import
        with app.app_context():
            import flask_migrate  # Alembic, which the web processes do without

            flask_migrate.upgrade()
        try:
            yield app
        finally:
            with app.app_context():
                db.session.remove()
                db.engine.dispose()
