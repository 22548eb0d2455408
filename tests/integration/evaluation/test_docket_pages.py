"""An evaluator finds their calls and, once nothing more can arrive, the applications of each."""

import pytest

from grants.accounts.models import Person, RoleKind
from grants.accounts.services import end_role
from grants.applications.services import withdraw
from grants.calls.models import Stage
from grants.db import db
from grants.evaluation.dockets import docket_of
from grants.evaluation.models import Answer, ConflictKind
from tests.factories.applications import a_started, a_submitted, an_open_call
from tests.factories.calls import an_official
from tests.factories.evaluation import (
    a_checked_call,
    a_scored_call,
    an_evaluator,
    check,
    declare,
    first_of,
    score,
    scoring,
)
from tests.factories.people import a_person
from tests.integration.calls.support import statements
from tests.integration.evaluation.conftest import SignIn
from tests.support.pages import Page
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

ADDRESS = "/evaluation/calls/piemers-2030"
MOST_STATEMENTS = 10


def test_an_evaluator_finds_their_calls_with_what_is_left_to_do(as_person: SignIn) -> None:
    page = as_person(an_evaluator(a_checked_call("First", "Second"))).see("/evaluation/")
    assert page.links["Piemērs (en)"] == ADDRESS
    assert "Member of the committee Being checked 2 0 0" in page.text


def test_the_menu_leads_evaluators_there(as_person: SignIn) -> None:
    page = as_person(an_evaluator(a_checked_call())).see("/")
    assert page.links["Evaluation"] == "/evaluation/"


def test_nobody_else_has_that_menu(as_person: SignIn) -> None:
    a_checked_call()
    assert "Evaluation" not in as_person(a_person()).see("/").links


@pytest.mark.parametrize("who", ["applicant", "stranger", "coordinator", "evaluator elsewhere", "former evaluator"])
def test_who_has_no_seat_finds_nothing(as_person: SignIn, who: str) -> None:
    call = a_checked_call()
    former = an_evaluator(call)
    end_role(role=former.roles[0], actor=None)
    people: dict[str, Person] = {
        "applicant": first_of(call).members[0].person,
        "stranger": a_person(),
        "coordinator": an_official(RoleKind.COORDINATOR),
        "evaluator elsewhere": an_evaluator(a_checked_call(slug="cits-2030")),
        "former evaluator": former,
    }
    visitor = as_person(people[who])
    for address in (ADDRESS, f"{ADDRESS}/declarations", f"/evaluation/applications/{first_of(call).id}"):
        visitor.see(address, status=404)


def test_who_has_no_seat_anywhere_finds_no_list_of_calls(as_person: SignIn) -> None:
    as_person(a_person()).see("/evaluation/", status=404)


def test_who_is_not_signed_in_is_sent_to_sign_in(client: Visitor) -> None:
    assert client.see("/evaluation/").address == "/account/sign-in"


def test_nothing_is_shown_while_applications_may_arrive(as_person: SignIn) -> None:
    call = an_open_call()
    a_submitted(call)
    page = as_person(an_evaluator(call)).see(ADDRESS)
    assert "shown here once the deadline has passed and checking has begun" in page.text
    assert "Ziemas nometne" not in page.text


def test_an_application_cannot_be_reached_before_checking_begins(as_person: SignIn) -> None:
    call = an_open_call()
    application = a_submitted(call)
    as_person(an_evaluator(call)).see(f"/evaluation/applications/{application.id}", status=404)


def test_drafts_and_what_was_withdrawn_do_not_show(as_person: SignIn) -> None:
    call = an_open_call()
    a_started(call)
    gone = a_submitted(call, title="Withdrawn")
    withdraw(application=gone, actor=gone.members[0].person)
    call.stage = Stage.CHECKING
    visitor = as_person(an_evaluator(call))
    assert "Nothing was submitted in this call." in visitor.see(ADDRESS).text
    visitor.see(f"/evaluation/applications/{gone.id}", status=404)


