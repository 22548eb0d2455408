"""Officials answer the administrative criteria; an application with all of them answered is checked."""

import pytest
from sqlalchemy import select

from grants.accounts.models import Person, RoleKind
from grants.applications.models import Application, ApplicationState
from grants.applications.services import withdraw
from grants.calls.models import Stage
from grants.db import db
from grants.evaluation.marks import MAX_COMMENT
from grants.evaluation.models import CheckAnswer
from tests.factories.applications import a_submitted, an_open_call
from tests.factories.calls import an_official
from tests.factories.documents import words
from tests.factories.evaluation import a_checked_call, a_checker, an_evaluator, check, first_of, start_scoring
from tests.factories.people import a_person
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.support import entries, post
from tests.support.pages import Page
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

TWO_CHECKS = [
    {"code": "1.1", "text": words("In time"), "clarifiable": False},
    {"code": "1.2", "text": words("Complete"), "clarifiable": True},
]


def address(application: Application) -> str:
    return f"/office/applications/{application.id}/checks"


def save(visitor: Visitor, application: Application, *, status: int = 200, **typed: str) -> Page:
    """Fill in the form of the checks; `choice_1_1` names the control `choice-1.1`."""
    values = {name.replace("_", "-", 1).replace("_", "."): value for name, value in typed.items()}
    return visitor.send(visitor.see(address(application)), values, button="Save the answers", status=status)


def answers() -> dict[str, tuple[str, str]]:
    """Return what is stored: answer and comment by code."""
    return {stored.code: (stored.answer, stored.comment) for stored in db.session.scalars(select(CheckAnswer))}


def state_of(application: Application) -> ApplicationState:
    db.session.expire_all()
    return application.state


@pytest.mark.parametrize("kind", [RoleKind.COORDINATOR, RoleKind.SECRETARY])
def test_an_official_answers_every_check_at_once(as_person: SignIn, kind: RoleKind) -> None:
    application = first_of(a_checked_call(checks=TWO_CHECKS))
    save(as_person(a_checker(kind)), application, choice_1_1="yes", choice_1_2="not_applicable", text_1_2="None.")
    assert answers() == {"1.1": ("yes", ""), "1.2": ("not_applicable", "None.")}
    assert state_of(application) is ApplicationState.CHECKED


def test_an_application_is_not_checked_while_an_answer_is_missing(as_person: SignIn) -> None:
    application = first_of(a_checked_call(checks=TWO_CHECKS))
    save(as_person(a_checker()), application, choice_1_1="yes")
    assert state_of(application) is ApplicationState.SUBMITTED


def test_what_was_answered_stands_in_the_form(as_person: SignIn) -> None:
    application = first_of(a_checked_call())
    page = save(as_person(a_checker()), application, choice_1_1="no", text_1_1="A day late.")
    form = page.form("Save the answers")
    assert (form.values["choice-1.1"], form.values["text-1.1"]) == (["no"], ["A day late."])


def test_an_answer_can_be_corrected(as_person: SignIn) -> None:
    application = first_of(a_checked_call())
    visitor = as_person(a_checker())
    save(visitor, application, choice_1_1="no")
    save(visitor, application, choice_1_1="yes")
    assert answers() == {"1.1": ("yes", "")}
    assert [entry.details["1.1"] for entry in entries("checks.answered")] == ["no", "yes"]


def test_a_double_click_is_one_answer(as_person: SignIn) -> None:
    application = first_of(a_checked_call())
    visitor = as_person(a_checker())
    page = visitor.see(address(application))
    for _ in range(2):
        visitor.send(page, {"choice-1.1": "yes"}, button="Save the answers")
    assert len(entries("checks.answered")) == len(answers()) == 1


def test_the_answer_of_a_colleague_is_not_overwritten_unseen(as_person: SignIn) -> None:
    application = first_of(a_checked_call())
    visitor = as_person(a_checker())
    page = visitor.see(address(application))
    check(application)
    page = visitor.send(page, {"choice-1.1": "no", "text-1.1": "Late."}, button="Save the answers", status=409)
    assert answers() == {"1.1": ("yes", "")}
    assert page.form("Save the answers").values["text-1.1"] == ["Late."]


def test_after_a_look_the_own_answer_can_be_saved_over_it(as_person: SignIn) -> None:
    application = first_of(a_checked_call())
    visitor = as_person(a_checker())
    page = visitor.see(address(application))
    check(application)
    page = visitor.send(page, {"choice-1.1": "no"}, button="Save the answers", status=409)
    assert "Answered meanwhile: Yes" in page.text
    visitor.send(page, button="Save the answers")
    assert answers() == {"1.1": ("no", "")}


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"text_1_1": "Words without an answer"}, "Choose an answer."),
        ({"choice_1_1": "perhaps"}, "Choose an answer."),
        ({"choice_1_1": "yes", "text_1_1": "x" * (MAX_COMMENT + 1)}, "At most 4000 characters."),
        ({"choice_1_1": "yes", "text_1_1": "a\x00b"}, "It holds a character that cannot be stored."),
    ],
)
def test_bad_input_is_named_and_stores_nothing(as_person: SignIn, typed: dict[str, str], problem: str) -> None:
    application = first_of(a_checked_call())
    page = save(as_person(a_checker()), application, status=422, **typed)
    assert problem in page.text
    assert not answers()


