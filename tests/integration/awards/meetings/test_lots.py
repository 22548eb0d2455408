"""A lot is drawn once for a group of equals; a public draw names its source first and anybody can draw it again."""

from collections.abc import Callable

import pytest

from grants.accounts.models import Person
from grants.awards.meetings.lots.public import order_of
from grants.awards.meetings.lots.services import announce, draw_here, draw_public
from grants.awards.meetings.models import Sitting
from grants.awards.queries import standing_of, ties_of
from grants.calls.models import Call
from grants.errors import Conflict, Invalid, Stale
from tests.factories.awards import an_official_of, tied
from tests.factories.meetings import a_call_to_meet_about, an_open_sitting
from tests.integration.awards.conftest import Browser
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("monday")

NUMBERS = "9319\n2 5 12 8 10"


@pytest.fixture
def call(monday: None) -> Call:
    return a_call_to_meet_about(*tied())


@pytest.fixture
def official(call: Call) -> Person:
    return an_official_of(call)


@pytest.fixture
def sitting(call: Call, official: Person) -> Sitting:
    return an_open_sitting(call, official)


@pytest.fixture
def group(call: Call) -> str:
    [equals] = standing_of(call).equals
    return equals.digest


def test_the_lot_settles_the_tie(call: Call, official: Person, sitting: Sitting, group: str) -> None:
    lot = draw_here(call=call, number=1, group=group, actor=official)
    [tie] = ties_of(call)
    assert (tie.order, tie.settled_by) == (lot.order, "lot")
    assert sorted(lot.order) == ["A-1", "A-2"]


def test_drawn_again_it_is_the_same_lot(call: Call, official: Person, sitting: Sitting, group: str) -> None:
    first = draw_here(call=call, number=1, group=group, actor=official)
    assert {draw_here(call=call, number=1, group=group, actor=official).id for _time in range(5)} == {first.id}


def test_what_are_no_equals_is_not_drawn(call: Call, official: Person, sitting: Sitting) -> None:
    with pytest.raises(Stale):
        draw_here(call=call, number=1, group="made up", actor=official)


def test_a_public_draw_names_its_source_before_its_numbers(
    call: Call, official: Person, sitting: Sitting, group: str
) -> None:
    with pytest.raises(Conflict):
        draw_public(call=call, number=1, group=group, numbers=NUMBERS, actor=official)
    with pytest.raises(Invalid):
        announce(call=call, number=1, group=group, source=" ", actor=official)


def test_a_public_draw_gives_the_order_of_the_rfc_once(
    call: Call, official: Person, sitting: Sitting, group: str
) -> None:
    announce(call=call, number=1, group=group, source="Loterija 15.01.", actor=official)
    lot = draw_public(call=call, number=1, group=group, numbers=NUMBERS, actor=official)
    assert lot.order == order_of(["A-1", "A-2"], [[9319], [2, 5, 8, 10, 12]])
    assert draw_public(call=call, number=1, group=group, numbers=NUMBERS, actor=official).id == lot.id
    with pytest.raises(Conflict):
        draw_public(call=call, number=1, group=group, numbers="1", actor=official)
    assert ties_of(call)[0].order == lot.order


def test_what_are_no_numbers_draws_nothing(call: Call, official: Person, sitting: Sitting, group: str) -> None:
    announce(call=call, number=1, group=group, source="Loterija 15.01.", actor=official)
    with pytest.raises(Invalid):
        draw_public(call=call, number=1, group=group, numbers="četri", actor=official)
    assert ties_of(call) == []


@pytest.mark.usefixtures("sitting")
def test_everybody_reads_the_list_and_the_key(
    call: Call, official: Person, group: str, browser_of: Browser, visitor: Callable[[], Visitor]
) -> None:
    lot = announce(call=call, number=1, group=group, source="Loterija 15.01.", actor=official)
    secretary = browser_of(official)
    before = visitor().see(f"/draws/{lot.id}").text
    page = secretary.see("/office/calls/piemers-2030/sittings/1/meeting/ties/1")
    secretary.send(page, {"numbers": NUMBERS}, button="Find the order")
    after = visitor().see(f"/draws/{lot.id}").text
    assert ("Loterija 15.01." in before, "9319./2.5.8.10.12./" in before) == (True, False)
    assert "9319./2.5.8.10.12./" in after


def test_a_lot_drawn_here_has_no_public_page(
    call: Call, official: Person, sitting: Sitting, group: str, visitor: Callable[[], Visitor]
) -> None:
    lot = draw_here(call=call, number=1, group=group, actor=official)
    visitor().see(f"/draws/{lot.id}", status=404)
