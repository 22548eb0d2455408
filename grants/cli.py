"""The command line: every part's group of commands, and the migrations."""

from pathlib import Path

from flask import Flask
from flask_migrate import Migrate

from grants.accounts.cli import user
from grants.db import db
from grants.exchange.cli import competition, demo
from grants.notices.cli import outbox
from grants.verification.cli import verify

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def init_app(app: Flask) -> None:
    """Offer the commands of `flask --app wsgi …`."""
    competition.add_command(verify)
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    for group in (competition, demo, outbox, user):
        app.cli.add_command(group)
