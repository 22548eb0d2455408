"""A departure from the ranking that a sitting carries is approved by its vote, and by nobody afterwards."""

import pytest

from grants import clock
from grants.accounts.models import Person
from grants.awards.deciding.departing import Wanted, depart
from grants.awards.deciding.departures import last_departure
from grants.awards.deciding.models import Departing
from grants.awards.letters.facts import facts_of
from grants.awards.meetings.models import Sitting, Subject
from grants.awards.meetings.services import close
from grants.awards.meetings.services.voting import Matter
from grants.awards.minutes.content import lines_of
from grants.awards.minutes.queries import minutes_of
from grants.awards.minutes.services import approve
from grants.awards.obstacles import obstacles
from grants.awards.queries import decisions_of, standing_of
from grants.awards.services import confirm
from grants.awards.wordings.writing import document_of
from grants.calls.models import Call
from tests.factories.awards import an_official_of, application_in
from tests.factories.meetings import TOMORROW, a_call_to_meet_about, an_open_sitting, ballots, voted, voting_in
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("monday")

WHY = "Līdzfinansējuma nav."


@pytest.fixture
def call() -> Call:
    return a_call_to_meet_about()


@pytest.fixture
def official(call: Call) -> Person:
    return an_official_of(call)


@pytest.fixture
def sitting(call: Call, official: Person) -> Sitting:
    return an_open_sitting(call, official)


def vote(call: Call, sitting: Sitting, official: Person, seen: int = 0, **said: str) -> None:
    matter = Matter(Subject.DEPARTURE, application_in(call, "A-1").id, "reserve", reason=WHY)
    voted(sitting, call, matter, ballots(sitting, call, **said), by=official, seen=seen)


def test_nobody_has_to_approve_it(call: Call, sitting: Sitting, official: Person) -> None:
    vote(call, sitting, official, Zane="against")
    made = last_departure(application_in(call, "A-1"))
    assert made is not None
    assert (made.approved_by_id, made.minutes_number) == (None, sitting.record_number)
    assert not obstacles(call)


def test_one_that_waited_for_the_chair_is_approved_by_it(call: Call, sitting: Sitting, official: Person) -> None:
    application, wanted = application_in(call, "A-1"), Wanted(Departing.RESERVE, WHY)
    depart(application=application, wanted=wanted, seen=0, actor=official)
    assert obstacles(call)
    vote(call, sitting, official)
    assert not obstacles(call)


def test_one_that_is_not_carried_changes_nothing(call: Call, sitting: Sitting, official: Person) -> None:
    vote(call, sitting, official, Anna="against", Zane="against")
    assert last_departure(application_in(call, "A-1")) is None


def test_a_corrected_vote_that_does_not_carry_it_lets_it_follow_the_ranking(
    call: Call, sitting: Sitting, official: Person
) -> None:
    vote(call, sitting, official)
    vote(call, sitting, official, seen=1, Anna="against", Zane="against")
    assert standing_of(call).placements["A-1"].outcome == "awarded"


def test_what_is_changed_after_the_vote_waits_again(call: Call, sitting: Sitting, official: Person) -> None:
    vote(call, sitting, official)
    wanted = Wanted(Departing.RESERVE, "Cits iemesls.")
    depart(application=application_in(call, "A-1"), wanted=wanted, seen=1, actor=official)
    assert [str(reason.words) for reason in obstacles(call)] == [
        "The reason for deciding otherwise on A-1 is not approved."
    ]


def test_minutes_letter_and_page_say_so(call: Call, sitting: Sitting, official: Person, browser_of: Browser) -> None:
    vote(call, sitting, official)
    page = browser_of(official).see(f"/office/applications/{application_in(call, 'A-1').id}/departure")
    assert f"minutes No. {sitting.record_number}" in page.text
    minutes = lines_of(minutes_of(sitting, call).sections)
    assert "Rezultāts: pieņemts; ar šo balsojumu atkāpe un tās iemesls ir apstiprināti" in minutes
    with clock.at(TOMORROW):
        close(call=call, number=1, actor=official)
    for person in (official, voting_in(sitting, call)["Anna"]):
        approve(call=call, number=1, seen=minutes_of(sitting, call).digest, actor=person)
    confirm(call=call, actor=official)
    facts = {one.application.reference: one for one in facts_of(call, list(decisions_of(call).values()))}
    letters = {name: str(document_of(one, "en")) for name, one in facts.items()}
    said = f"by vote in its sitting of 15 January 2030, minutes No. {sitting.record_number}."
    assert [name for name, letter in letters.items() if said in letter] == ["A-1"]
