"""The frame of a page alone: an application with no other part, and the page of every pattern."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask, flash, render_template
from flask.testing import FlaskClient
from jinja2 import ChoiceLoader, FileSystemLoader

from config import Settings
from grants import ROOT, clock, db, web
from grants.web.living import examples

HERE = Path(__file__).parent
NOW = datetime(2018, 10, 24, 9, 50, tzinfo=UTC)


def alone(settings: Settings) -> Flask:
    """Return an application that has only what every page stands on."""
    app = Flask("grants", template_folder=ROOT / "templates")
    app.config.from_mapping(settings.flask())
    app.extensions["settings"] = settings
    db.init_app(app)
    web.init_app(app)
    return app


@pytest.fixture
def frame(tmp_path: Path) -> Iterator[Flask]:
    """Return the frame with a gallery, at one moment."""
    app = alone(
        Settings(development=True, instance_path=tmp_path, secret_key="only for tests", database_url="sqlite://")
    )
    app.jinja_loader = ChoiceLoader([FileSystemLoader(ROOT / "templates"), FileSystemLoader(HERE / "templates")])
    app.add_url_rule("/gallery", view_func=gallery)
    with clock.at(NOW):
        yield app


@pytest.fixture
def reader(frame: Flask) -> FlaskClient:
    """Return somebody who is not signed in and reads English."""
    client = frame.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def gallery() -> str:
    """Show every pattern, after two acts."""
    flash("Saglabāts.")
    flash("Neizdevās.", "danger")
    return render_template("web/living/page.html", **examples.shown())
