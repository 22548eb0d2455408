"""An evaluator works through a long call page by page; up to one page nothing tells of pages."""

import re
import uuid
from collections.abc import Callable

import pytest

from grants.accounts.models import Person
from grants.applications import stretches
from grants.applications.queries import submitted_in
from grants.applications.stretches import PAGE
from grants.calls.models import Call
from grants.db import db
from tests.factories.evaluation import a_checked_call, a_scored_call, an_evaluator, declare, score
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.support import declarations, entries, post
from tests.support.pages import Page
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

LIST = "/evaluation/calls/piemers-2030"
ALL = f"{LIST}/declarations"
PAGES = {"First", "Previous", "Next"}


def numbered(*numbers: int) -> list[str]:
    return [f"Nr. {number:03}" for number in numbers]


def titles(page: Page) -> list[str]:
    """Return the titles on a page of the list or of declarations, in their order."""
    return re.findall(r"Nr\. \d{3}(?= [A-Z0-9]{4}-)", page.text)


def keys(page: Page) -> list[str]:
    """Return the ids of the applications that a page of declarations asks about."""
    return [name.removeprefix("text-") for name in page.form("Declare").values if name.startswith("text-")]


def send(visitor: Visitor, page: Page, *, leaving: int = 0, status: int = 200) -> Page:
    """Declare no conflict with everything on a page but so many at its end."""
    asked = keys(page)
    typed = {f"choice-{key}": "none" for key in asked[: len(asked) - leaving]}
    return visitor.send(page, typed, button="Declare", status=status)


@pytest.fixture
def pages_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "PAGE", 2)


Long = Callable[[int], tuple[Call, Person, Visitor]]


@pytest.fixture
def long(as_person: SignIn) -> Long:
    """Return a function that gives a call with so many applications, an evaluator and their browser."""

    def make(size: int) -> tuple[Call, Person, Visitor]:
        call = a_checked_call(*numbered(*range(size)))
        person = an_evaluator(call)
        return call, person, as_person(person)

    return make


@pytest.mark.parametrize("address", [LIST, ALL])
def test_as_many_as_fit_on_a_page_are_on_one(long: Long, address: str) -> None:
    _call, _person, visitor = long(PAGE)
    page = visitor.see(address)
    assert titles(page) == numbered(*range(PAGE))
    assert not PAGES & page.links.keys()
    assert "Applications declared" not in page.text


@pytest.mark.parametrize("address", [LIST, ALL])
def test_one_more_is_on_a_second_page(long: Long, address: str) -> None:
    _call, _person, visitor = long(PAGE + 1)
    second = visitor.see(visitor.see(address).links["Next"])
    assert (titles(second), "Next" in second.links) == (numbered(PAGE), False)
    first = visitor.see(second.links["Previous"])
    assert (titles(first), "Previous" in first.links) == (numbered(*range(PAGE)), False)


def test_progress_is_told_where_there_are_pages(long: Long) -> None:
    _call, _person, visitor = long(PAGE + 1)
    page = visitor.see(ALL)
    assert f"Applications declared: 0 of {PAGE + 1}." in page.text
    assert f"Applications declared: {PAGE} of {PAGE + 1}." in send(visitor, page).text


@pytest.mark.parametrize("address", [LIST, ALL])
@pytest.mark.parametrize("query", ["after=x", "before=1", "after=00000000-0000-0000-0000-000000000000"])
def test_a_page_that_is_nowhere_does_not_exist(long: Long, address: str, query: str) -> None:
    _call, _person, visitor = long(1)
    visitor.see(f"{address}?{query}", status=404)


@pytest.mark.usefixtures("pages_of_two")
def test_a_page_that_was_sent_leads_to_the_next(long: Long) -> None:
    _call, _person, visitor = long(5)
    page = send(visitor, visitor.see(ALL))
    assert "2 declarations are stored." in page.text
    assert titles(page) == numbered(2, 3)
    assert "Previous" not in page.links


