"""A member signs what everybody in the committee promises before anything of the applications is seen, or declines."""

import pytest
from sqlalchemy import select

from grants.accounts.models import Person, RoleKind, Seat
from grants.calls.models import Call
from grants.calls.policies import may_assist
from grants.db import db
from grants.evaluation import services
from grants.evaluation.committees import secretaries_of, taken_seats
from grants.evaluation.seats.models import DeclineReason, SeatAnswer
from grants.evaluation.seats.services import MAX_NOTE, decline_seat, take_seat
from grants.notices.models import Message
from tests.factories.calls import an_official
from tests.factories.evaluation import a_checked_call, a_scored_call, declare, first_of, score
from tests.factories.people import a_person
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.support import entries, post

pytestmark = pytest.mark.usefixtures("session")

CALL = "/evaluation/calls/piemers-2030"
SEAT = f"{CALL}/seat"
COMMITTEE = "/office/calls/piemers-2030/committee"


def an_invited(call: Call, by: Person | None = None) -> Person:
    """Return a person who was given a seat and has not answered."""
    person = a_person("Ilze")
    services.invite_evaluator(call=call, email=person.email, name="Ilze", seat=Seat.MEMBER, actor=by)
    return person


def answers() -> list[SeatAnswer]:
    """Return every answer to a seat."""
    return list(db.session.scalars(select(SeatAnswer)))


def test_who_has_not_signed_sees_no_application(as_person: SignIn) -> None:
    person = an_invited(a_checked_call("Ziemas nometne"))
    page = as_person(person).see(CALL)
    assert "Take your seat first" in page.text
    assert "Ziemas nometne" not in page.text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_who_has_not_signed_is_led_from_the_declarations_to_the_seat(as_person: SignIn, method: str) -> None:
    person = an_invited(a_checked_call())
    visitor = as_person(person)
    page = visitor.see(f"{CALL}/declarations") if method == "GET" else post(visitor, f"{CALL}/declarations", status=200)
    assert page.address == SEAT


def test_who_has_not_signed_is_led_from_one_declaration_to_the_seat(as_person: SignIn) -> None:
    call = a_checked_call()
    page = as_person(an_invited(call)).see(f"/evaluation/applications/{first_of(call).id}/declaration")
    assert page.address == SEAT


def test_the_seat_waits_on_the_start_page_and_nothing_else_of_the_call(as_person: SignIn) -> None:
    page = as_person(an_invited(a_checked_call())).see("/account/")
    assert "Take your seat in the committee" in page.text
    assert "Declare conflicts" not in page.text


def test_who_has_not_signed_declares_nothing(as_person: SignIn) -> None:
    call = a_checked_call()
    person = an_invited(call)
    post(as_person(person), f"/evaluation/applications/{first_of(call).id}/declaration", status=200)
    with pytest.raises(Exception, match="Take your seat first"):
        services.declare(application=first_of(call), actor=person, conflict=False)


def test_signing_keeps_the_words_that_were_signed(as_person: SignIn) -> None:
    visitor = as_person(an_invited(a_checked_call()))
    page = visitor.send(visitor.see(SEAT), {"answer": "take"}, button="Send the answer")
    assert page.address == CALL
    assert "favour nobody" in answers()[0].statement


def test_the_organisers_own_words_are_signed_where_the_rules_have_them(as_person: SignIn) -> None:
    committee = {
        "size": 2,
        "quorum": 1,
        "decided_by": "committee",
        "statement": {"lv": "Klusēšu.", "en": "I am silent."},
    }
    visitor = as_person(an_invited(a_checked_call(committee=committee)))
    page = visitor.see(SEAT)
    visitor.send(page, {"answer": "take"}, button="Send the answer")
    assert (answers()[0].statement, "favour" in page.text) == ("I am silent.", False)


def test_signing_twice_is_signing_once() -> None:
    call = a_checked_call()
    person = an_invited(call)
    for words in ("I promise.", "Something else."):
        take_seat(call=call, actor=person, statement=words)
    assert ([one.statement for one in answers()], len(entries("seat.taken"))) == (["I promise."], 1)


