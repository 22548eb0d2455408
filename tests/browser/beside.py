"""The application of a running site in a process of ours: things are made through the services, beside the site."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Page

from config import Settings
from grants import clock, create_app
from grants.accounts.current import SESSION
from grants.accounts.models import Person
from grants.accounts.services import begin_session
from grants.applications.form.working import as_changes
from grants.applications.services import save, start
from grants.db import db
from tests.factories.calls import a_call
from tests.factories.documents import Raw, schedule
from tests.factories.people import a_person
from tests.support.site import Site


@contextmanager
def beside(site: Site) -> Iterator[Flask]:
    """Give the application of a running site, on its files, in a process of ours."""
    settings = Settings.from_environment(site.environment)
    key = (settings.instance_path / "secret_key").read_text()
    app = create_app(replace(settings, secret_key=key, base_url=site.address))
    with app.app_context():
        yield app
        db.engine.dispose()


def slug_for(request: pytest.FixtureRequest) -> str:
    """Return a name for the call of a test that no other test has."""
    return re.sub(r"[^a-z]+", "-", request.node.name.lower()).strip("-")[-60:].strip("-")


def open_now(closes_at: datetime | None = None) -> Raw:
    """Return the dates of a call that is open now and closes then, in five hours unless said."""
    closes_at = closes_at or datetime.now(UTC) + timedelta(hours=5)
    days = {"published_at": -3, "opens_at": -2, "evaluation_due_at": 2, "decision_due_at": 2}
    dates = {one: (closes_at + timedelta(days=count)).isoformat() for one, count in days.items()}
    return schedule(**dates, questions_until=closes_at.isoformat(), closes_at=closes_at.isoformat())


def a_draft_of_ones_own(
    site: Site, slug: str, form: list[Raw], *, closes_at: datetime | None = None, **filled: Any
) -> tuple[str, str]:
    """Return the address of a draft in a call with a form, and the cookie of its applicant."""
    with beside(site) as app:
        dates = open_now(closes_at)
        with clock.at(datetime.fromisoformat(dates["closes_at"]) - timedelta(hours=1)):
            person = a_person(slug, f"{slug[:50]}@example.org")
            draft = start(call=a_call(slug=slug, form=form, schedule=dates), actor=person)
            if filled:
                save(application=draft, actor=person, changes=as_changes(**filled))
        return f"/applications/{draft.id}", session_of(app, person)


def session_of(app: Flask, person: Person, part: str = SESSION) -> str:
    """Return the cookie of a session that just began, in English."""
    content = {part: str(begin_session(person=person)), "language": "en"}
    db.session.commit()
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return str(serializer.dumps(content))


def come_in(page: Page, person: Person, app: Flask, site: Site) -> None:
    """Let somebody's browser have a session that just began."""
    page.context.add_cookies([{"name": "session", "value": session_of(app, person), "url": site.address}])
