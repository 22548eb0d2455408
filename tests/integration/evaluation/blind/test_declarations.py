"""In a blind call evaluators declare about applicants, and nothing leads from a name to a title."""

import re

import pytest

from grants.accounts.models import Person
from grants.applications.queries import submitted_in
from grants.calls.models import Call
from grants.evaluation.applicants import undeclared_applicants
from grants.evaluation.models import Answer
from tests.factories.evaluation import (
    a_checked_call,
    a_scored_call,
    an_evaluator,
    check,
    declare,
    scoring,
    start_scoring,
)
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.support import declarations, post
from tests.support.pages import Page

pytestmark = pytest.mark.usefixtures("session")

LIST = "/evaluation/calls/piemers-2030"
ALL = f"{LIST}/declarations"
BLIND = scoring(blind=True)
TITLES = ("Alfa", "Beta", "Gamma")


def a_blind_call(*titles: str) -> tuple[Call, Person]:
    """Return a blind call that is being scored, and a member who has declared nothing."""
    call = a_scored_call(*(titles or TITLES), scoring=BLIND)
    for place, application in enumerate(submitted_in(call.id)):
        assert application.organisation is not None
        application.organisation.registration_number = f"{40008000000 + place}"
    return call, an_evaluator(call)


def tokens(page: Page) -> list[str]:
    return [name.removeprefix("text-") for name in page.form("Declare").values if name.startswith("text-")]


def names(page: Page) -> list[str]:
    return re.findall(r"Biedrība (\w+)", page.text)


def test_the_form_names_every_applicant(as_person: SignIn) -> None:
    _call, person = a_blind_call()
    assert sorted(names(as_person(person).see(ALL))) == ["Alfa", "Beta", "Gamma"]


def test_the_form_holds_neither_reference_nor_id_of_an_application(as_person: SignIn) -> None:
    call, person = a_blind_call()
    sent = as_person(person).see(ALL).response.get_data(as_text=True)
    known = [text for each in submitted_in(call.id) for text in (str(each.id), each.reference or "")]
    assert [text for text in known if text in sent] == []


def test_the_form_names_no_title(as_person: SignIn) -> None:
    call, person = a_blind_call()
    for place, application in enumerate(submitted_in(call.id)):
        application.title = f"Project {place}"
    assert "Project" not in as_person(person).see(ALL).text


def test_each_evaluator_has_other_tokens_in_another_order() -> None:
    call, person = a_blind_call(*[f"Nr{place}" for place in range(12)])
    other = an_evaluator(call, "Zane")
    first, second = undeclared_applicants(person, call), undeclared_applicants(other, call)
    assert {each.token for each in first}.isdisjoint(each.token for each in second)
    assert [each.name for each in first] != [each.name for each in second]


def test_the_order_stays_while_names_are_declared() -> None:
    call, person = a_blind_call()
    before = [each.name for each in undeclared_applicants(person, call)]
    gone = undeclared_applicants(person, call)[0]
    declare(person, next(each for each in submitted_in(call.id) if each.id in gone.application_ids))
    assert [each.name for each in undeclared_applicants(person, call)] == before[1:]


def test_nothing_opens_until_every_applicant_is_declared(as_person: SignIn) -> None:
    call, person = a_blind_call()
    visitor = as_person(person)
    page = visitor.see(ALL)
    visitor.send(page, {f"choice-{token}": "none" for token in tokens(page)[:2]}, button="Declare")
    assert len(declarations()) == len(TITLES) - 1
    for application in submitted_in(call.id):
        visitor.see(f"/evaluation/applications/{application.id}", status=404)
    assert not any(title in visitor.see(LIST).text for title in TITLES)


def test_all_open_together_once_every_applicant_is_declared(as_person: SignIn) -> None:
    _call, person = a_blind_call()
    visitor = as_person(person)
    page = visitor.see(ALL)
    page = visitor.send(page, {f"choice-{token}": "none" for token in tokens(page)}, button="Declare")
    assert page.address == LIST
    assert all(title in page.text for title in TITLES)


def test_nothing_opens_before_scoring_when_late_applications_may_still_be_registered(as_person: SignIn) -> None:
    call = a_checked_call(*TITLES, scoring=BLIND)
    person, _chair = an_evaluator(call), an_evaluator(call, "Zane")
    for application in submitted_in(call.id):
        declare(person, application)
        check(application)
    visitor = as_person(person)
    assert "The applications open here once scoring has begun." in visitor.see(LIST).text
    start_scoring(call)
    assert all(title in visitor.see(LIST).text for title in TITLES)


def test_what_a_conflict_closes_is_not_listed_by_its_title(as_person: SignIn) -> None:
    _call, person = a_blind_call()
    visitor = as_person(person)
    page = visitor.see(ALL)
    first, *others = tokens(page)
    name = names(page)[0]
    typed = {f"choice-{first}": "conflict", f"kind-{first}": "family"} | {f"choice-{one}": "none" for one in others}
    page = visitor.send(page, typed, button="Declare")
    assert [title for title in TITLES if title not in page.text] == [name]


def test_what_failed_the_checks_is_not_listed_by_its_title(as_person: SignIn) -> None:
    call = a_checked_call(*TITLES, scoring=BLIND)
    failed, *others = submitted_in(call.id)
    check(failed, Answer.NO)
    person, _chair = an_evaluator(call), an_evaluator(call, "Zane")
    for application in others:
        check(application)
        declare(person, application)
    start_scoring(call)
    assert failed.title not in as_person(person).see(LIST).text


def test_one_body_with_two_applications_is_one_name(as_person: SignIn) -> None:
    call, person = a_blind_call()
    first, second, _third = submitted_in(call.id)
    second.organisation = first.organisation
    visitor = as_person(person)
    page = visitor.see(ALL)
    assert len(tokens(page)) == len(TITLES) - 1
    visitor.send(page, {f"choice-{token}": "none" for token in tokens(page)}, button="Declare")
    assert len(declarations()) == len(TITLES)


def test_the_same_form_sent_twice_declares_once(as_person: SignIn) -> None:
    _call, person = a_blind_call()
    visitor = as_person(person)
    page = visitor.see(ALL)
    for _ in range(2):
        visitor.send(page, {f"choice-{token}": "none" for token in tokens(page)}, button="Declare")
    assert len(declarations()) == len(TITLES)


def test_a_form_without_an_answer_says_so(as_person: SignIn) -> None:
    _call, person = a_blind_call()
    visitor = as_person(person)
    page = visitor.send(visitor.see(ALL), {}, button="Declare", status=422)
    assert "Nothing was declared: choose an answer first." in page.text


def test_the_token_of_another_evaluator_declares_nothing(as_person: SignIn) -> None:
    call, person = a_blind_call()
    strange = undeclared_applicants(an_evaluator(call, "Zane"), call)[0].token
    post(as_person(person), ALL, {f"choice-{strange}": "none"}, status=200)
    assert not declarations()


def test_an_application_opened_by_its_address_before_is_not_there(as_person: SignIn) -> None:
    call, person = a_blind_call()
    visitor = as_person(person)
    for application in submitted_in(call.id):
        visitor.see(f"/evaluation/applications/{application.id}/declaration", status=404)
