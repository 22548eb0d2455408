"""Fixtures of the tests of applications: the example call is open, and Anna applies."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.db import db
from grants.notices.models import Message
from tests.factories.applications import a_filled, an_open_call
from tests.factories.calls import OPEN, WRITTEN
from tests.factories.people import a_person, sign_in
from tests.integration.applications.people import BRUNO
from tests.support.visitor import Visitor

SignIn = Callable[[Person], Visitor]


@pytest.fixture(autouse=True)
def while_open(session: scoped_session[Session]) -> Iterator[None]:
    """Hold the clock at a moment at which the example call is open."""
    with clock.at(OPEN):
        yield


@pytest.fixture
def anna() -> Person:
    """Return somebody who applies, known since before the call."""
    with clock.at(WRITTEN):
        return a_person("Anna Ozola", "anna@example.org")


@pytest.fixture
def as_person(visitor: Callable[[], Visitor]) -> SignIn:
    """Return a function that gives the browser of a person who signs in at this moment."""

    def browser(person: Person) -> Visitor:
        db.session.commit()
        return sign_in(visitor(), person)

    return browser


@pytest.fixture
def browser(as_person: SignIn, anna: Person) -> Visitor:
    """Return Anna's browser."""
    return as_person(anna)


@pytest.fixture
def queued(app: Flask) -> Callable[[str], list[str]]:
    """Return a function that gives the addresses an event's messages are queued for."""
    return lambda event: sorted(db.session.scalars(select(Message.address).where(Message.event == event)))


@pytest.fixture
def application(anna: Person) -> Application:
    """Return Anna's draft, ready to be submitted."""
    return a_filled(an_open_call(), anna)


@pytest.fixture
def bruno() -> Person:
    """Return somebody with an account whom Anna may invite."""
    return a_person("Bruno Bērziņš", BRUNO)
