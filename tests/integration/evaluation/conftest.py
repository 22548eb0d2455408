"""Fixtures of the tests of the evaluation: it is a moment at which the example call is checked and scored."""

from collections.abc import Callable, Iterator

import pytest

from grants import clock
from grants.accounts.models import Person
from grants.db import db
from tests.factories.evaluation import JUDGED
from tests.factories.people import sign_in
from tests.support.visitor import Visitor

SignIn = Callable[[Person], Visitor]


@pytest.fixture(autouse=True)
def judged() -> Iterator[None]:
    """Hold the clock while applications are checked and scored."""
    with clock.at(JUDGED):
        yield


@pytest.fixture
def as_person(visitor: Callable[[], Visitor]) -> SignIn:
    """Return a function that gives the browser of a person who signs in at this moment."""

    def browser(person: Person) -> Visitor:
        db.session.commit()
        return sign_in(visitor(), person)

    return browser
