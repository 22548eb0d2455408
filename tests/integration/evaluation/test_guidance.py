"""Guidance that is clarified after the deadline stands on the sheet of every evaluator, beside what it was."""

from datetime import timedelta

import pytest

from grants import clock
from grants.evaluation.guidance import clarified_in
from tests.factories.calls import amended, an_official
from tests.factories.documents import criterion, words
from tests.factories.evaluation import CRITERIA, JUDGED, first_of, score
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.sheets import a_call_and_judge, address

pytestmark = pytest.mark.usefixtures("session")


def guided(guidance: str) -> list[object]:
    return [criterion("2.1", guidance=words(guidance)), CRITERIA[1]]


def test_evaluators_see_that_it_was_clarified_when_and_what_it_was(as_person: SignIn) -> None:
    call, person = a_call_and_judge(criteria=guided("Vai ir mērķis"))
    amended(call, an_official(), criteria=guided("Vai mērķis ir izmērāms"))
    page = as_person(person).see(address(first_of(call)))
    assert "2.1 Kritērijs 2.1 (en): clarified on 12 December 2029." in page.text
    assert "Vai ir mērķis (en)" in page.text
    assert "Vai mērķis ir izmērāms (en)" in page.text


def test_they_see_it_beside_a_submitted_sheet_too(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    score(person, first_of(call))
    amended(call, an_official(), criteria=guided("Jauns"))
    assert "It had no guidance." in as_person(person).see(address(first_of(call))).text


def test_without_an_amendment_nothing_is_said(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    assert "Guidance clarified" not in as_person(person).see(address(first_of(call))).text


def test_an_amendment_of_something_else_clarifies_nothing() -> None:
    call, _person = a_call_and_judge()
    amended(call, an_official())
    assert clarified_in(call) == []


def test_of_two_clarifications_the_last_one_is_dated_and_the_first_words_stand() -> None:
    call, _person = a_call_and_judge(criteria=guided("Pirmais"))
    official = an_official()
    amended(call, official, criteria=guided("Otrais"))
    with clock.at(JUDGED + timedelta(days=2)):
        amended(call, official, criteria=guided("Trešais"))
    (clarified,) = clarified_in(call)
    assert (clarified.at, clarified.before) == (JUDGED + timedelta(days=2), words("Pirmais"))


def test_what_was_taken_back_is_no_clarification() -> None:
    call, _person = a_call_and_judge(criteria=guided("Pirmais"))
    official = an_official()
    amended(call, official, criteria=guided("Otrais"))
    with clock.at(JUDGED + timedelta(days=2)):
        amended(call, official, criteria=guided("Pirmais"))
    assert clarified_in(call) == []
