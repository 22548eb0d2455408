"""Where the rules ask for two officials, an application is checked once a second one has confirmed every answer."""

import pytest
from sqlalchemy import select

from grants.accounts.models import Person, RoleKind
from grants.applications.events import ApplicationClarified
from grants.applications.models import Application, ApplicationState, Right
from grants.applications.queries import submitted_in
from grants.applications.services import withdraw
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.workflow import Action
from grants.db import db
from grants.errors import Conflict
from grants.evaluation import services
from grants.evaluation.checking import count_waiting, next_waiting
from grants.evaluation.marks import MAX_COMMENT
from grants.evaluation.models import Answer, CheckAnswer
from grants.evaluation.queries import checks_for
from grants.evaluation.services.checks import edition
from grants.events import publish
from tests.factories.applications import joined
from tests.factories.documents import words
from tests.factories.evaluation import COMMITTEE, a_checked_call, a_checker, an_evaluator, check, first_of
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.support import entries, post

pytestmark = pytest.mark.usefixtures("session")

BY_TWO = COMMITTEE | {"checks_by_two": True}
CONFIRM = "Confirm the answers"


@pytest.fixture
def call() -> Call:
    return a_checked_call("First", "Second", committee=BY_TWO)


@pytest.fixture
def application(call: Call) -> Application:
    return first_of(call)


@pytest.fixture
def one(call: Call) -> Person:
    return a_checker()


@pytest.fixture
def two(call: Call) -> Person:
    return a_checker(RoleKind.SECRETARY)


def address(application: Application) -> str:
    return f"/office/applications/{application.id}/checks"


def answered(application: Application, actor: Person, answer: Answer = Answer.YES, comment: str = "") -> None:
    checked = services.Checked(answer, comment)
    services.answer_checks(application=application, answers={"1.1": checked}, actor=actor)


def confirmed(application: Application, actor: Person) -> None:
    seen = edition(checks_for([application.id])[application.id])
    services.confirm_checks(application=application, doubts={}, actor=actor, seen=seen)


def given() -> CheckAnswer:
    """Return the one answer there is, as it is now."""
    db.session.expire_all()
    return db.session.scalars(select(CheckAnswer)).one()


def state_of(application: Application) -> ApplicationState:
    db.session.expire_all()
    return application.state


def test_after_one_official_it_waits_for_another(
    call: Call, application: Application, one: Person, two: Person
) -> None:
    answered(application, one)
    assert state_of(application) is ApplicationState.SUBMITTED
    assert next_waiting(one, call) != application.id
    assert next_waiting(two, call) == application.id
    assert (count_waiting(one, call), count_waiting(two, call)) == (1, 2)


def test_a_second_official_confirms_and_it_is_checked(
    application: Application, one: Person, two: Person, as_person: SignIn
) -> None:
    answered(application, one)
    visitor = as_person(two)
    page = visitor.send(visitor.see(address(application)), button=CONFIRM)
    assert "confirmed by secretary@piemers.example" in page.text
    assert (given().confirmed_by_id, state_of(application)) == (two.id, ApplicationState.CHECKED)
    assert [entry.details for entry in entries("checks.confirmed")] == [{"1.1": "confirmed"}]


def test_nobody_confirms_their_own_answer(application: Application, one: Person, as_person: SignIn) -> None:
    answered(application, one)
    visitor = as_person(one)
    assert all(CONFIRM not in form.buttons for form in visitor.see(address(application)).forms)
    post(visitor, f"{address(application)}/confirm", {"seen": given().answered_at.isoformat()}, status=200)
    assert given().confirmed_at is None


def test_who_disagrees_says_why_and_it_comes_back(
    application: Application, one: Person, two: Person, as_person: SignIn
) -> None:
    answered(application, one)
    visitor = as_person(two)
    visitor.send(visitor.see(address(application)), {"doubt-1.1": "Late by a day."}, button=CONFIRM)
    assert state_of(application) is ApplicationState.SUBMITTED
    assert "disagrees: Late by a day." in as_person(one).see(address(application)).text
    answered(application, one, Answer.NO, "Late by a day.")
    assert (given().doubt, given().doubted_by_id) == ("", None)
    visitor.send(visitor.see(address(application)), button=CONFIRM)
    assert state_of(application) is ApplicationState.CHECKED


