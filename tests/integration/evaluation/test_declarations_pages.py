"""Evaluators declare a conflict of interest, or none, before an application opens."""

import pytest

from grants.applications.models import Application
from grants.calls.models import Stage
from grants.evaluation.dockets import docket_of
from grants.evaluation.marks import MAX_COMMENT
from grants.evaluation.models import Answer, ConflictKind
from grants.evaluation.queries import conflicts_of
from tests.factories.evaluation import a_checked_call, a_scored_call, an_evaluator, check, declare, first_of, score
from tests.factories.people import a_person
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.support import declarations, entries, post
from tests.support.pages import Page
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

ALL = "/evaluation/calls/piemers-2030/declarations"
CONFLICT = {"choice": "conflict", "kind": "family", "text": "My sister leads it."}


def address(application: Application) -> str:
    return f"/evaluation/applications/{application.id}/declaration"


def about(application: Application, choice: str = "none", kind: str = "", text: str = "") -> dict[str, str]:
    """Return what is typed about one application."""
    key = application.id
    return {f"choice-{key}": choice, f"kind-{key}": kind, f"text-{key}": text}


def send(visitor: Visitor, application: Application, typed: dict[str, str] | None = None, *, status: int = 200) -> Page:
    """Declare on the page of one application: no conflict, unless something else is typed."""
    page = visitor.see(address(application))
    return visitor.send(page, about(application, **(typed or {})), button="Declare", status=status)


def test_who_opens_an_application_declares_first(as_person: SignIn) -> None:
    call = a_checked_call()
    page = as_person(an_evaluator(call)).see(f"/evaluation/applications/{first_of(call).id}")
    assert page.address == address(first_of(call))
    assert "Nometne piecpadsmit jauniešiem." not in page.text


def test_an_application_opens_after_the_declaration_of_no_conflict(as_person: SignIn) -> None:
    call = a_checked_call()
    page = send(as_person(an_evaluator(call)), first_of(call))
    assert "Nometne piecpadsmit jauniešiem." in page.text
    assert [one.conflict for one in declarations()] == [False]


def test_a_conflict_is_stored_with_its_kind_and_words(as_person: SignIn) -> None:
    call = a_checked_call()
    person = an_evaluator(call)
    send(as_person(person), first_of(call), CONFLICT)
    assert [(one.conflict, one.kind, one.note) for one in declarations()] == [
        (True, ConflictKind.FAMILY, "My sister leads it.")
    ]
    assert conflicts_of(call.id) == {first_of(call).id: {person.id}}


def test_the_journal_keeps_the_kind_and_no_words(as_person: SignIn) -> None:
    call = a_checked_call()
    send(as_person(an_evaluator(call)), first_of(call), CONFLICT)
    assert [entry.details for entry in entries("conflict.declared")] == [{"conflict": True, "kind": "family"}]


def test_an_application_in_conflict_is_closed_and_says_why(as_person: SignIn) -> None:
    call = a_checked_call()
    person = an_evaluator(call)
    declare(person, first_of(call), ConflictKind.BOARD)
    page = as_person(person).see(f"/evaluation/applications/{first_of(call).id}", status=403)
    assert "You declared a conflict of interest with this application" in page.text
    assert "Nometne" not in page.text


def test_a_declared_conflict_is_not_taken_back_by_oneself(as_person: SignIn) -> None:
    call = a_checked_call()
    person = an_evaluator(call)
    declare(person, first_of(call), ConflictKind.MONEY)
    post(as_person(person), address(first_of(call)), about(first_of(call)), status=409)
    assert [one.conflict for one in declarations()] == [True]


def test_a_conflict_found_later_closes_the_application_and_its_marks_do_not_count(as_person: SignIn) -> None:
    call = a_scored_call()
    person = an_evaluator(call)
    score(person, first_of(call))
    send(as_person(person), first_of(call), CONFLICT)
    assert conflicts_of(call.id)[first_of(call).id] == {person.id}


