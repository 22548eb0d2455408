"""What broke in the scoring of others, shown here not to: each test is named as what happened to them."""

from collections.abc import Callable

import pytest

from grants import clock
from grants.accounts.models import Person
from grants.applications.services import withdraw
from grants.calls.models import Call
from grants.evaluation.models import ConflictKind, SheetState
from tests.factories.evaluation import CRITERIA, JUDGED, declare, first_of, score
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.sheets import REVIEW, SAVE, a_call_and_judge, address, fill_in, sheets, stored
from tests.support.together import at_once

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def judged_call() -> tuple[Call, Person]:
    return a_call_and_judge()


def test_scores_shifted_by_a_browsers_form_cache(judged_call: tuple[Call, Person], as_person: SignIn) -> None:
    """A browser that fills in a form again by position has nothing to fill in, and every name says its criterion."""
    call, person = judged_call
    visitor = as_person(person)
    page = visitor.see(address(first_of(call)))
    form = page.form(SAVE)
    assert b'autocomplete="off" data-keep=' in visitor.get(address(first_of(call))).data
    names = {name for name in form.values if name.startswith(("mark-", "comment-"))}
    assert names == {f"{kind}-{each['code']}" for kind in ("mark", "comment") for each in CRITERIA}
    turned = dict(reversed({"mark-2.1": "1", "mark-2.2": "4.5"}.items()))
    visitor.send(page, turned, button=SAVE)
    assert stored().marks == {"2.1": "1", "2.2": "4.5"}


def test_typed_review_text_lost_on_a_second_submit(judged_call: tuple[Call, Person], as_person: SignIn) -> None:
    call, person = judged_call
    visitor = as_person(person)
    old = visitor.see(address(first_of(call)))
    visitor.send(old, {"comment-2.1": "First words."}, button=SAVE)
    page = visitor.send(old, {"comment-2.1": "Second, longer words."}, button=SAVE, status=409)
    assert page.form(SAVE).values["comment-2.1"] == ["Second, longer words."]
    visitor.send(page, button=SAVE)
    assert stored().comments == {"2.1": "Second, longer words."}


def test_an_optional_criterion_left_empty_silently_lowered_a_total(
    judged_call: tuple[Call, Person], as_person: SignIn
) -> None:
    """No criterion is optional: a draft says what its total lacks, and a sheet without a mark is never submitted."""
    call, person = judged_call
    visitor = as_person(person)
    page = fill_in(visitor, call, {"mark-2.1": "4"})
    assert "No mark yet, so not in this total: 2.2" in page.text
    page = fill_in(visitor, call, {"mark-2.1": "4"}, REVIEW)
    assert "2.2: Give a mark." in page.text
    assert stored().state is SheetState.DRAFT


def test_two_devices_that_save_at_once_store_one_whole_sheet(
    judged_call: tuple[Call, Person], as_person: SignIn
) -> None:
    call, person = judged_call

    def device(mark: str, words: str) -> Callable[[], int]:
        visitor = as_person(person)
        headers = {"If-Match": '"0"'}
        typed = {"mark-2.1": mark, "comment-2.1": words}
        where = f"{address(first_of(call))}/keep"
        return lambda: visitor.post(where, data=typed, headers=headers).status_code

    devices = [device("4", "Telephone."), device("2", "Computer.")]
    with clock.at(JUDGED):
        assert sorted(at_once(*devices)) == [200, 409]
    assert (stored().marks["2.1"], stored().comments["2.1"]) in {("4", "Telephone."), ("2", "Computer.")}


def test_a_withdrawal_while_marks_are_kept_is_said_and_stores_nothing(
    judged_call: tuple[Call, Person], as_person: SignIn
) -> None:
    call, person = judged_call
    application = first_of(call)
    visitor = as_person(person)
    withdraw(application=application, actor=application.members[0].person)
    answer = visitor.post(f"{address(application)}/keep", data={"mark-2.1": "4"}, headers={"If-Match": '"0"'})
    assert (answer.status_code, "withdrawn" in (answer.json or {}).get("said", "")) == (409, True)
    assert sheets() == []


def test_a_conflict_declared_meanwhile_refuses_marks_and_stores_nothing(
    judged_call: tuple[Call, Person], as_person: SignIn
) -> None:
    call, person = judged_call
    visitor = as_person(person)
    declare(person, first_of(call), ConflictKind.FAMILY)
    keep = f"{address(first_of(call))}/keep"
    answer = visitor.post(keep, data={"mark-2.1": "4"}, headers={"If-Match": '"0"'})
    assert (answer.status_code, "conflict of interest" in (answer.json or {}).get("said", "")) == (403, True)
    assert sheets() == []


@pytest.mark.parametrize("mark", ["6", "-1", "2.25", "5,1", "1e1", "abc", "4\0"])
def test_a_mark_off_the_scale_or_between_its_steps_is_said_and_not_stored(
    judged_call: tuple[Call, Person], as_person: SignIn, mark: str
) -> None:
    call, person = judged_call
    keep = f"{address(first_of(call))}/keep"
    answer = as_person(person).post(keep, data={"mark-2.2": mark}, headers={"If-Match": '"0"'})
    assert (answer.json or {})["wrong"] == ["2.2: This mark is not on the scale."]
    assert sheets() == []


def test_after_the_sheet_was_submitted_nothing_more_is_kept(
    judged_call: tuple[Call, Person], as_person: SignIn
) -> None:
    call, person = judged_call
    marks = dict(score(person, first_of(call)).marks)
    keep = f"{address(first_of(call))}/keep"
    answer = as_person(person).post(keep, data={"mark-2.1": "1"}, headers={"If-Match": '"1"'})
    assert (answer.status_code, stored().marks) == (409, marks)
