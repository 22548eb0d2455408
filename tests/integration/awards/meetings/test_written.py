"""A committee votes by links within a date: nobody in conflict is asked, and the votes are counted once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from grants import clock
from grants.accounts.models import Person, Role, Seat
from grants.awards.meetings import services as meetings
from grants.awards.meetings.counting import Ballot
from grants.awards.meetings.models import Resolution, Sitting, SittingState
from grants.awards.meetings.queries import invitations_of, resolutions_of, sittings_in
from grants.awards.meetings.written import services
from grants.awards.meetings.written.models import WrittenAnswer
from grants.awards.meetings.written.queries import asked_of, invitation_of, questions_of, token_of
from grants.awards.minutes.content import lines_of
from grants.awards.minutes.queries import minutes_of
from grants.awards.queries import standing_of
from grants.calls.models import Call
from grants.db import db
from grants.errors import Conflict, Invalid
from grants.notices.models import Message
from tests.factories.applications import joined
from tests.factories.awards import DELIBERATED, an_official_of, application_in, tied
from tests.factories.meetings import TOMORROW, a_call_to_meet_about, stand_aside
from tests.integration.awards.conftest import Browser
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("monday")

UNTIL = DELIBERATED + timedelta(days=3)


def chaired(call: Call) -> Call:
    """Give Anna the seat of the chair."""
    seat = select(Role).join(Role.person).where(Role.call_id == call.id, Person.name == "Anna")
    db.session.scalars(seat).one().seat = Seat.CHAIR
    db.session.flush()
    return call


@pytest.fixture
def call(monday: None) -> Call:
    return chaired(a_call_to_meet_about())


@pytest.fixture
def official(call: Call) -> Person:
    return an_official_of(call)


def ask(call: Call, official: Person, words: str = "", *, about_applications: bool = True) -> Sitting:
    return services.ask(
        call=call,
        until=UNTIL,
        about_applications=about_applications,
        words=words,
        secretary_id=official.id,
        actor=official,
    )


def links(sitting: Sitting) -> dict[str, str]:
    return {one.person.name: token_of(one) for one in invitations_of(sitting)}


def vote(call: Call, sitting: Sitting, name: str, said: Ballot = Ballot.FOR) -> None:
    token = links(sitting)[name]
    invitation = invitation_of(token)
    assert invitation is not None
    asked = asked_of(invitation.person, questions_of(sitting), standing_of(call))
    services.answer(token=token, ballots={one.id: said for one in asked})


def told(event: str) -> list[str]:
    return [*db.session.scalars(select(Message.address).where(Message.event == event).order_by(Message.address))]


def test_every_member_gets_a_link_and_nobody_else(call: Call, official: Person) -> None:
    ask(call, official)
    assert told("written_asked") == ["e1@example.org", "e2@example.org", "e3@example.org"]


def test_asked_twice_it_is_one_procedure(call: Call, official: Person) -> None:
    assert ask(call, official).id == ask(call, official).id
    assert len(sittings_in(call)) == 1


def test_once_all_have_voted_it_is_counted(call: Call, official: Person) -> None:
    sitting = ask(call, official)
    vote(call, sitting, "Anna")
    vote(call, sitting, "Juris", Ballot.AGAINST)
    before = sitting.state
    vote(call, sitting, "Zane")
    assert (before, sitting.state) == (SittingState.OPEN, SittingState.CLOSED)
    assert {one.carried for one in resolutions_of(sitting).values()} == {True}


def test_at_the_date_those_who_voted_are_counted_and_only_once(call: Call, official: Person) -> None:
    sitting = ask(call, official)
    vote(call, sitting, "Anna")
    vote(call, sitting, "Juris")
    assert services.count_ended() == 0
    with clock.at(UNTIL):
        assert (services.count_ended(), services.count_ended()) == (1, 0)
    assert {one.carried for one in resolutions_of(sitting).values()} == {True}


def test_too_few_votes_carry_nothing(call: Call, official: Person) -> None:
    sitting = ask(call, official)
    vote(call, sitting, "Anna")
    with clock.at(UNTIL):
        services.count_ended()
    assert {(one.carried, one.reason) for one in resolutions_of(sitting).values()} == {
        (False, "Nobalsoja par maz: 1, vajag 2.")
    }


def test_a_vote_that_came_after_the_date_is_refused(call: Call, official: Person) -> None:
    sitting = ask(call, official)
    with clock.at(UNTIL), pytest.raises(Conflict):
        vote(call, sitting, "Anna")


def test_who_lost_their_seat_does_not_vote_and_is_not_waited_for(call: Call, official: Person) -> None:
    sitting = ask(call, official)
    zane = select(Role).join(Role.person).where(Role.call_id == call.id, Person.name == "Zane")
    db.session.scalars(zane).one().ended_at = DELIBERATED
    db.session.flush()
    with pytest.raises(Conflict):
        vote(call, sitting, "Zane")
    for name in ("Anna", "Juris"):
        vote(call, sitting, name)
    assert sitting.state is SittingState.CLOSED


def test_a_link_works_once(call: Call, official: Person) -> None:
    sitting = ask(call, official)
    vote(call, sitting, "Anna")
    vote(call, sitting, "Anna", Ballot.AGAINST)
    given = set(db.session.scalars(select(WrittenAnswer.ballot)))
    assert given == {Ballot.FOR}


def test_nobody_in_conflict_is_asked(call: Call, official: Person, visitor: Callable[[], Visitor]) -> None:
    stand_aside(call, "Zane", "A-2")
    sitting = ask(call, official)
    db.session.commit()
    page = visitor().see(f"/votes/{links(sitting)['Zane']}")
    assert "A-1" in page.text
    assert "A-2" not in page.text


def test_an_answer_to_what_was_not_asked_is_refused(call: Call, official: Person) -> None:
    stand_aside(call, "Zane", "A-2")
    sitting = ask(call, official)
    everything = {one.id: Ballot.FOR for one in questions_of(sitting)}
    with pytest.raises(Invalid):
        services.answer(token=links(sitting)["Zane"], ballots=everything)
    assert db.session.scalar(select(func.count()).select_from(WrittenAnswer)) == 0


def test_who_has_an_application_of_their_own_is_asked_about_none(call: Call, official: Person) -> None:
    member = db.session.scalars(select(Person).where(Person.name == "Zane")).one()
    joined(application_in(call, "A-3"), member)
    ask(call, official)
    assert told("written_asked") == ["e1@example.org", "e2@example.org"]


def test_who_stands_aside_is_excluded_when_it_is_counted(call: Call, official: Person) -> None:
    stand_aside(call, "Zane", "A-2")
    sitting = ask(call, official)
    for name in ("Anna", "Juris", "Zane"):
        vote(call, sitting, name)
    about = next(
        one for one in resolutions_of(sitting).values() if one.application_id == application_in(call, "A-2").id
    )
    assert sorted(about.ballots.values()) == ["excluded", "for", "for"]


def test_what_the_ranking_says_otherwise_by_then_is_not_carried(call: Call, official: Person) -> None:
    sitting = ask(call, official)
    vote(call, sitting, "Anna")
    vote(call, sitting, "Juris")
    application_in(call, "A-1").requested = Decimal(100)
    db.session.flush()
    with clock.at(UNTIL):
        services.count_ended()
    results = {one.application_id: one.carried for one in resolutions_of(sitting).values()}
    assert results[application_in(call, "A-1").id] is False


def test_who_has_not_voted_is_reminded_once_a_day_before(call: Call, official: Person) -> None:
    sitting = ask(call, official)
    vote(call, sitting, "Anna")
    assert services.remind_written() == 0
    with clock.at(UNTIL - timedelta(hours=20)):
        assert (services.remind_written(), services.remind_written()) == (1, 0)
    assert told("written_reminder") == ["e2@example.org", "e3@example.org"]


@pytest.mark.parametrize("until", [DELIBERATED, DELIBERATED + timedelta(days=61)])
def test_a_date_before_now_or_too_far_is_refused(call: Call, official: Person, until: datetime) -> None:
    with pytest.raises(Invalid):
        services.ask(
            call=call,
            until=until,
            about_applications=True,
            words="",
            secretary_id=official.id,
            actor=official,
        )


def test_nothing_asked_is_refused(call: Call, official: Person) -> None:
    with pytest.raises(Invalid):
        ask(call, official, about_applications=False)


def test_a_tie_is_not_voted_on_in_writing() -> None:
    call = chaired(a_call_to_meet_about(*tied()))
    with pytest.raises(Conflict):
        ask(call, an_official_of(call))
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Resolution)) == 0


def test_it_is_no_sitting_to_vote_in_on_the_screen(call: Call, official: Person) -> None:
    ask(call, official)
    with pytest.raises(Conflict):
        meetings.vote_on_rest(call=call, number=1, actor=official)
    with pytest.raises(Conflict):
        meetings.close(call=call, number=1, actor=official)


def test_it_has_minutes_of_its_own(call: Call, official: Person) -> None:
    sitting = ask(call, official, "Vai pagarināt termiņu?")
    for name in ("Anna", "Juris"):
        vote(call, sitting, name)
    with clock.at(UNTIL):
        services.count_ended()
    said = lines_of(minutes_of(sitting, call).sections)
    assert "Nobalsoja: Anna, Juris" in said
    assert "Nenobalsoja: Zane" in said
    assert "Balso par: Vai pagarināt termiņu?" in said
    assert "Par: 2 (Anna, Juris)" in said


def test_a_member_votes_without_signing_in(
    call: Call, official: Person, browser_of: Browser, visitor: Callable[[], Visitor]
) -> None:
    secretary = browser_of(official)
    page = secretary.see(f"/office/calls/{call.slug}/sittings/written")
    typed = {"starts_at": f"{TOMORROW:%d.%m.%Y} 10.00", "words": "Vai?", "about_applications": ""}
    page = secretary.send(page, typed, button="Ask for the votes")
    assert "Every member has got a link to vote by." in page.text
    [sitting] = sittings_in(call)
    [question] = questions_of(sitting)
    member = visitor()
    address = f"/votes/{links(sitting)['Zane']}"
    refused = member.send(member.see(address), button="Nosūtīt manas balsis", status=422)
    assert "Atbildiet uz katru jautājumu" in refused.text
    page = member.send(member.see(address), {f"vote-{question.id}": "against"}, button="Nosūtīt manas balsis")
    assert "Jūsu balsis ir saņemtas" in page.text


def test_a_broken_link_says_so(visitor: Callable[[], Visitor]) -> None:
    visitor().see("/votes/nobody", status=404)
