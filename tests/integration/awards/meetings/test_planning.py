"""A sitting is planned, changed and cancelled, and everybody who is invited is told each time."""

from datetime import timedelta

import pytest
from icalendar import Calendar, Component
from sqlalchemy import select

from grants.accounts.models import Person, RoleKind, Seat
from grants.awards.meetings import services
from grants.awards.meetings.models import SittingState
from grants.awards.meetings.queries import MAX_SITTINGS, invitations_of, sittings_in
from grants.awards.meetings.services.planning import Plan
from grants.calls.models import Call, Stage
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid
from grants.notices.models import Message
from grants.storage import storage
from tests.factories.applications import joined
from tests.factories.awards import DELIBERATED, an_official_of, application_in
from tests.factories.evaluation import an_evaluator
from tests.factories.meetings import MEMBERS, TOMORROW, a_call_to_meet_about, a_sitting, an_open_sitting, voting_in
from tests.factories.people import a_person
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("monday")

SITTINGS = "/office/calls/piemers-2030/sittings"


@pytest.fixture
def call() -> Call:
    return a_call_to_meet_about()


@pytest.fixture
def official(call: Call) -> Person:
    return an_official_of(call, RoleKind.SECRETARY)


def told(event: str) -> list[str]:
    return [*db.session.scalars(select(Message.address).where(Message.event == event).order_by(Message.address))]


def test_members_substitutes_and_secretaries_are_invited_and_substitutes_do_not_vote(
    call: Call, official: Person
) -> None:
    an_evaluator(call, "Sarma", Seat.SUBSTITUTE)
    sitting = a_sitting(call, official)
    votes = {one.person.name: one.votes for one in invitations_of(sitting)}
    assert votes == dict.fromkeys(MEMBERS, True) | {"Sarma": False, official.name: False}
    assert len(told("sitting_invited")) == 5


def test_planned_twice_it_is_one(call: Call, official: Person) -> None:
    assert a_sitting(call, official) is a_sitting(call, official)
    assert len(told("sitting_invited")) == 4


def test_several_are_planned(call: Call, official: Person) -> None:
    a_sitting(call, official)
    assert a_sitting(call, official, starts_at=TOMORROW + timedelta(days=7)).number == 2


def test_a_substitute_who_is_called_in_votes_and_is_told_once(call: Call, official: Person) -> None:
    substitute = an_evaluator(call, "Sarma", Seat.SUBSTITUTE)
    sitting = a_sitting(call, official)
    for _time in range(2):
        services.call_in(call=call, number=1, person_id=substitute.id, actor=official)
    assert "Sarma" in voting_in(sitting, call)
    assert told("sitting_called_in") == [substitute.email]


def test_a_member_is_no_substitute_to_call_in(call: Call, official: Person) -> None:
    sitting = a_sitting(call, official)
    with pytest.raises(Invalid):
        services.call_in(call=call, number=1, person_id=voting_in(sitting, call)["Zane"].id, actor=official)


def test_a_change_tells_everybody_and_asks_anew_who_comes(call: Call, official: Person) -> None:
    sitting = a_sitting(call, official)
    services.answer(call=call, number=1, comes=True, actor=voting_in(sitting, call)["Zane"])
    services.change(call=call, number=1, plan=Plan(TOMORROW, "Bibliotēka"), actor=official)
    assert [one.comes for one in invitations_of(sitting)] == [None] * 4
    assert len(told("sitting_changed")) == 4


def test_the_same_plan_again_tells_nobody(call: Call, official: Person) -> None:
    a_sitting(call, official)
    services.change(call=call, number=1, plan=Plan(TOMORROW, "Dome, 12. telpa"), actor=official)
    assert told("sitting_changed") == []