def test_a_double_click_is_one_declaration(as_person: SignIn) -> None:
    call = a_checked_call()
    visitor = as_person(an_evaluator(call))
    page = visitor.see(address(first_of(call)))
    for _ in range(2):
        visitor.send(page, about(first_of(call), **CONFLICT), button="Declare")
    assert len(declarations()) == len(entries("conflict.declared")) == 1


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"choice": ""}, "Nothing was declared: choose an answer first."),
        ({"choice": "maybe"}, "Choose whether you have a conflict of interest."),
        ({"choice": "conflict"}, "Choose what kind of conflict it is."),
        ({"choice": "conflict", "kind": "hatred"}, "Choose what kind of conflict it is."),
        ({"choice": "", "text": "Only words"}, "Choose whether you have a conflict of interest."),
        (CONFLICT | {"text": "x" * (MAX_COMMENT + 1)}, "At most 4000 characters."),
        (CONFLICT | {"text": "a\x00b"}, "It holds a character that cannot be stored."),
    ],
)
def test_bad_input_is_named_and_declares_nothing(as_person: SignIn, typed: dict[str, str], problem: str) -> None:
    call = a_checked_call()
    assert problem in send(as_person(an_evaluator(call)), first_of(call), typed, status=422).text
    assert not declarations()


def test_words_as_long_as_allowed_are_kept(as_person: SignIn) -> None:
    call = a_checked_call()
    typed = {"choice": "conflict", "kind": "other", "text": "ž" * MAX_COMMENT}
    send(as_person(an_evaluator(call)), first_of(call), typed)
    assert declarations()[0].note == "ž" * MAX_COMMENT


def test_what_was_typed_stays_when_it_is_refused(as_person: SignIn) -> None:
    call = a_checked_call()
    page = send(as_person(an_evaluator(call)), first_of(call), {"choice": "conflict", "text": "My sister"}, status=422)
    values = page.form("Declare").values
    key = first_of(call).id
    assert (values[f"choice-{key}"], values[f"text-{key}"]) == (["conflict"], ["My sister"])


def test_one_form_declares_about_every_application(as_person: SignIn) -> None:
    call = a_checked_call("First", "Second", "Third")
    person = an_evaluator(call)
    first, second, _third = (item.application for item in docket_of(person, call).items)
    visitor = as_person(person)
    page = visitor.send(visitor.see(ALL), about(first) | about(second, **CONFLICT), button="Declare")
    assert "2 declarations are stored." in page.text
    assert sorted(one.conflict for one in declarations()) == [False, True]


def test_one_wrong_line_declares_nothing_and_keeps_the_others_typed(as_person: SignIn) -> None:
    call = a_checked_call("First", "Second")
    person = an_evaluator(call)
    first, second = (item.application for item in docket_of(person, call).items)
    visitor = as_person(person)
    page = visitor.send(visitor.see(ALL), about(first) | about(second, "conflict"), button="Declare", status=422)
    assert page.form("Declare").values[f"choice-{first.id}"] == ["none"]
    assert not declarations()


def test_when_all_is_declared_the_form_says_so(as_person: SignIn) -> None:
    call = a_checked_call()
    person = an_evaluator(call)
    declare(person, first_of(call))
    assert "You have declared for every application." in as_person(person).see(ALL).text


def test_an_evaluator_declares_nothing_about_an_application_of_their_own(as_person: SignIn) -> None:
    call = a_checked_call()
    person = an_evaluator(call, person=first_of(call).members[0].person)
    visitor = as_person(person)
    page = post(visitor, address(first_of(call)), about(first_of(call)), status=403)
    assert "You work or have worked on this application" in page.text
    assert not declarations()


def test_nothing_is_declared_once_the_sheets_are_closed(as_person: SignIn) -> None:
    call = a_checked_call()
    person = an_evaluator(call)
    call.stage = Stage.DELIBERATION
    visitor = as_person(person)
    for place in (address(first_of(call)), ALL):
        post(visitor, place, about(first_of(call)), status=409)
    assert not declarations()


def test_who_did_not_declare_in_time_reads_nothing(as_person: SignIn) -> None:
    call = a_checked_call()
    person = an_evaluator(call)
    call.stage = Stage.DELIBERATION
    as_person(person).see(f"/evaluation/applications/{first_of(call).id}", status=403)


def test_what_failed_the_checks_needs_no_declaration(as_person: SignIn) -> None:
    call = a_checked_call()
    check(first_of(call), Answer.NO)
    person = an_evaluator(call)
    assert "You have declared for every application." in as_person(person).see(ALL).text


def test_a_stranger_declares_nothing(as_person: SignIn) -> None:
    call = a_checked_call()
    post(as_person(a_person()), address(first_of(call)), about(first_of(call)), status=404)
    assert not declarations()
