"""Officials see what the same registration number asked for and got in other calls of theirs, and nobody else does."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.elsewhere import awarded_together, elsewhere_of
from grants.calls.models import Call
from grants.db import db
from tests.factories.applications import a_submitted, an_open_call
from tests.factories.awards import a_published_call, application_in, judged
from tests.factories.calls import CLOSED, an_official
from tests.factories.people import a_person, an_organiser, sign_in
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

NUMBER = "40008000013"
APPLICANT = {"kind": "association", "name": "Biedrība Ozols", "registration_number": NUMBER}


@pytest.fixture(autouse=True)
def after_closing() -> Iterator[None]:
    """Hold the clock where officials have their roles and what was sent in is opened."""
    with clock.at(CLOSED):
        yield


def a_decided_call(slug: str = "agrak") -> Call:
    return a_published_call(judged("A-1", applicant=APPLICANT), judged("A-2", "2", "2"), slug=slug)


def a_new_application() -> Application:
    return a_submitted(an_open_call(slug="tagad"), a_person())


def test_what_was_awarded_elsewhere_is_known() -> None:
    before, now = a_decided_call(), a_new_application()
    before.organiser_id = now.call.organiser_id
    found = elsewhere_of(now, an_official())
    assert [each.application.reference for each in found] == ["A-1"]
    assert awarded_together(found) == Decimal("4600.00")


def test_it_stands_on_the_official_page(visitor: Callable[[], Visitor]) -> None:
    before, now = a_decided_call(), a_new_application()
    before.organiser_id = now.call.organiser_id
    db.session.commit()
    official: Person = an_official()
    db.session.commit()
    page = sign_in(visitor(), official).see(f"/office/applications/{now.id}")
    assert "The same registration number in other calls" in page.text
    assert "Awarded in these calls together: 4600.00 EUR" in page.text


def test_calls_of_other_organisers_are_not_shown() -> None:
    before, now = a_decided_call(), a_new_application()
    before.organiser_id = an_organiser().id
    assert elsewhere_of(now, an_official()) == []


def test_who_may_not_read_the_other_call_sees_nothing() -> None:
    before, now = a_decided_call(), a_new_application()
    before.organiser_id = now.call.organiser_id
    assert elsewhere_of(now, a_person()) == []


def test_another_number_is_another_applicant() -> None:
    before, now = a_decided_call(), a_new_application()
    before.organiser_id = now.call.organiser_id
    assert elsewhere_of(application_in(before, "A-2"), an_official()) == []
