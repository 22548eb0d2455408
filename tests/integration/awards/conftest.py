"""Fixtures of the tests of the decision: its Monday, and browsers of people at that moment."""

from collections.abc import Callable, Iterator

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from grants import clock
from grants.accounts.models import Person
from grants.db import db
from tests.factories.awards import DELIBERATED
from tests.factories.people import sign_in
from tests.support.visitor import Visitor

Browser = Callable[[Person], Visitor]


@pytest.fixture
def monday(session: scoped_session[Session]) -> Iterator[None]:
    """Hold the clock on the day of the deliberation."""
    with clock.at(DELIBERATED):
        yield


@pytest.fixture
def browser_of(visitor: Callable[[], Visitor]) -> Browser:
    """Return a function that gives the browser of a person who is signed in."""

    def browser(person: Person) -> Visitor:
        db.session.commit()
        return sign_in(visitor(), person)

    return browser
