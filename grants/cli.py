"""The command line: every part's group of commands, and the migrations."""

import os
from functools import partial
from typing import Any

from flask import Flask
from werkzeug.local import LocalProxy

from grants.accounts.cli import user
from grants.db import MIGRATIONS, db
from grants.exchange.cli import competition, demo
from grants.notices.cli import outbox
from grants.verification.cli import verify


def init_app(app: Flask) -> None:
    """Offer the commands of `flask --app wsgi …`.

    Those of Flask-Migrate only where Flask says that it runs from the command line; elsewhere its settings are made
    when somebody asks for them, because Alembic costs a web process 11 MB.
    """
    competition.add_command(verify)
    for group in (competition, demo, outbox, user):
        app.cli.add_command(group)
    if os.environ.get("FLASK_RUN_FROM_CLI") == "true":
        _migrate(app)
    else:
        app.extensions["migrate"] = LocalProxy(partial(_migrate, app))


def _migrate(app: Flask) -> Any:
    from flask_migrate import Migrate

    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    return app.extensions["migrate"]