def test_who_declines_says_why(as_person: SignIn) -> None:
    visitor = as_person(an_invited(a_checked_call()))
    page = visitor.send(visitor.see(SEAT), {"answer": "decline"}, button="Send the answer", status=422)
    assert page.errors == ["Error: Choose why you cannot take the seat."]


def test_declining_ends_the_seat_and_tells_who_gave_it(as_person: SignIn) -> None:
    call, official = a_checked_call(), an_official()
    person = an_invited(call, by=official)
    visitor = as_person(person)
    typed = {"answer": "decline", "reason": "no_time", "note": "Esmu prom."}
    visitor.send(visitor.see(SEAT), typed, button="Send the answer")
    told = db.session.scalars(select(Message).where(Message.event == "seat_declined")).one()
    assert (taken_seats(call.id), told.address, "Esmu prom." in told.words.text) == ([], official.email, True)


def test_officials_see_why_a_seat_was_declined(as_person: SignIn) -> None:
    call = a_checked_call()
    decline_seat(call=call, actor=an_invited(call), reason=DeclineReason.NO_TIME, note="Esmu prom.")
    assert "Declined: No time for it. Esmu prom." in as_person(an_official()).see(COMMITTEE).text


def test_officials_see_who_has_not_answered(as_person: SignIn) -> None:
    an_invited(a_checked_call())
    assert "not answered yet" in as_person(an_official()).see(COMMITTEE).text


def test_a_seat_is_given_back_later_and_submitted_sheets_stay(as_person: SignIn) -> None:
    call = a_scored_call()
    dace = taken_seats(call.id)[0].person
    sheet = score(dace, first_of(call))
    visitor = as_person(dace)
    visitor.send(visitor.see(SEAT), {"reason": "unwell"}, button="Give the seat back")
    assert (taken_seats(call.id), sheet.submitted_at is not None) == ([], True)


@pytest.mark.parametrize(("length", "status"), [(MAX_NOTE, 200), (MAX_NOTE + 1, 422)])
def test_words_about_declining_have_a_limit(as_person: SignIn, length: int, status: int) -> None:
    visitor = as_person(an_invited(a_checked_call()))
    typed = {"answer": "decline", "reason": "other", "note": "a" * length}
    visitor.send(visitor.see(SEAT), typed, button="Send the answer", status=status)
    assert len(answers()) == (status == 200)


def test_who_is_invited_again_signs_again() -> None:
    call = a_checked_call()
    person = an_invited(call)
    decline_seat(call=call, actor=person, reason=DeclineReason.NO_TIME)
    services.invite_evaluator(call=call, email=person.email, name="Ilze", seat=Seat.MEMBER, actor=None)
    with pytest.raises(Exception, match="Take your seat first"):
        declare(person, first_of(call))


def test_an_official_names_the_secretary_of_a_call(as_person: SignIn) -> None:
    call = a_checked_call()
    visitor = as_person(an_official())
    typed = {"email": "sekr@example.org", "name": "Sanita", "seat": "secretary"}
    page = visitor.send(visitor.see(COMMITTEE), typed, button="Invite")
    named = secretaries_of(call.id)[0].person
    assert (may_assist(named, call), "Who keeps the papers" in page.text, taken_seats(call.id)) == (True, True, [])


def test_whoever_scores_does_not_keep_the_papers(as_person: SignIn) -> None:
    call = a_checked_call()
    person = an_invited(call)
    visitor = as_person(an_official())
    typed = {"email": person.email, "name": "Ilze", "seat": "secretary"}
    visitor.send(visitor.see(COMMITTEE), typed, button="Invite", status=409)
    assert not secretaries_of(call.id)


def test_whoever_keeps_the_papers_does_not_score(as_person: SignIn) -> None:
    call = a_checked_call()
    services.invite_secretary(call=call, email="sekr@example.org", name="Sanita", actor=None)
    visitor = as_person(an_official(RoleKind.COORDINATOR))
    typed = {"email": "sekr@example.org", "name": "Sanita", "seat": "member"}
    visitor.send(visitor.see(COMMITTEE), typed, button="Invite", status=409)
    assert not taken_seats(call.id)
