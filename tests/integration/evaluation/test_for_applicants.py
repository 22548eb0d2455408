"""What a member writes for the applicant is kept with the sheet, apart from the comments to the committee."""

import pytest

from grants import clock
from grants.evaluation import services
from grants.evaluation.marks import MAX_FOR_APPLICANT
from grants.evaluation.models import SheetState
from tests.factories.evaluation import JUDGED, MARKS, first_of
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.sheets import REVIEW, SAVE, SUBMIT, TYPED, a_call_and_judge, address, fill_in, stored

pytestmark = pytest.mark.usefixtures("session")

WORDS = "Mērķis ir skaidrs, budžets nav pamatots."


def test_it_is_stored_beside_the_comments_and_stands_in_the_form(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    page = fill_in(as_person(person), call, {**TYPED, "for-applicant": WORDS})
    assert (stored().for_applicant, stored().comments) == (WORDS, {"2.1": "Clear goal."})
    assert page.form(SAVE).values["for-applicant"] == [WORDS]


def test_it_is_kept_while_it_is_typed(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    place = f"{address(first_of(call))}/keep"
    as_person(person).post(place, data={"for-applicant": WORDS}, headers={"If-Match": '"0"'})
    assert (stored().for_applicant, stored().revision) == (WORDS, 1)


def test_another_tab_is_not_overwritten_and_both_texts_are_shown(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    visitor = as_person(person)
    first = visitor.see(address(first_of(call)))
    fill_in(visitor, call, {"for-applicant": WORDS})
    page = visitor.send(first, {"for-applicant": "Cits teksts."}, button=SAVE, status=409)
    assert stored().for_applicant == WORDS
    assert WORDS in page.text
    assert page.form(SAVE).values["for-applicant"] == ["Cits teksts."]


def test_it_is_shown_once_more_and_submitted_with_the_sheet(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    visitor = as_person(person)
    page = fill_in(visitor, call, {**TYPED, "for-applicant": WORDS}, REVIEW)
    assert WORDS in page.text
    visitor.send(page, button=SUBMIT)
    assert (stored().state, stored().for_applicant) == (SheetState.SUBMITTED, WORDS)
    assert WORDS in visitor.see(address(first_of(call))).text


def test_a_sheet_without_it_is_complete(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    visitor = as_person(person)
    visitor.send(fill_in(visitor, call, TYPED, REVIEW), button=SUBMIT)
    assert (stored().state, stored().for_applicant) == (SheetState.SUBMITTED, "")


def test_a_spreadsheet_has_no_place_for_it_and_leaves_it_as_it_is(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    fill_in(as_person(person), call, {"for-applicant": WORDS})
    with clock.at(JUDGED):
        services.save_sheet(application=first_of(call), actor=person, marks=MARKS, comments={}, revision=1)
    assert (stored().for_applicant, stored().revision) == (WORDS, 2)


@pytest.mark.parametrize("text", ["x" * (MAX_FOR_APPLICANT + 1), "nul\x00"])
def test_too_much_and_what_cannot_be_stored_is_named_and_stays_typed(as_person: SignIn, text: str) -> None:
    call, person = a_call_and_judge()
    page = fill_in(as_person(person), call, {**TYPED, "for-applicant": text})
    assert "What the applicant may read: The comment" in page.text
    assert page.form(SAVE).values["for-applicant"] == [text.replace("\x00", "\ufffd")]
    assert (stored().for_applicant, stored().marks) == ("", {"2.1": "4", "2.2": "3.5"})


def test_it_may_be_as_long_as_the_limit(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    fill_in(as_person(person), call, {"for-applicant": "x" * MAX_FOR_APPLICANT})
    assert len(stored().for_applicant) == MAX_FOR_APPLICANT
