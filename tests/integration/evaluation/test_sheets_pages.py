"""An evaluator without conflict scores an application: draft, a look at the whole, then submitted for good."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person, Seat
from grants.applications.models import Application
from grants.calls.models import Call, Stage
from grants.db import db
from grants.evaluation.marks import MAX_COMMENT
from grants.evaluation.models import SheetState
from tests.factories.documents import criterion
from tests.factories.evaluation import (
    JUDGED,
    MARKS,
    a_scored_call,
    an_evaluator,
    chair_of,
    declare,
    first_of,
    score,
    scoring,
    unseat,
)
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.sheets import (
    REVIEW,
    SAVE,
    SUBMIT,
    TYPED,
    a_call_and_judge,
    address,
    fill_in,
    sheets,
    stored,
)
from tests.integration.evaluation.support import entries, post
from tests.support.together import at_once

pytestmark = pytest.mark.usefixtures("session")


def test_a_draft_keeps_marks_and_comments(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    page = fill_in(as_person(person), call, {"mark-2.1": "4", "comment-2.2": "To be read again."})
    assert "The draft is stored." in page.text
    assert (stored().marks, stored().comments) == ({"2.1": "4"}, {"2.2": "To be read again."})


def test_what_was_saved_stands_in_the_form(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    values = fill_in(as_person(person), call, TYPED).form(SAVE).values
    assert {name: values[name] for name in TYPED} == {name: [text] for name, text in TYPED.items()}


def test_a_draft_is_no_matter_for_the_journal(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    fill_in(as_person(person), call, TYPED)
    assert not entries("sheet.submitted")


def test_the_total_weighs_the_marks(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    assert "Total: 11 of 15." in fill_in(as_person(person), call, TYPED).text


def test_thresholds_are_shown(as_person: SignIn) -> None:
    call, person = a_call_and_judge(scoring=scoring(total_threshold="9"))
    page = as_person(person).see(address(first_of(call)))
    assert "At least 3 is needed, as the mean of the committee." in page.text
    assert "At least 9 is needed, as the mean of the committee." in page.text


def test_a_mark_with_a_comma_is_understood_on_a_typed_scale(as_person: SignIn) -> None:
    call, person = a_call_and_judge(criteria=[criterion("2.1", max="50", step="0.5")], scoring=scoring())
    page = fill_in(as_person(person), call, {"mark-2.1": "44,5"})
    assert stored().marks == {"2.1": "44.5"}
    assert "Total: 44.5 of 50." in page.text


@pytest.mark.parametrize("mark", ["51", "44,3", "abc", "4e1", "-1", "4\x005"])
def test_a_mark_off_the_scale_is_named_and_stays_typed_while_the_rest_is_kept(as_person: SignIn, mark: str) -> None:
    criteria = [criterion("2.1", max="50", step="0.5"), criterion("2.2")]
    call, person = a_call_and_judge(criteria=criteria, scoring=scoring())
    page = fill_in(as_person(person), call, {"mark-2.1": mark, "mark-2.2": "3", "comment-2.1": "Words"})
    assert "2.1: This mark is not on the scale." in page.text
    assert page.form(SAVE).values["mark-2.1"] == [mark.replace("\x00", "\ufffd")]
    assert (stored().marks, stored().comments) == ({"2.2": "3"}, {"2.1": "Words"})


def test_a_corrected_mark_is_saved_from_the_same_page(as_person: SignIn) -> None:
    call, person = a_call_and_judge(criteria=[criterion("2.1", max="50")], scoring=scoring())
    visitor = as_person(person)
    page = fill_in(visitor, call, {"mark-2.1": "51"})
    visitor.send(page, {"mark-2.1": "50"}, button=SAVE)
    assert stored().marks == {"2.1": "50"}


def test_a_comment_that_is_too_long_stays_typed_while_the_rest_is_kept(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    page = fill_in(as_person(person), call, TYPED | {"comment-2.2": "x" * (MAX_COMMENT + 1)})
    assert "2.2: The comment is too long." in page.text
    assert page.form(SAVE).values["comment-2.2"] == ["x" * (MAX_COMMENT + 1)]
    assert stored().comments == {"2.1": "Clear goal."}


def test_a_comment_as_long_as_allowed_is_kept(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    fill_in(as_person(person), call, {"comment-2.1": "ž" * MAX_COMMENT})
    assert stored().comments == {"2.1": "ž" * MAX_COMMENT}


def test_a_sheet_saved_twice_by_a_double_click_is_no_conflict(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    visitor = as_person(person)
    page = visitor.see(address(first_of(call)))
    for _ in range(2):
        visitor.send(page, TYPED, button=SAVE)
    assert stored().revision == 1


def test_another_tab_is_not_overwritten_unseen_and_what_was_typed_stays(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    visitor = as_person(person)
    old = visitor.see(address(first_of(call)))
    fill_in(visitor, call, TYPED)
    page = visitor.send(old, {"mark-2.1": "1", "comment-2.1": "Other words."}, button=SAVE, status=409)
    assert stored().marks == MARKS
    assert "Saved meanwhile: 4." in page.text
    assert page.form(SAVE).values["comment-2.1"] == ["Other words."]


def test_after_a_look_it_is_saved_over_the_other_tab(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    visitor = as_person(person)
    old = visitor.see(address(first_of(call)))
    fill_in(visitor, call, TYPED)
    page = visitor.send(old, {"mark-2.1": "1"}, button=SAVE, status=409)
    visitor.send(page, button=SAVE)
    assert stored().marks == {"2.1": "1"}


def test_before_it_is_sent_the_whole_sheet_is_shown(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    page = fill_in(as_person(person), call, TYPED, REVIEW)
    assert (page.heading, "Ziemas nometne" in page.title) == ("Submit the sheet", True)
    assert "Clear goal." in page.text
    assert stored().state is SheetState.DRAFT


def test_a_submitted_sheet_is_read_only(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    visitor = as_person(person)
    visitor.send(fill_in(visitor, call, TYPED, REVIEW), button=SUBMIT)
    page = visitor.see(address(first_of(call)))
    assert "it cannot be changed" in page.text
    assert all(SAVE not in form.buttons for form in page.forms)
    assert (stored().state, stored().marks) == (SheetState.SUBMITTED, MARKS)


def test_a_double_click_submits_one_sheet_with_one_entry_in_the_journal(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    visitor = as_person(person)
    page = fill_in(visitor, call, TYPED, REVIEW)
    for _ in range(2):
        visitor.send(page, button=SUBMIT)
    assert len(sheets()) == len(entries("sheet.submitted")) == 1


def test_after_it_comes_the_next_application_to_score(as_person: SignIn) -> None:
    call, person = a_call_and_judge("First", "Second", "Third")
    third = score_all_but_first_and_third(call, person)
    visitor = as_person(person)
    assert visitor.send(fill_in(visitor, call, TYPED, REVIEW), button=SUBMIT).address == address(third)


def score_all_but_first_and_third(call: Call, person: Person) -> Application:
    """Leave the first and the third of three applications to be scored, and return the third."""
    _first, second, third = db.session.scalars(
        select(Application).where(Application.call_id == call.id).order_by(Application.submitted_at)
    )
    score(person, second)
    declare(person, third)
    return third


def test_after_the_last_comes_the_list(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    visitor = as_person(person)
    page = visitor.send(fill_in(visitor, call, TYPED, REVIEW), button=SUBMIT)
    assert page.address == "/evaluation/calls/piemers-2030"
    assert "is submitted." in page.text


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"mark-2.1": "4"}, "2.2: Give a mark."),
        ({"mark-2.1": "4", "mark-2.2": "2.5"}, "2.2: Say in the comment why the mark is below what is needed."),
        ({"mark-2.1": "4", "mark-2.2": "9"}, "2.2: This mark is not on the scale."),
    ],
)
def test_a_sheet_that_lacks_something_is_kept_as_a_draft_and_says_what(
    as_person: SignIn, typed: dict[str, str], problem: str
) -> None:
    call, person = a_call_and_judge()
    page = fill_in(as_person(person), call, typed, REVIEW)
    assert problem in page.text
    assert (stored().state, stored().marks["2.1"]) == (SheetState.DRAFT, "4")


def test_a_low_mark_with_words_is_accepted(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    visitor = as_person(person)
    typed = TYPED | {"mark-2.2": "2.5", "comment-2.2": "No partners."}
    visitor.send(fill_in(visitor, call, typed, REVIEW), button=SUBMIT)
    assert stored().state is SheetState.SUBMITTED


def test_how_long_a_comment_has_to_be_is_said_before_and_asked_for_on_submission(as_person: SignIn) -> None:
    call, person = a_call_and_judge(criteria=[criterion("2.1", comment_min=12)], scoring=scoring())
    visitor = as_person(person)
    assert "At least 12 characters before you submit." in visitor.see(address(first_of(call))).text
    page = fill_in(visitor, call, {"mark-2.1": "4", "comment-2.1": "Clear goal."}, REVIEW)
    assert "2.1: The comment is shorter than the rules ask for." in page.text
    assert (stored().state, stored().comments) == (SheetState.DRAFT, {"2.1": "Clear goal."})


def test_a_sheet_changed_after_the_look_is_shown_again_before_it_is_sent(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    visitor = as_person(person)
    look = fill_in(visitor, call, TYPED, REVIEW)
    fill_in(visitor, call, TYPED | {"mark-2.1": "5"})
    visitor.send(look, button=SUBMIT, status=409)
    assert stored().state is SheetState.DRAFT


def test_an_incomplete_draft_cannot_be_sent_past_the_look(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    visitor = as_person(person)
    fill_in(visitor, call, {"mark-2.1": "4"})
    post(visitor, f"{address(first_of(call))}/submit", {"revision": "1"}, status=422)
    assert stored().state is SheetState.DRAFT


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30, "１"])
def test_a_revision_that_never_was_is_out_of_date(as_person: SignIn, revision: str) -> None:
    call, person = a_call_and_judge()
    visitor = as_person(person)
    fill_in(visitor, call, TYPED)
    post(visitor, address(first_of(call)), {"mark-2.1": "1", "revision": revision}, status=409)
    assert stored().marks == MARKS


def test_there_is_nothing_to_submit_before_anything_is_scored(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    as_person(person).see(f"{address(first_of(call))}/submit", status=409)


def test_what_is_typed_into_a_submitted_sheet_is_refused_and_shown(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    visitor = as_person(person)
    old = visitor.see(address(first_of(call)))
    score(person, first_of(call))
    page = visitor.send(old, {"mark-2.1": "1", "comment-2.1": "Later words."}, button=SAVE, status=409)
    assert "You have submitted this sheet already" in page.text
    assert "Later words." in page.text
    assert stored().marks == MARKS


@pytest.mark.parametrize("stage", [Stage.CHECKING, Stage.DELIBERATION, Stage.DECIDED])
def test_nothing_is_scored_outside_of_scoring_and_what_was_typed_is_shown(as_person: SignIn, stage: Stage) -> None:
    call, person = a_call_and_judge()
    visitor = as_person(person)
    page = visitor.see(address(first_of(call)))
    call.stage = stage
    page = visitor.send(page, TYPED, button=SAVE, status=409)
    assert "Clear goal." in page.text
    assert not sheets()


def test_a_chair_and_the_next_one_submit_one_joint_sheet(as_person: SignIn) -> None:
    call = a_scored_call(scoring=scoring(method="joint"))
    one = chair_of(call)
    score(one, first_of(call))
    unseat(call, one)
    two = an_evaluator(call, "Vita", Seat.CHAIR)
    declare(two, first_of(call))
    page = fill_in(as_person(two), call, TYPED, status=409)
    assert "was submitted already" in page.text
    assert len(sheets()) == 1


def test_two_requests_at_once_submit_one_sheet(as_person: SignIn) -> None:
    call, person = a_call_and_judge()

    def button() -> Callable[[], int]:
        visitor = as_person(person)
        page = fill_in(visitor, call, TYPED, REVIEW)
        return lambda: visitor.send(page, button=SUBMIT).status

    buttons = [button(), button()]
    with clock.at(JUDGED):
        assert at_once(*buttons) == [200, 200]
    assert len(sheets()) == len(entries("sheet.submitted")) == 1
