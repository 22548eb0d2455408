"""The frame of a page alone: an application with no other part, and a gallery of every macro."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask, flash, render_template
from flask.testing import FlaskClient
from jinja2 import ChoiceLoader, FileSystemLoader

from config import Settings
from grants import ROOT, clock, db, web
from grants.web.slots import Task

HERE = Path(__file__).parent
NOW = datetime(2018, 10, 24, 9, 50, tzinfo=UTC)
CLOSES_AT = NOW + timedelta(hours=26, minutes=10)


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
    """Show every macro once."""
    flash("Saglabāts.")
    flash("Neizdevās.", "danger")
    programme = {
        "name": {"lv": "Izaugsme un nodarbinātība"},
        "fund": {"lv": "Eiropas Sociālais fonds", "en": "European Social Fund"},
        "project_number": "8.3.4.0/16/I/001",
        "is_european": True,
    }
    rows = [
        {"reference": "RZ-2018-001", "title": "Ceļā uz sevi", "requested": Decimal(4600)},
        {"reference": "RZ-2018-002", "title": "Pārgājiens gar Rāznas ezeru", "requested": Decimal("14600.5")},
    ]
    tasks = [
        Task(title="Deklarējiet interešu konfliktu", url="/x", detail="7 iesniegumi", due_at=CLOSES_AT),
        Task(title="Rezultāti", url="/y", waits=False),
    ]
    return render_template("gallery.html", closes_at=CLOSES_AT, programme=programme, rows=rows, tasks=tasks)
