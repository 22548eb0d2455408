"""A decision goes to who works on its application: not to who was only invited, and not to who left."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application, ApplicationMember, Right
from grants.applications.services import let_out
from grants.awards import services
from grants.awards.consequences import consequences_of
from grants.awards.letters.queries import LETTER
from grants.awards.queries import standing_of
from grants.calls.models import Call
from grants.db import db
from grants.notices.models import Message
from tests.factories.applications import joined
from tests.factories.awards import (
    a_deliberated_call,
    a_member,
    an_official_of,
    application_in,
    judged,
    letters_left,
)
from tests.factories.people import a_person
from tests.integration.awards.conftest import Browser


def only_invited(application: Application) -> Person:
    """Return somebody who has not answered."""
    person = a_person("Ilze Invited")
    application.memberships.append(ApplicationMember(person=person, right=Right.SIGN, added_at=clock.now()))
    return person


def left(application: Application) -> Person:
    """Return somebody who worked on an application and left."""
    person = joined(application, a_person("Fricis Former"))
    let_out(
        application=application,
        member=next(each for each in application.members if each.person_id == person.id),
        actor=person,
    )
    return person


@pytest.fixture
def call(monday: None) -> Call:
    return a_deliberated_call(judged("A-1"))


@pytest.fixture(params=[only_invited, left])
def other(request: pytest.FixtureRequest, call: Call) -> Person:
    """Return who is no member of the one application, in each of the two ways."""
    come: Callable[[Application], Person] = request.param
    return come(application_in(call, "A-1"))


@pytest.mark.usefixtures("other")
def test_the_letter_goes_to_members_only(call: Call) -> None:
    member = a_member(call, "A-1")
    official = an_official_of(call)
    services.confirm(call=call, actor=official)
    letters_left(call, official)
    assert list(db.session.scalars(select(Message.address).where(Message.event == LETTER))) == [member.email]


@pytest.mark.usefixtures("other")
def test_the_confirmation_counts_members_only(call: Call) -> None:
    a_member(call, "A-1")
    consequences = consequences_of(standing_of(call), an_official_of(call))
    assert (consequences.letters, consequences.people) == (1, 1)


def test_who_is_no_member_finds_the_decision_nowhere(call: Call, other: Person, browser_of: Browser) -> None:
    application = application_in(call, "A-1")
    services.confirm(call=call, actor=an_official_of(call))
    browser = browser_of(other)
    browser.see(f"/applications/{application.id}/decision", status=404)
    assert application.title not in browser.see("/account/").text