@pytest.mark.usefixtures("pages_of_two")
def test_after_the_last_page_the_list_is_shown(long: Long) -> None:
    _call, _person, visitor = long(3)
    page = send(visitor, send(visitor, visitor.see(ALL)))
    assert page.address == LIST
    assert len(declarations()) == 3


@pytest.mark.usefixtures("pages_of_two")
def test_what_is_left_open_comes_again_after_the_last_page(long: Long) -> None:
    _call, _person, visitor = long(4)
    second = send(visitor, visitor.see(ALL), leaving=1)
    assert titles(second) == numbered(2, 3)
    assert titles(send(visitor, second)) == numbered(1)


@pytest.mark.usefixtures("pages_of_two")
def test_what_is_left_open_on_the_only_page_is_left_for_later(long: Long) -> None:
    _call, _person, visitor = long(2)
    assert send(visitor, visitor.see(ALL), leaving=1).address == LIST


@pytest.mark.usefixtures("pages_of_two")
def test_a_wrong_line_keeps_what_was_typed_on_a_later_page(long: Long) -> None:
    _call, _person, visitor = long(4)
    page = visitor.see(visitor.see(ALL).links["Next"])
    third, fourth = keys(page)
    typed = {f"choice-{third}": "none", f"choice-{fourth}": "conflict", f"text-{fourth}": "My sister"}
    page = visitor.send(page, typed, button="Declare", status=422)
    values = page.form("Declare").values
    assert (values[f"choice-{third}"], values[f"text-{fourth}"]) == (["none"], ["My sister"])
    assert titles(page) == numbered(2, 3)
    assert not declarations()


@pytest.mark.usefixtures("pages_of_two")
def test_what_was_declared_in_another_tab_does_not_push_out_what_was_typed(long: Long) -> None:
    call, person, visitor = long(4)
    page = visitor.see(ALL)
    declare(person, submitted_in(call.id)[0])
    db.session.commit()
    send(visitor, page)
    assert {one.application_id for one in declarations()} == {one.id for one in submitted_in(call.id)[:2]}


@pytest.mark.usefixtures("pages_of_two")
def test_a_page_sent_twice_declares_once_and_leads_on(long: Long) -> None:
    _call, _person, visitor = long(3)
    page = visitor.see(ALL)
    send(visitor, page)
    assert titles(send(visitor, page)) == numbered(2)
    assert len(entries("conflict.declared")) == 2


@pytest.mark.usefixtures("pages_of_two")
def test_a_page_of_which_all_is_declared_leads_to_what_is_open(long: Long) -> None:
    call, person, visitor = long(3)
    behind = visitor.see(ALL).links["Next"]
    declare(person, submitted_in(call.id)[2])
    db.session.commit()
    assert titles(visitor.see(behind)) == numbered(0, 1)


@pytest.mark.parametrize(("more", "status"), [(0, 200), (1, 422)])
def test_more_than_a_page_is_not_sent_at_once(long: Long, more: int, status: int) -> None:
    call, _person, visitor = long(1)
    known = submitted_in(call.id)[0].id
    others = [uuid.UUID(int=number) for number in range(PAGE - 1 + more)]
    post(visitor, ALL, {f"choice-{key}": "none" for key in (known, *others)}, status=status)
    assert len(declarations()) == 1 - more


@pytest.mark.usefixtures("pages_of_two")
def test_the_next_to_score_may_stand_on_another_page(as_person: SignIn) -> None:
    call = a_scored_call(*numbered(*range(4)))
    person = an_evaluator(call)
    *done, last = submitted_in(call.id)
    for application in done:
        score(person, application)
    declare(person, last)
    page = as_person(person).see(LIST)
    assert page.links["Score the next application"] == f"/evaluation/applications/{last.id}"
    assert "Applications you have scored: 3 of 4." in page.text
