"""A form that was open while a new release was installed is taken, or comes back with all that was typed."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from grants import create_app
from grants.accounts.models import Person
from grants.db import db
from tests.factories.people import a_person, sign_in
from tests.support.pages import Page, Values
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

PROFILE = "/account/profile"
Release = Callable[[str], Visitor]


@pytest.fixture
def released(app: Flask) -> Iterator[Release]:
    """Return a function that gives somebody in front of the new release, on the same database."""
    made: list[Flask] = []

    def release(secret_key: str) -> Visitor:
        made.append(create_app(replace(app.extensions["settings"], secret_key=secret_key)))
        return Visitor(made[-1], made[-1].response_class, use_cookies=True)

    yield release
    for new in made:
        with new.app_context():
            db.engine.dispose()


def typed_into(page: Page) -> Values:
    """Return what was typed into the form before the release, with its token."""
    return page.form("Save").filled({"name": "Typed before", "language": "en"}, "Save")


@pytest.fixture
def open_form(client: Visitor) -> Page:
    """Return the form of somebody who is signed in, opened before the release."""
    sign_in(client, a_person())
    return client.see(PROFILE)


def test_with_the_same_secret_it_is_taken(app: Flask, client: Visitor, open_form: Page, released: Release) -> None:
    cookie = client.get_cookie("session")
    assert cookie
    after = released(app.extensions["settings"].secret_key)
    after.set_cookie("session", cookie.value)
    assert after.post(PROFILE, data=typed_into(open_form)).status_code == 303
    assert db.session.query(Person).one().name == "Typed before"


def test_with_another_secret_it_comes_back_with_what_was_typed(
    client: Visitor, open_form: Page, released: Release
) -> None:
    cookie = client.get_cookie("session")
    assert cookie
    after = released("another secret of the service")
    after.set_cookie("session", cookie.value)
    answer = after.post(PROFILE, data=typed_into(open_form), headers={"Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, "Typed before" in answer.text) == (400, True)
