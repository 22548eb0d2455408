"""Fixtures of the tests of calls."""

from collections.abc import Callable

import pytest

from grants.accounts.models import Person
from grants.db import db
from tests.factories.people import sign_in
from tests.support.visitor import Visitor

SignIn = Callable[[Person], Visitor]


@pytest.fixture
def as_person(visitor: Callable[[], Visitor]) -> SignIn:
    """Return a function that gives the browser of a person who signs in at this moment."""

    def browser(person: Person) -> Visitor:
        db.session.commit()
        return sign_in(visitor(), person)

    return browser