def test_words_of_a_refused_form_stay_typed(as_person: SignIn) -> None:
    application = first_of(a_checked_call(checks=TWO_CHECKS))
    page = save(as_person(a_checker()), application, status=422, choice_1_1="no", text_1_1="Late.", text_1_2="What?")
    values = page.form("Save the answers").values
    assert (values["choice-1.1"], values["text-1.1"], values["text-1.2"]) == (["no"], ["Late."], ["What?"])


def test_a_comment_as_long_as_allowed_is_kept(as_person: SignIn) -> None:
    application = first_of(a_checked_call())
    save(as_person(a_checker()), application, choice_1_1="yes", text_1_1="ž" * MAX_COMMENT)
    assert answers() == {"1.1": ("yes", "ž" * MAX_COMMENT)}


def test_the_page_leads_to_the_next_application_that_is_not_checked(as_person: SignIn) -> None:
    call = a_checked_call("First", "Second", "Third")
    visitor = as_person(a_checker())
    page = visitor.see(f"/office/calls/{call.slug}/checks")
    assert page.heading == "Checks: First"
    page = visitor.send(page, {"choice-1.1": "yes"}, button="Save the answers")
    assert "Applications checked: 1 of 3." in page.text
    assert visitor.see(page.links["Next application to check"]).heading == "Checks: Second"


def test_after_the_last_comes_the_first_that_was_left_over(as_person: SignIn) -> None:
    call = a_checked_call("First", "Second")
    visitor = as_person(a_checker())
    page = visitor.see(f"/office/calls/{call.slug}/checks")
    page = visitor.see(page.links["Next application to check"])
    assert visitor.see(page.links["Next application to check"]).heading == "Checks: First"


def test_when_nothing_is_left_the_way_leads_back_to_the_call(as_person: SignIn) -> None:
    call = a_checked_call()
    check(first_of(call))
    page = as_person(a_checker()).see(f"/office/calls/{call.slug}/checks")
    assert "No application waits to be checked." in page.text


def test_checks_are_read_only_once_scoring_has_begun(as_person: SignIn) -> None:
    call = a_checked_call()
    application = first_of(call)
    check(application)
    an_evaluator(call)
    start_scoring(call)
    visitor = as_person(a_checker())
    assert all("Save the answers" not in form.buttons for form in visitor.see(address(application)).forms)
    post(visitor, address(application), {"choice-1.1": "no"}, status=409)
    assert answers() == {"1.1": ("yes", "")}


def test_a_withdrawn_application_is_not_checked(as_person: SignIn) -> None:
    call = a_checked_call()
    application = first_of(call)
    withdraw(application=application, actor=application.members[0].person)
    post(as_person(an_official()), address(application), {"choice-1.1": "yes"}, status=409)
    assert not answers()


def test_nobody_checks_an_application_of_their_own(as_person: SignIn) -> None:
    call = an_open_call()
    official = an_official()
    application = a_submitted(call, official)
    call.stage = Stage.CHECKING
    visitor = as_person(official)
    assert all("Save the answers" not in form.buttons for form in visitor.see(address(application)).forms)
    page = post(visitor, address(application), {"choice-1.1": "yes"}, status=403)
    assert "Nobody checks an application of their own." in page.text


def test_an_auditor_reads_the_answers_and_changes_none(as_person: SignIn) -> None:
    application = first_of(a_checked_call())
    check(application)
    visitor = as_person(an_official(RoleKind.AUDITOR))
    assert "Yes" in visitor.see(address(application)).text
    post(visitor, address(application), {"choice-1.1": "no"}, status=403)
    assert answers() == {"1.1": ("yes", "")}


@pytest.mark.parametrize("who", ["applicant", "evaluator", "stranger", "official elsewhere"])
def test_nobody_else_finds_the_checks(as_person: SignIn, who: str) -> None:
    call = a_checked_call()
    application = first_of(call)
    people: dict[str, Person] = {
        "applicant": application.members[0].person,
        "evaluator": an_evaluator(call),
        "stranger": a_person(),
        "official elsewhere": an_official(organiser="cits"),
    }
    as_person(people[who]).see(address(application), status=404)


def test_who_is_not_signed_in_is_sent_to_sign_in(client: Visitor) -> None:
    application = first_of(a_checked_call())
    db.session.commit()
    assert client.see(address(application)).address == "/account/sign-in"


def test_an_unknown_application_is_no_page(as_person: SignIn) -> None:
    a_checked_call()
    as_person(an_official()).see("/office/applications/5f0c3b1e-0000-4000-8000-000000000000/checks", status=404)


def test_the_page_of_an_application_has_the_checks_to_answer(as_person: SignIn) -> None:
    application = first_of(a_checked_call())
    visitor = as_person(a_checker())
    page = visitor.see(f"/office/applications/{application.id}")
    visitor.send(page, {"choice-1.1": "yes"}, button="Save the answers")
    assert answers() == {"1.1": ("yes", "")}


def test_the_list_of_applications_tells_how_many_checks_are_answered(as_person: SignIn) -> None:
    call = a_checked_call("First", "Second")
    check(first_of(call))
    page = as_person(an_official()).see(f"/office/calls/{call.slug}/applications")
    assert {each.partition(" checks answered: ")[0] for each in page.links} >= {"1 of 1", "0 of 1"}


def test_an_official_finds_the_checks_among_their_tasks(as_person: SignIn) -> None:
    a_checked_call("First", "Second")
    official = an_official(RoleKind.SECRETARY)
    official.name = "Otto Official"
    page = as_person(official).see("/account/")
    assert page.links["Check 2 applications"] == "/office/calls/piemers-2030/checks"
