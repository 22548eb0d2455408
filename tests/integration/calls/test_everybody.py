"""A page that is rendered once for everybody signed out is still each reader's own."""

from collections.abc import Callable, Iterator

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from grants import clock
from grants.accounts.models import Organiser
from grants.calls.models import Call
from tests.factories.awards import DELIBERATED, a_published_call, judged
from tests.support.visitor import Visitor

PAGES = ("", "/how-decisions-are-made", "/results")


@pytest.fixture(autouse=True)
def afterwards() -> Iterator[None]:
    with clock.at(DELIBERATED):
        yield


@pytest.fixture
def call(session: scoped_session[Session]) -> Call:
    """Return a call whose results are public."""
    call = a_published_call(judged("PM-A"))
    session.commit()
    return call


@pytest.mark.parametrize("page", PAGES)
def test_colours_that_one_reader_chose_are_not_those_of_the_next(
    call: Call, page: str, visitor: Callable[[], Visitor]
) -> None:
    first, next_one = visitor(), visitor()
    first.get("/colours/dark")
    assert first.see(f"/calls/{call.slug}{page}").tree.get("data-theme") == "dark"
    assert next_one.see(f"/calls/{call.slug}{page}").tree.get("data-theme") == "auto"


@pytest.mark.parametrize("page", PAGES)
def test_a_new_colour_of_the_organiser_is_on_the_page_at_once(
    call: Call, page: str, client: Visitor, session: scoped_session[Session]
) -> None:
    address = f"/calls/{call.slug}{page}"
    assert "colours.css" not in client.get(address).text
    session.query(Organiser).filter_by(id=call.organiser_id).update({"colour": "#005500"})
    session.commit()
    assert "colours.css?v=005500" in client.get(address).text