def test_its_entry_in_calendars_is_the_same_one_brought_up_to_date_then_struck(
    call: Call, official: Person, browser_of: Browser
) -> None:
    a_sitting(call, official, link="https://example.org/room")
    reader = browser_of(official)
    first = entry(reader.see(f"{SITTINGS}/1/sitting.ics").response.get_data(as_text=True))
    services.change(call=call, number=1, plan=Plan(TOMORROW + timedelta(hours=2), "Bibliotēka"), actor=official)
    db.session.commit()
    second = entry(reader.see(f"{SITTINGS}/1/sitting.ics").response.get_data(as_text=True))
    services.cancel(call=call, number=1, reason="Slimība.", actor=official)
    db.session.commit()
    third = entry(reader.see(f"{SITTINGS}/1/sitting.ics").response.get_data(as_text=True))
    assert {first["UID"], second["UID"], third["UID"]} == {first["UID"]}
    assert [one["SEQUENCE"] for one in (first, second, third)] == [0, 1, 2]
    assert [str(one["STATUS"]) for one in (first, second, third)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert first.decoded("dtstart") == TOMORROW


def test_the_entry_goes_with_every_message(call: Call, official: Person) -> None:
    sitting = a_sitting(call, official)
    message = db.session.scalars(select(Message).where(Message.event == "sitting_invited")).first()
    assert message is not None
    [file] = message.attachments
    with storage().open(file["key"]) as stored:
        sent = entry(stored.read().decode())
    assert (file["name"], sent["UID"]) == ("piemers-2030-sitting-1.ics", f"sitting-{sitting.id}")


def entry(text: str) -> Component:
    calendar = Calendar.from_ical(text)
    return calendar.walk("VEVENT")[0]


def test_cancelled_twice_it_is_told_once(call: Call, official: Person) -> None:
    a_sitting(call, official)
    for _time in range(2):
        services.cancel(call=call, number=1, reason="Slimība.", actor=official)
    assert len(told("sitting_cancelled")) == 4


def test_an_open_sitting_is_not_changed_or_cancelled_any_more(call: Call, official: Person) -> None:
    an_open_sitting(call, official)
    with pytest.raises(Conflict):
        services.change(call=call, number=1, plan=Plan(TOMORROW, "Bibliotēka"), actor=official)
    with pytest.raises(Conflict):
        services.cancel(call=call, number=1, reason="Slimība.", actor=official)


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (Plan(DELIBERATED, "Dome"), "starts_at"),
        (Plan(TOMORROW, " "), "place"),
        (Plan(TOMORROW, "", "javascript:alert(1)"), "link"),
    ],
)
def test_a_past_moment_no_place_or_no_link_is_refused(call: Call, official: Person, plan: Plan, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        services.plan(call=call, plan=plan, actor=official)
    assert [*refused.value.fields] == [field]
    assert sittings_in(call) == []


def test_what_was_typed_stays_when_it_is_refused(call: Call, official: Person, browser_of: Browser) -> None:
    secretary = browser_of(official)
    typed = {"starts_at": "1.1.2020 10.00", "place": "Dome", "link": "", "points": "Dažādi"}
    page = secretary.send(secretary.see(f"{SITTINGS}/new"), typed, button="Plan and invite", status=422)
    assert page.errors == ["Error: This moment has passed. Choose a later one."]
    assert page.form("Plan and invite").values["points"] == ["Dažādi"]


def test_more_sittings_than_anybody_holds_are_refused(call: Call, official: Person) -> None:
    for day in range(MAX_SITTINGS):
        a_sitting(call, official, starts_at=TOMORROW + timedelta(days=day))
    with pytest.raises(Conflict):
        a_sitting(call, official, starts_at=TOMORROW + timedelta(days=99))


def test_nobody_with_an_application_of_their_own_plans(call: Call, official: Person) -> None:
    joined(application_in(call, "A-1"), official)
    with pytest.raises(Forbidden):
        a_sitting(call, official)


def test_before_checking_nobody_meets(call: Call, official: Person) -> None:
    call.stage = Stage.PUBLISHED
    with pytest.raises(Conflict):
        a_sitting(call, official)


def test_who_is_invited_says_whether_they_come(call: Call, official: Person, browser_of: Browser) -> None:
    sitting = a_sitting(call, official)
    member = browser_of(voting_in(sitting, call)["Zane"])
    page = member.send(member.see(f"{SITTINGS}/1"), button="Ieradīšos")
    assert "Jūs atbildējāt, ka ieradīsieties." in page.text


def test_it_waits_on_the_start_page_for_an_answer(call: Call, official: Person, browser_of: Browser) -> None:
    sitting = a_sitting(call, official)
    page = browser_of(voting_in(sitting, call)["Zane"]).see("/account/")
    assert "Komisijas sēde: Piemērs" in page.text


def test_the_agenda_names_ties_and_what_to_discuss_but_no_figure(call: Call, official: Person) -> None:
    sitting = an_open_sitting(call, official)
    assert sitting.agenda == [
        "Atklāšana: klātesošo pārbaude un kvorums: vismaz 2 no 3",
        "Kas kura iesnieguma izskatīšanā nepiedalās: neviens",
        "Administratīvās vērtēšanas kritēriji: pielaisti 3 iesniegumi; nav pielaisti: A-4",
        "Balsojums par 4 iesniegumiem",
        "Lēmums",
    ]


@pytest.mark.parametrize("stage", [Stage.CHECKING, Stage.SCORING, Stage.DELIBERATION])
def test_where_nobody_plans_one_there_is_one_link_and_nothing_else(
    call: Call, official: Person, browser_of: Browser, stage: Stage
) -> None:
    call.stage = stage
    page = browser_of(official).see(f"/office/calls/{call.slug}")
    assert [to for to in page.links.values() if "sitting" in to] == [f"{SITTINGS}/new"]


def test_one_person_is_coordinator_and_secretary(call: Call) -> None:
    both = an_official_of(call, RoleKind.COORDINATOR)
    an_official_of(call, RoleKind.SECRETARY, person=both)
    sitting = an_open_sitting(call, both)
    assert (sitting.state, sitting.secretary_id) == (SittingState.OPEN, both.id)
    assert len(told("sitting_invited")) == 4


def test_a_stranger_learns_nothing(call: Call, official: Person, browser_of: Browser) -> None:
    a_sitting(call, official)
    browser_of(a_person("Stranger")).see(f"{SITTINGS}/1", status=404)


@pytest.mark.parametrize("number", [0, 99, 10**30])
def test_no_sitting_has_a_number_that_is_none(call: Call, official: Person, browser_of: Browser, number: int) -> None:
    browser_of(official).see(f"{SITTINGS}/{number}", status=404)


def test_no_tie_has_a_rank_that_is_none(call: Call, official: Person, browser_of: Browser) -> None:
    an_open_sitting(call, official)
    browser_of(official).see(f"{SITTINGS}/1/meeting/ties/{10**30}", status=404)