def test_a_changed_answer_waits_for_a_second_person_again(
    call: Call, application: Application, one: Person, two: Person
) -> None:
    answered(application, one)
    confirmed(application, two)
    answered(application, two, Answer.NO)
    assert given().confirmed_at is None
    assert next_waiting(one, call) == application.id


def test_scoring_does_not_start_while_a_corrected_answer_waits(call: Call, one: Person, two: Person) -> None:
    an_evaluator(call)
    for each in submitted_in(call.id):
        answered(each, one)
        confirmed(each, two)
    answered(first_of(call), one, Answer.NOT_APPLICABLE)
    with pytest.raises(Conflict, match="1 application is not checked"):
        calls.advance(call=call, action=Action.START_SCORING, actor=None)
    confirmed(first_of(call), two)
    calls.advance(call=call, action=Action.START_SCORING, actor=None)


def test_an_answer_of_the_service_needs_one_person() -> None:
    automatic = [{"code": "1.1", "text": words("In time"), "clarifiable": False, "auto": "in_time"}]
    application = first_of(a_checked_call(committee=BY_TWO, checks=automatic))
    assert state_of(application) is ApplicationState.SUBMITTED
    confirmed(application, a_checker())
    assert state_of(application) is ApplicationState.CHECKED


def test_after_a_clarification_a_second_official_looks_again(
    application: Application, one: Person, two: Person
) -> None:
    answered(application, one)
    confirmed(application, two)
    publish(ApplicationClarified(application.id, application.call_id))
    assert given().confirmed_at is None


def test_confirming_twice_is_confirming_once(application: Application, one: Person, two: Person) -> None:
    answered(application, one)
    for _press in range(2):
        confirmed(application, two)
    assert len(entries("checks.confirmed")) == 1


def test_an_answer_changed_meanwhile_is_not_confirmed_unseen(
    application: Application, one: Person, two: Person, as_person: SignIn
) -> None:
    answered(application, one)
    visitor = as_person(two)
    old = visitor.see(address(application))
    given().answered_at = given().answered_at.replace(second=59)
    page = visitor.send(old, {"doubt-1.1": "But."}, button=CONFIRM, status=409)
    assert page.form(CONFIRM).values["doubt-1.1"] == ["But."]
    assert given().confirmed_at is None


@pytest.mark.parametrize("doubt", ["x" * (MAX_COMMENT + 1), "a\0b"])
def test_a_doubt_that_cannot_be_stored_is_refused_and_stays(
    application: Application, one: Person, two: Person, as_person: SignIn, doubt: str
) -> None:
    answered(application, one)
    visitor = as_person(two)
    page = visitor.send(visitor.see(address(application)), {"doubt-1.1": doubt}, button=CONFIRM, status=422)
    assert page.form(CONFIRM).values["doubt-1.1"] == [doubt.replace("\0", "\N{REPLACEMENT CHARACTER}")]
    assert (given().doubt, given().confirmed_at) == ("", None)


def test_an_application_of_their_own_waits_for_no_official(
    call: Call, application: Application, one: Person, two: Person
) -> None:
    answered(application, one)
    joined(application, two, Right.EDIT)
    assert next_waiting(two, call) != application.id


def test_where_one_official_is_enough_there_is_nothing_to_confirm(as_person: SignIn) -> None:
    application = first_of(a_checked_call())
    check(application)
    visitor = as_person(a_checker())
    assert "second person" not in visitor.see(address(application)).text
    post(visitor, f"{address(application)}/confirm", status=409)


def test_a_withdrawn_application_is_not_confirmed(application: Application, one: Person, two: Person) -> None:
    answered(application, one)
    withdraw(application=application, actor=application.members[0].person)
    with pytest.raises(Conflict):
        confirmed(application, two)


def test_the_start_page_counts_what_waits_for_this_official(
    call: Call, one: Person, two: Person, as_person: SignIn
) -> None:
    one.name, two.name = "Anna", "Juris"
    for application in submitted_in(call.id):
        answered(application, one)
    assert "Check 2 applications" in as_person(two).see("/account/").text
    assert "Check 2 applications" not in as_person(one).see("/account/").text
