"""In an open sitting those vote who are there and take part; what does not add up is refused and nothing is stored."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.accounts.services import grant_role
from grants.awards.meetings import services
from grants.awards.meetings.models import Attendance, Resolution, Sitting, SittingState, Subject
from grants.awards.meetings.queries import attendances_of, resolutions_of
from grants.awards.meetings.services.voting import MAX_VOTES, Matter
from grants.awards.queries import standing_of, ties_of
from grants.awards.services import confirm
from grants.calls.models import Call, Stage
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, Stale
from grants.evaluation.models import ConflictKind
from grants.evaluation.services import declare_as_official
from tests.factories.awards import an_official_of, application_in, impartial, tied
from tests.factories.meetings import (
    TOMORROW,
    a_call_to_meet_about,
    a_sitting,
    about,
    an_open_sitting,
    ballots,
    stand_aside,
    voted,
    voting_in,
)
from tests.factories.people import a_person
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def call() -> Call:
    return a_call_to_meet_about()


@pytest.fixture
def official(call: Call) -> Person:
    return an_official_of(call)


@pytest.fixture
def sitting(call: Call, official: Person) -> Sitting:
    return an_open_sitting(call, official)


def stored() -> int:
    return db.session.scalar(select(func.count()).select_from(Resolution)) or 0


def test_a_vote_is_recorded_with_what_the_ranking_says(call: Call, official: Person, sitting: Sitting) -> None:
    made = voted(sitting, call, about(call, "A-1"), ballots(sitting, call, Zane="against"), by=official)
    assert (made.outcome, made.amount, made.carried) == ("awarded", "4600.00", True)
    assert sorted(made.ballots.values()) == ["against", "for", "for"]


def test_the_same_again_is_one_vote(call: Call, official: Person, sitting: Sitting) -> None:
    for _time in range(2):
        voted(sitting, call, about(call, "A-1"), ballots(sitting, call), by=official)
    assert stored() == 1


def test_another_vote_corrects_it_and_both_stay(call: Call, official: Person, sitting: Sitting) -> None:
    voted(sitting, call, about(call, "A-1"), ballots(sitting, call), by=official)
    voted(sitting, call, about(call, "A-1"), ballots(sitting, call, Zane="abstained"), by=official, seen=1)
    [last] = resolutions_of(sitting).values()
    assert (stored(), last.sequence) == (2, 2)


def test_from_two_browsers_the_second_looks_again(call: Call, official: Person, sitting: Sitting) -> None:
    voted(sitting, call, about(call, "A-1"), ballots(sitting, call), by=official)
    with pytest.raises(Stale):
        voted(sitting, call, about(call, "A-1"), ballots(sitting, call, Zane="against"), by=official)
    assert stored() == 1


def test_it_is_corrected_a_limited_number_of_times(call: Call, official: Person, sitting: Sitting) -> None:
    for turn in range(MAX_VOTES):
        said = "against" if turn % 2 else "abstained"
        voted(sitting, call, about(call, "A-1"), ballots(sitting, call, Zane=said), by=official, seen=turn)
    with pytest.raises(Conflict):
        voted(sitting, call, about(call, "A-1"), ballots(sitting, call), by=official, seen=MAX_VOTES)


def test_without_a_quorum_nothing_is_voted_on(call: Call, official: Person) -> None:
    sitting = an_open_sitting(call, official, absent=("Juris", "Zane"))
    with pytest.raises(Conflict, match="No quorum for A-1: 1 take part, 2 are needed"):
        voted(sitting, call, about(call, "A-1"), ballots(sitting, call), by=official)
    assert stored() == 0


def test_the_quorum_of_an_application_leaves_out_who_is_in_conflict(call: Call, official: Person) -> None:
    stand_aside(call, "Zane", "A-2")
    sitting = an_open_sitting(call, official, absent=("Juris",))
    present = voting_in(sitting, call)
    voted(sitting, call, about(call, "A-1"), ballots(sitting, call), by=official)
    alone = {present["Anna"].id: ballots(sitting, call)[present["Anna"].id]}
    with pytest.raises(Conflict, match="No quorum for A-2: 1 take part"):
        voted(sitting, call, about(call, "A-2"), alone, by=official)


def test_a_vote_by_an_excluded_member_is_refused(call: Call, official: Person) -> None:
    stand_aside(call, "Zane", "A-2")
    sitting = an_open_sitting(call, official)
    with pytest.raises(Invalid, match="Zane takes no part"):
        voted(sitting, call, about(call, "A-2"), ballots(sitting, call), by=official)
    assert stored() == 0


def test_who_is_excluded_stands_in_the_vote(call: Call, official: Person) -> None:
    stand_aside(call, "Zane", "A-2")
    sitting = an_open_sitting(call, official)
    votes = {who: said for who, said in ballots(sitting, call).items() if who != voting_in(sitting, call)["Zane"].id}
    made = voted(sitting, call, about(call, "A-2"), votes, by=official)
    assert sorted(made.ballots.values()) == ["excluded", "for", "for"]


def test_a_vote_by_who_is_not_there_is_refused(call: Call, official: Person) -> None:
    sitting = an_open_sitting(call, official, absent=("Zane",))
    with pytest.raises(Invalid, match="Zane is not in the room"):
        voted(sitting, call, about(call, "A-1"), ballots(sitting, call, Zane="for"), by=official)


def test_a_vote_by_a_stranger_is_refused(call: Call, official: Person, sitting: Sitting) -> None:
    votes = dict(ballots(sitting, call))
    votes[a_person("Stranger").id] = next(iter(votes.values()))
    with pytest.raises(Invalid):
        voted(sitting, call, about(call, "A-1"), votes, by=official)


def test_votes_that_do_not_add_up_are_refused(call: Call, official: Person, sitting: Sitting) -> None:
    votes = dict(ballots(sitting, call))
    votes.popitem()
    with pytest.raises(Invalid, match="3 take part, 2 voted"):
        voted(sitting, call, about(call, "A-1"), votes, by=official)


def test_who_left_votes_no_more_and_who_came_later_does(call: Call, official: Person) -> None:
    sitting = an_open_sitting(call, official, absent=("Zane",))
    people = voting_in(sitting, call)
    with clock.at(TOMORROW + timedelta(minutes=10)):
        services.arrive(call=call, number=1, person_id=people["Zane"].id, actor=official)
        services.leave(call=call, number=1, person_id=people["Juris"].id, actor=official)
    made = voted(sitting, call, about(call, "A-1"), ballots(sitting, call), by=official)
    assert set(made.ballots) == {str(people["Anna"].id), str(people["Zane"].id)}


def test_coming_twice_is_one_coming(call: Call, official: Person, sitting: Sitting) -> None:
    for _time in range(2):
        services.arrive(call=call, number=1, person_id=voting_in(sitting, call)["Zane"].id, actor=official)
    assert db.session.scalar(select(func.count()).select_from(Attendance)) == 3


def test_everybody_for_the_rest_is_one_act(call: Call, official: Person, sitting: Sitting) -> None:
    voted(sitting, call, about(call, "A-1"), ballots(sitting, call, Zane="against"), by=official)
    made = services.vote_on_rest(call=call, number=1, actor=official)
    assert [one.outcome for one in made] == ["reserve", "rejected", "ineligible"]
    assert services.vote_on_rest(call=call, number=1, actor=official) == []


def test_the_rest_is_not_voted_on_while_a_tie_is_open() -> None:
    call = a_call_to_meet_about(*tied())
    official = an_official_of(call)
    an_open_sitting(call, official)
    with pytest.raises(Conflict):
        services.vote_on_rest(call=call, number=1, actor=official)
    db.session.rollback()
    assert stored() == 0


def test_between_equal_numbers_the_chair_decides_where_the_rules_say_so() -> None:
    call = a_call_to_meet_about(committee={"casting_vote": True})
    official = an_official_of(call)
    sitting = an_open_sitting(call, official, absent=("Juris",))
    made = voted(sitting, call, about(call, "A-1"), ballots(sitting, call, Zane="against"), by=official)
    assert (made.carried, made.by_casting) == (True, True)


def test_between_equal_numbers_nothing_is_carried_where_they_do_not(call: Call, official: Person) -> None:
    sitting = an_open_sitting(call, official, absent=("Juris",))
    made = voted(sitting, call, about(call, "A-1"), ballots(sitting, call, Zane="against"), by=official)
    assert (made.carried, made.by_casting) == (False, False)


def test_a_departure_needs_a_reason(call: Call, official: Person, sitting: Sitting) -> None:
    matter = Matter(Subject.DEPARTURE, application_in(call, "A-1").id, "rejected", reason=" ")
    with pytest.raises(Invalid) as refused:
        voted(sitting, call, matter, ballots(sitting, call), by=official)
    assert [*refused.value.fields] == ["reason"]


def test_what_the_ranking_says_is_no_departure(call: Call, official: Person, sitting: Sitting) -> None:
    matter = Matter(Subject.DEPARTURE, application_in(call, "A-2").id, "reserve", reason="Tā.")
    with pytest.raises(Invalid):
        voted(sitting, call, matter, ballots(sitting, call), by=official)


def test_a_tie_that_is_voted_on_is_settled_by_the_vote() -> None:
    call = a_call_to_meet_about(*tied())
    official = an_official_of(call)
    sitting = an_open_sitting(call, official)
    matter = Matter(Subject.TIE, order=("A-2", "A-1"), reason="Vairāk jauniešu.")
    voted(sitting, call, matter, ballots(sitting, call), by=official)
    [tie] = ties_of(call)
    assert (tie.order, tie.settled_by, standing_of(call).placements["A-2"].outcome) == (
        ["A-2", "A-1"],
        "vote",
        "awarded",
    )


def test_a_tie_that_is_not_carried_stays_open() -> None:
    call = a_call_to_meet_about(*tied())
    official = an_official_of(call)
    sitting = an_open_sitting(call, official)
    matter = Matter(Subject.TIE, order=("A-2", "A-1"), reason="Vairāk jauniešu.")
    voted(sitting, call, matter, ballots(sitting, call, Juris="against", Zane="against"), by=official)
    assert ties_of(call) == []


def test_who_records_the_vote_does_not_stand_aside_themselves(call: Call, sitting: Sitting) -> None:
    secretary = a_person("Sanda")
    an_official_of(call, RoleKind.SECRETARY, person=secretary)
    conflicted = a_person("Kārlis")
    grant_role(person=conflicted, kind=RoleKind.SECRETARY, actor=None, organiser_id=call.organiser_id)
    declare_as_official(
        application=application_in(call, "A-1"), actor=conflicted, conflict=True, kind=ConflictKind.FAMILY
    )
    impartial(conflicted, call)
    with pytest.raises(Forbidden):
        voted(sitting, call, about(call, "A-1"), ballots(sitting, call), by=conflicted)
    voted(sitting, call, about(call, "A-2"), ballots(sitting, call), by=conflicted)


def test_once_the_call_is_decided_no_application_is_voted_on(call: Call, official: Person, sitting: Sitting) -> None:
    with pytest.raises(Conflict, match="Close it first"):
        confirm(call=call, actor=official)
    call.stage = Stage.DECIDED
    with pytest.raises(Conflict):
        voted(sitting, call, about(call, "A-1"), ballots(sitting, call), by=official)
    voted(sitting, call, Matter(Subject.QUESTION, words="Sūdzība?"), ballots(sitting, call), by=official)


def test_a_closed_sitting_takes_no_vote_and_everybody_has_left(call: Call, official: Person, sitting: Sitting) -> None:
    votes = ballots(sitting, call)
    with clock.at(TOMORROW + timedelta(hours=2)):
        for _time in range(2):
            services.close(call=call, number=1, actor=official)
    with pytest.raises(Conflict):
        voted(sitting, call, about(call, "A-1"), votes, by=official)
    assert {one.left_at for times in attendances_of(sitting).values() for one in times} == {sitting.closed_at}


def test_the_chair_is_there_and_does_not_keep_the_minutes(call: Call, official: Person) -> None:
    sitting = a_sitting(call, official)
    anna, juris, _zane = voting_in(sitting, call).values()

    def opened(chair: Person, secretary: Person) -> None:
        services.open_sitting(
            call=call, number=1, chair_id=chair.id, secretary_id=secretary.id, present=[juris.id], actor=official
        )

    with pytest.raises(Invalid):
        opened(anna, official)
    with pytest.raises(Invalid):
        opened(juris, juris)
    opened(juris, official)
    opened(juris, official)
    assert sitting.state is SittingState.OPEN


def test_two_sittings_of_a_call_are_not_open_at_once(call: Call, official: Person, sitting: Sitting) -> None:
    a_sitting(call, official, starts_at=TOMORROW + timedelta(days=1))
    people = voting_in(sitting, call)
    with pytest.raises(Conflict):
        services.open_sitting(
            call=call,
            number=2,
            chair_id=people["Anna"].id,
            secretary_id=official.id,
            present=[people["Anna"].id],
            actor=official,
        )


SCREEN = "/office/calls/piemers-2030/sittings/1/meeting"


def test_the_screen_hides_marks_while_somebody_in_conflict_is_in_the_room(
    call: Call, official: Person, browser_of: Browser
) -> None:
    stand_aside(call, "Zane", "A-2")
    an_open_sitting(call, official)
    page = browser_of(official).see(SCREEN)
    assert "takes no part: Zane" in page.text
    assert "12.00" not in page.text
    assert "15.00" in page.text


def test_the_whole_way_of_a_sitting_on_its_pages(call: Call, official: Person, browser_of: Browser) -> None:
    sitting = a_sitting(call, official)
    anna = voting_in(sitting, call)["Anna"]
    secretary = browser_of(official)
    page = secretary.see(SCREEN)
    everybody = [str(one.id) for one in voting_in(sitting, call).values()]
    page = secretary.send(page, {"present": everybody, "chair": str(anna.id)}, button="Open the sitting")
    assert "Next: A-1" in page.text
    page = secretary.see(f"{SCREEN}/applications/{application_in(call, 'A-1').id}")
    page = secretary.send(page, button="Record the vote")
    assert "for 3, against 0" in page.text
    page = secretary.send(secretary.see(SCREEN), button="Everybody is for the rest")
    assert "Every application is voted on." in page.text
    page = secretary.send(secretary.see(SCREEN), button="Close the sitting")
    assert "over" in page.text
