"""A substitute who is called in declares about each application themselves, and the quorum counts accordingly."""

import pytest
from sqlalchemy import func, select

from grants import clock
from grants.accounts.models import Person, Seat
from grants.awards.meetings import services
from grants.awards.meetings.interests.queries import undeclared_by
from grants.awards.meetings.interests.services import declare_called_in, digest_of
from grants.awards.meetings.models import Sitting
from grants.awards.meetings.queries import ranking_for, room_of
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, Stale
from grants.evaluation.models import ConflictKind, Declaration
from tests.factories.applications import joined
from tests.factories.awards import an_official_of, application_in
from tests.factories.evaluation import an_evaluator
from tests.factories.meetings import TOMORROW, a_call_to_meet_about, an_open_sitting, voting_in
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("monday")

PAGE = "/office/calls/piemers-2030/sittings/1/declarations"


@pytest.fixture
def call() -> Call:
    return a_call_to_meet_about()


@pytest.fixture
def official(call: Call) -> Person:
    return an_official_of(call)


@pytest.fixture
def substitute(call: Call, official: Person) -> Person:
    """Return a substitute who is called into an open sitting in which Zane is absent."""
    person = an_evaluator(call, "Sarma", Seat.SUBSTITUTE)
    an_open_sitting(call, official, absent=("Zane",))
    services.call_in(call=call, number=1, person_id=person.id, actor=official)
    return person


def declare(call: Call, person: Person, **conflicts: ConflictKind) -> int:
    standing = ranking_for(call)
    assert standing is not None
    waiting = undeclared_by(person, standing)
    said = {one.id: conflicts.get(one.reference.replace("-", "_")) for one in waiting}
    return declare_called_in(call=call, number=1, said=said, seen=digest_of(waiting), actor=person)


def come(call: Call, person: Person, official: Person) -> Sitting:
    with clock.at(TOMORROW):
        return services.arrive(call=call, number=1, person_id=person.id, actor=official)


def test_before_they_have_declared_they_do_not_come_in(call: Call, official: Person, substitute: Person) -> None:
    with pytest.raises(Conflict, match="Sarma: a substitute first declares"):
        come(call, substitute, official)
    assert declare(call, substitute) == 4  # A-5 is withdrawn
    come(call, substitute, official)


def test_nor_stand_in_the_roll_call(call: Call, official: Person, substitute: Person) -> None:
    services.close(call=call, number=1, actor=official)
    sitting = services.plan(call=call, plan=services.planning.Plan(TOMORROW, "Dome"), actor=official)
    services.call_in(call=call, number=2, person_id=substitute.id, actor=official)
    people = voting_in(sitting, call)
    chair, present = people["Anna"].id, [people["Anna"].id, substitute.id]
    with pytest.raises(Conflict):
        services.open_sitting(
            call=call, number=2, chair_id=chair, secretary_id=official.id, present=present, actor=official
        )


def test_they_count_for_the_quorum_but_where_they_stand_aside(call: Call, official: Person, substitute: Person) -> None:
    declare(call, substitute, A_2=ConflictKind.FAMILY)
    sitting = come(call, substitute, official)
    room = room_of(sitting, ranking_for(call), rules_of(call))
    quorums = {one: room.quorum(application_in(call, one).id).present for one in ("A-1", "A-2")}
    assert quorums == {"A-1": 3, "A-2": 2}


def test_declared_twice_it_is_stored_once(call: Call, substitute: Person) -> None:
    assert [declare(call, substitute), declare(call, substitute)] == [4, 0]
    own = select(func.count()).select_from(Declaration).where(Declaration.evaluator_id == substitute.id)
    assert db.session.scalar(own) == 4


def test_an_application_of_their_own_asks_for_none(call: Call, substitute: Person) -> None:
    joined(application_in(call, "A-1"), substitute)
    assert declare(call, substitute) == 3


def test_what_was_not_answered_or_seen_is_refused_and_nothing_is_stored(call: Call, substitute: Person) -> None:
    standing = ranking_for(call)
    assert standing is not None
    waiting = undeclared_by(substitute, standing)
    one, seen = {waiting[0].id: None}, digest_of(waiting)
    with pytest.raises(Invalid):
        declare_called_in(call=call, number=1, said=one, seen=seen, actor=substitute)
    with pytest.raises(Stale):
        declare_called_in(call=call, number=1, said=dict.fromkeys(w.id for w in waiting), seen="", actor=substitute)
    assert declare(call, substitute) == 4


def test_a_member_an_official_or_who_is_not_called_in_does_not_declare_here(
    call: Call, official: Person, substitute: Person
) -> None:
    other = an_evaluator(call, "Otra", Seat.SUBSTITUTE)
    for person in (official, other):
        with pytest.raises(Forbidden):
            declare_called_in(call=call, number=1, said={}, seen="", actor=person)


def test_on_their_page(call: Call, substitute: Person, browser_of: Browser) -> None:
    browser = browser_of(substitute)
    assert "/declarations" in str(browser.see("/office/calls/piemers-2030/sittings/1").links)
    page = browser.see(PAGE)
    assert "Biedrība A-1 – Projekts A-1" in page.text
    chosen = {f"about-{place}": "none" for place in range(4)}
    page = browser.send(page, chosen | {"about-1": ""}, button="Declare", status=422)
    browser.send(page, chosen | {"about-1": "family"}, button="Declare")
    assert "about-0" not in str(browser.see(PAGE).tree)