def row(page: Page, title: str) -> str:
    """Return the words of the row of an application."""
    rows = [" ".join(" ".join(each.itertext()).split()) for each in page.tree.iter("tr")]
    return next(text for text in rows if title in text)


def test_each_application_shows_how_it_stands(as_person: SignIn) -> None:
    call = a_checked_call("New", "Kin", "Late", "Known")
    _new, kin, late, known = docket_of(a_person(), call).items
    check(late.application, Answer.NO)
    person = an_evaluator(call)
    declare(person, kin.application, ConflictKind.FAMILY)
    declare(person, known.application)
    page = as_person(person).see(ADDRESS)
    assert "Biedrība New Waits for your declaration" in row(page, "New")
    assert "Conflict of interest declared" in row(page, "Kin")
    assert "Did not pass the checks" in row(page, "Late")
    assert "Open to read" in row(page, "Known")


def test_an_application_of_ones_own_is_excluded_without_a_way_in(as_person: SignIn) -> None:
    call = a_checked_call("Own", "Other")
    person = an_evaluator(call, person=first_of(call).members[0].person)
    page = as_person(person).see(ADDRESS)
    assert row(page, "Own").endswith("Your own: you do not judge it –")


def test_the_list_tells_how_far_the_evaluator_has_come(as_person: SignIn) -> None:
    call = a_scored_call("First", "Second")
    person = an_evaluator(call)
    score(person, first_of(call))
    declare(person, docket_of(person, call).items[1].application)
    page = as_person(person).see(ADDRESS)
    assert "Applications you have scored: 1 of 2." in page.text
    assert page.links["Score the next application"] == page.links["Second"]


def test_a_blind_call_hides_who_applies(as_person: SignIn) -> None:
    call = a_scored_call(scoring=scoring(blind=True))
    person = an_evaluator(call)
    declare(person, first_of(call))
    visitor = as_person(person)
    for address in (ADDRESS, f"/evaluation/applications/{first_of(call).id}", f"{ADDRESS}/declarations"):
        assert "Biedrība" not in visitor.see(address).text


def test_a_blind_call_shows_title_and_answers(as_person: SignIn) -> None:
    call = a_scored_call(scoring=scoring(blind=True))
    person = an_evaluator(call)
    declare(person, first_of(call))
    page = as_person(person).see(f"/evaluation/applications/{first_of(call).id}")
    assert page.heading == "Ziemas nometne"
    assert "Nometne piecpadsmit jauniešiem." in page.text


def test_members_are_told_that_the_chair_enters_the_joint_sheet(as_person: SignIn) -> None:
    call = a_scored_call(scoring=scoring(method="joint"))
    assert "The chair enters it; you declare and read." in as_person(an_evaluator(call)).see(ADDRESS).text


def test_the_list_costs_as_many_statements_for_forty_applications_as_for_one(as_person: SignIn) -> None:
    small, large = a_checked_call("Only"), a_checked_call(*[f"Nr. {place}" for place in range(40)], slug="liels-2030")
    person = an_evaluator(large, person=an_evaluator(small))
    counts = [count_statements(as_person(person), f"/evaluation/calls/{call.slug}") for call in (small, large)]
    assert counts[0] == counts[1] <= MOST_STATEMENTS


def count_statements(visitor: Visitor, address: str) -> int:
    """Count the statements of a page that was opened before."""
    visitor.see(address)
    db.session.rollback()
    with statements() as executed:
        visitor.see(address)
    return len([one for one in executed if one.startswith("SELECT")])


def test_evaluators_find_what_waits_among_their_tasks(as_person: SignIn) -> None:
    call = a_scored_call("First", "Second")
    person = an_evaluator(call)
    declare(person, first_of(call))
    page = as_person(person).see("/account/")
    assert page.links["Score 1 application"] == ADDRESS
    assert page.links["Declare conflicts of interest: 1 application"] == f"{ADDRESS}/declarations"


def test_nothing_waits_once_all_is_scored(as_person: SignIn) -> None:
    call = a_scored_call()
    person = an_evaluator(call)
    score(person, first_of(call))
    assert "Nothing waits for you." in as_person(person).see("/account/").text
