"""Fixtures of the tests of calls."""

from collections.abc import Callable

import pytest
from flask.sessions import SessionMixin

from grants import clock
from grants.accounts.models import Person
from grants.db import db
from tests.support.visitor import Visitor

SignIn = Callable[[Person], Visitor]


@pytest.fixture
def as_person(visitor: Callable[[], Visitor]) -> SignIn:
    """Return a function that gives the browser of a person who signs in at this moment."""

    def sign_in(person: Person) -> Visitor:
        db.session.commit()
        browser = visitor()
        with browser.session_transaction() as session:
            _begin(session, str(person.id))
        return browser

    return sign_in


def _begin(session: SessionMixin, person_id: str) -> None:
    session.update(_user_id=person_id, _fresh=True, signed_in_at=clock.now().isoformat())
