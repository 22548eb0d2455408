"""Officials seat the committee; what its members have done stays when a seat ends."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from grants.accounts.models import Person, Role, RoleKind, Seat
from grants.applications.models import Application, ApplicationState
from grants.calls import services as calls
from grants.calls.models import Stage
from grants.db import db
from grants.evaluation.models import Sheet
from grants.notices.models import Message
from grants.web.lists.asked import LONG
from tests.factories.applications import joined
from tests.factories.calls import AN_ACT, an_official
from tests.factories.evaluation import (
    a_checked_call,
    a_scored_call,
    an_evaluator,
    chair_of,
    first_of,
    score,
    scoring,
    unseat,
)
from tests.factories.people import a_person
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.support import entries, post
from tests.support.pages import Page
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

ADDRESS = "/office/calls/piemers-2030/committee"
TYPED = {"email": "Ilze@Example.org", "name": "Ilze Liepa", "seat": "member"}


def invite(visitor: Visitor, *, status: int = 200, **typed: str) -> Page:
    """Send the form of an invitation."""
    return visitor.send(visitor.see(ADDRESS), {**TYPED, **typed}, button="Invite", status=status)


def seats() -> list[Role]:
    """Return every seat there is."""
    return list(db.session.scalars(select(Role).where(Role.kind == RoleKind.EVALUATOR)))


def count_messages() -> int:
    """Count the messages that tell of a seat."""
    return db.session.scalar(select(func.count(Message.id)).where(Message.event == "committee_invited")) or 0


def test_a_cancelled_call_needs_no_committee(as_person: SignIn) -> None:
    calls.cancel(call=a_checked_call(), reason="No money.", act=AN_ACT, actor=None)
    post(as_person(an_official()), ADDRESS, TYPED, status=409)
    assert not seats()


def test_an_empty_committee_says_what_to_do(as_person: SignIn) -> None:
    a_checked_call()
    page = as_person(an_official()).see(ADDRESS)
    assert "Nobody has a seat yet. Invite the chair and the members below" in page.text


@pytest.mark.parametrize("kind", [RoleKind.COORDINATOR, RoleKind.SECRETARY])
def test_an_official_gives_somebody_a_seat(as_person: SignIn, kind: RoleKind) -> None:
    a_checked_call()
    page = invite(as_person(an_official(kind)), seat="chair")
    assert "ilze@example.org has a seat" in page.text
    assert [(role.person.name, role.seat) for role in seats()] == [("Ilze Liepa", Seat.CHAIR)]


def test_who_is_invited_gets_one_message_in_which_the_call_is_found(as_person: SignIn) -> None:
    a_checked_call()
    invite(as_person(an_official()))
    message = db.session.scalars(select(Message).where(Message.address == "ilze@example.org")).one()
    assert "/evaluation/calls/piemers-2030" in message.words.text


def test_the_same_invitation_again_does_nothing(as_person: SignIn) -> None:
    a_checked_call()
    visitor = as_person(an_official())
    invite(visitor)
    invite(visitor)
    assert (len(seats()), count_messages()) == (1, 1)


def test_another_seat_is_refused_and_what_was_typed_stays(as_person: SignIn) -> None:
    a_checked_call()
    visitor = as_person(an_official())
    invite(visitor)
    page = invite(visitor, seat="chair", status=409)
    assert "End it first" in page.text
    assert page.form("Invite").values["email"] == ["Ilze@Example.org"]


def test_a_second_chair_is_refused_and_what_was_typed_stays(as_person: SignIn) -> None:
    an_evaluator(a_checked_call(), "Dace", Seat.CHAIR)
    page = invite(as_person(an_official()), seat="chair", status=409)
    assert "The committee has a chair already: Dace. End that seat first." in page.text
    form = page.form("Invite")
    assert (form.values["email"], form.values["name"]) == (["Ilze@Example.org"], ["Ilze Liepa"])
    assert len(seats()) == 1


def test_the_chair_can_be_invited_twice(as_person: SignIn) -> None:
    a_checked_call()
    visitor = as_person(an_official())
    invite(visitor, seat="chair")
    invite(visitor, seat="chair")
    assert len(seats()) == 1


def test_after_a_chair_another_can_be_seated(as_person: SignIn) -> None:
    call = a_checked_call()
    unseat(call, an_evaluator(call, "Dace", Seat.CHAIR))
    invite(as_person(an_official()), seat="chair")
    assert chair_of(call).name == "Ilze Liepa"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"email": ""}, "Type the e-mail address of the person."),
        ({"email": "ilze@"}, "Write an e-mail address"),
        ({"email": "a" * 300 + "@example.org"}, "At most 254 characters."),
        ({"name": ""}, "Type the name and surname of the person."),
        ({"name": "n" * 501}, "At most 500 characters."),
        ({"name": "Ilze\x00Liepa"}, "It holds a character that cannot be stored."),
        ({"seat": "king"}, "Not a valid choice."),
    ],
)
def test_bad_input_is_named_and_gives_no_seat(as_person: SignIn, typed: dict[str, str], words: str) -> None:
    a_checked_call()
    assert words in invite(as_person(an_official()), status=422, **typed).text
    assert not seats()


def test_a_name_as_long_as_allowed_is_kept(as_person: SignIn) -> None:
    a_checked_call()
    invite(as_person(an_official()), name="n" * 500)
    assert seats()[0].person.name == "n" * 500


def test_the_page_compares_the_committee_with_the_rules(as_person: SignIn) -> None:
    call = a_checked_call(committee={"size": 5, "quorum": 3, "decided_by": "committee"})
    an_evaluator(call)
    page = as_person(an_official()).see(ADDRESS)
    assert "Scoring can start once at least 3 people have a seat." in page.text


MORE = "More members have a seat than the rules ask for."


@pytest.mark.parametrize(("members", "warned"), [(2, False), (3, True)])
def test_more_members_than_the_rules_ask_for_are_remarked_on(as_person: SignIn, members: int, warned: bool) -> None:
    call = a_checked_call(committee={"size": 2, "quorum": 1, "decided_by": "committee"})
    for number in range(members):
        an_evaluator(call, f"Member {number}")
    assert (MORE in as_person(an_official()).see(ADDRESS).text) is warned


def test_from_twenty_seats_on_the_committee_is_narrowed_and_taken_along(as_person: SignIn) -> None:
    call, coordinator = a_checked_call(), as_person(an_official(RoleKind.COORDINATOR))
    for number in range(LONG - 1):
        an_evaluator(call, f"Member {number:02}")
    assert [form for form in coordinator.see(ADDRESS).forms if "show" in form.names] == []
    an_evaluator(call, "Zane", Seat.SUBSTITUTE)
    assert {"q", "seat", "show"} <= coordinator.see(ADDRESS).form("Show").names
    found = coordinator.see(f"{ADDRESS}?seat=substitute&q=zan").text
    assert ("Zane" in found, "Member 01" in found) == (True, False)
    file = coordinator.get(f"{ADDRESS}/seats.csv?seat=substitute").text
    assert ("Zane" in file, "Member 01" in file) == (True, False)


def test_substitutes_are_not_too_many(as_person: SignIn) -> None:
    call = a_checked_call(committee={"size": 1, "quorum": 1, "decided_by": "committee"})
    an_evaluator(call, "Member")
    an_evaluator(call, "Substitute", Seat.SUBSTITUTE)
    assert MORE not in as_person(an_official()).see(ADDRESS).text


def test_once_scoring_has_begun_a_missing_quorum_is_called_by_its_name(as_person: SignIn) -> None:
    call = a_checked_call(committee={"size": 5, "quorum": 3, "decided_by": "committee"})
    an_evaluator(call)
    call.stage = Stage.SCORING
    page = as_person(an_official()).see(ADDRESS)
    assert "Fewer people have a seat than the quorum of the rules." in page.text
    assert "Scoring can start" not in page.text


def a_member_with(application: Application) -> Person:
    """Return a member of the committee who works on an application of the call."""
    return an_evaluator(application.call, person=joined(application))


@pytest.mark.parametrize("kind", [RoleKind.COORDINATOR, RoleKind.SECRETARY, RoleKind.AUDITOR])
def test_a_member_with_an_application_of_their_own_is_remarked_on(as_person: SignIn, kind: RoleKind) -> None:
    call = a_checked_call()
    a_member_with(first_of(call))
    page = as_person(an_official(kind)).see(ADDRESS)
    assert f"an application of their own in this call: {first_of(call).reference}." in page.text


OWN = "an application of their own"


def test_a_member_who_entered_the_applicant_is_remarked_on_too(as_person: SignIn) -> None:
    call = a_checked_call()
    an_evaluator(call, person=first_of(call).members[0].person)
    assert OWN in as_person(an_official()).see(ADDRESS).text


def test_no_official_learns_of_a_draft(as_person: SignIn) -> None:
    call = a_checked_call()
    a_member_with(first_of(call))
    application = first_of(call)
    application.state, application.submitted_at, application.reference = ApplicationState.NOT_SUBMITTED, None, None
    assert OWN not in as_person(an_official()).see(ADDRESS).text


def test_who_left_the_committee_is_remarked_on_no_longer(as_person: SignIn) -> None:
    call = a_checked_call()
    unseat(call, a_member_with(first_of(call)))
    assert OWN not in as_person(an_official()).see(ADDRESS).text


def test_a_member_without_one_is_not_remarked_on(as_person: SignIn) -> None:
    an_evaluator(a_checked_call())
    assert OWN not in as_person(an_official()).see(ADDRESS).text


@pytest.mark.parametrize("blind", [True, False])
def test_in_a_blind_call_a_member_who_reads_it_in_the_office_is_remarked_on(as_person: SignIn, *, blind: bool) -> None:
    call = a_checked_call(scoring=scoring(blind=blind))
    an_evaluator(call)
    an_evaluator(call, "Otto", person=an_official(RoleKind.AUDITOR))
    text = as_person(an_official()).see(ADDRESS).text
    assert text.count("has a seat and reads this call in the office too") == blind


def test_an_ended_seat_stays_in_the_list_of_who_sat_there(as_person: SignIn) -> None:
    an_evaluator(a_checked_call(), "Ilze Liepa")
    visitor = as_person(an_official())
    question = visitor.see(f"{ADDRESS}/{seats()[0].id}/end")
    page = visitor.send(question, button="End the seat")
    assert "Who sat in the committee before" in page.text
    assert seats()[0].ended_at is not None


def test_a_seat_ends_once(as_person: SignIn) -> None:
    an_evaluator(a_checked_call())
    visitor = as_person(an_official())
    question = visitor.see(f"{ADDRESS}/{seats()[0].id}/end")
    visitor.send(question, button="End the seat")
    assert "ended already" in visitor.send(question, button="End the seat").text
    assert len(entries("role.ended")) == 1


def test_who_cannot_end_a_seat_any_more_is_told_before_being_asked(as_person: SignIn) -> None:
    call = a_checked_call()
    an_evaluator(call)
    calls.cancel(call=call, reason="No money.", act=AN_ACT, actor=None)
    page = as_person(an_official()).see(f"{ADDRESS}/{seats()[0].id}/end", status=409)
    assert "The committee of this call cannot be changed any more." in page.text


def test_who_sat_there_can_be_seated_anew(as_person: SignIn) -> None:
    call = a_checked_call()
    person = an_evaluator(call)
    visitor = as_person(an_official())
    visitor.send(visitor.see(f"{ADDRESS}/{seats()[0].id}/end"), button="End the seat")
    invite(visitor, email=person.email)
    assert sorted(role.ended_at is None for role in seats()) == [False, True]


def test_what_a_former_member_submitted_stays(as_person: SignIn) -> None:
    call = a_scored_call()
    person = an_evaluator(call)
    score(person, first_of(call))
    visitor = as_person(an_official())
    visitor.send(visitor.see(f"{ADDRESS}/{_seat_of(person.email).id}/end"), button="End the seat")
    assert db.session.scalar(select(func.count(Sheet.id))) == 1


def _seat_of(email: str) -> Role:
    return next(role for role in seats() if role.person.email == email)


def test_a_role_of_another_call_is_no_seat_here(as_person: SignIn) -> None:
    a_checked_call()
    other = a_checked_call(slug="cits-2030")
    an_evaluator(other)
    as_person(an_official()).see(f"{ADDRESS}/{seats()[0].id}/end", status=404)


def test_an_auditor_reads_without_a_form(as_person: SignIn) -> None:
    an_evaluator(a_checked_call(), "Ilze Liepa")
    page = as_person(an_official(RoleKind.AUDITOR)).see(ADDRESS)
    assert "Ilze Liepa" in page.text
    assert all("Invite" not in form.buttons for form in page.forms)


def test_an_auditor_cannot_invite(as_person: SignIn) -> None:
    a_checked_call()
    page = post(as_person(an_official(RoleKind.AUDITOR)), ADDRESS, TYPED, status=403)
    assert "Only coordinators and secretaries" in page.text
    assert not seats()


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.RESULTS_PUBLISHED])
def test_the_committee_stays_as_it_was_once_it_has_decided(as_person: SignIn, stage: Stage) -> None:
    a_checked_call().stage = stage
    visitor = as_person(an_official())
    assert all("Invite" not in form.buttons for form in visitor.see(ADDRESS).forms)
    post(visitor, ADDRESS, TYPED, status=409)
    assert not seats()


@pytest.mark.parametrize("who", ["evaluator", "stranger", "official elsewhere"])
def test_nobody_else_finds_the_page(as_person: SignIn, who: str) -> None:
    call = a_checked_call()
    people: dict[str, Callable[..., Person]] = {
        "evaluator": lambda: an_evaluator(call),
        "stranger": a_person,
        "official elsewhere": lambda: an_official(organiser="cits"),
    }
    as_person(people[who]()).see(ADDRESS, status=404)


def test_who_is_not_signed_in_is_sent_to_sign_in(client: Visitor) -> None:
    a_checked_call()
    assert client.see(ADDRESS).address == "/account/sign-in"
