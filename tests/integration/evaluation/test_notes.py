"""What an evaluator notes for themselves is kept for them alone, and gone when nobody judges any more."""

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.services import withdraw
from grants.calls.events import CallCancelled, StageChanged
from grants.calls.models import Call, Stage
from grants.db import db
from grants.evaluation import services
from grants.evaluation.models import ConflictKind, PrivateNote
from grants.evaluation.services.notes import MAX_NOTE
from grants.events import publish
from grants.exchange.export import export_bundle
from grants.journal.models import Entry
from tests.factories.calls import an_official
from tests.factories.evaluation import a_checked_call, an_evaluator, declare, first_of
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.sheets import a_call_and_judge, address
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

WORDS = "Jautāt, kas ir Zaļais koks."
STORE = "Store the note"


@pytest.fixture
def judged_call() -> tuple[Call, Person]:
    return a_call_and_judge()


@pytest.fixture
def application(judged_call: tuple[Call, Person]) -> Application:
    return first_of(judged_call[0])


def keep(visitor: Visitor, application: Application, words: str = WORDS, seen: str = "0") -> TestResponse:
    """Send a note as the page's script does."""
    headers = {"If-Match": f'"{seen}"'}
    return visitor.post(f"{address(application)}/note/keep", data={"words": words}, headers=headers)


def noted(person: Person, application: Application) -> None:
    services.keep_note(application=application, actor=person, words=WORDS, revision=0)


def notes() -> list[str]:
    return list(db.session.scalars(select(PrivateNote.words)))


def test_a_note_is_kept_while_it_is_typed_and_stands_beside_the_sheet(
    judged_call: tuple[Call, Person], application: Application, as_person: SignIn
) -> None:
    visitor = as_person(judged_call[1])
    assert keep(visitor, application).json == {"revision": 1, "said": "Saved at 14:00.", "wrong": []}
    assert visitor.see(address(application)).form(STORE).values["words"] == [WORDS]


def test_without_scripts_a_button_stores_it(
    judged_call: tuple[Call, Person], application: Application, as_person: SignIn
) -> None:
    visitor = as_person(judged_call[1])
    page = visitor.send(visitor.see(address(application)), {"words": WORDS}, button=STORE)
    assert (page.address, notes()) == (address(application), [WORDS])


def test_it_is_offered_before_anything_is_declared(as_person: SignIn) -> None:
    call = a_checked_call()
    visitor = as_person(an_evaluator(call))
    page = visitor.send(visitor.see(f"{address(first_of(call))}/note"), {"words": WORDS}, button=STORE)
    assert (page.form(STORE).values["words"], notes()) == ([WORDS], [WORDS])


def test_another_tab_is_not_overwritten_and_nothing_typed_is_lost(
    judged_call: tuple[Call, Person], application: Application, as_person: SignIn
) -> None:
    visitor = as_person(judged_call[1])
    old = visitor.see(address(application))
    keep(visitor, application)
    assert keep(visitor, application, "Cits").status_code == 409
    page = visitor.send(old, {"words": "Cits"}, button=STORE, status=409)
    assert WORDS in page.text
    assert page.form(STORE).values["words"] == ["Cits"]
    assert notes() == [WORDS]
    visitor.send(page, button=STORE)
    assert notes() == ["Cits"]


def test_the_same_twice_is_one_note(
    judged_call: tuple[Call, Person], application: Application, as_person: SignIn
) -> None:
    visitor = as_person(judged_call[1])
    assert [keep(visitor, application).status_code for _press in range(2)] == [200, 200]
    assert notes() == [WORDS]


def test_emptied_it_is_deleted(judged_call: tuple[Call, Person], application: Application, as_person: SignIn) -> None:
    visitor = as_person(judged_call[1])
    keep(visitor, application)
    answer = keep(visitor, application, "  ", seen="1").json
    assert answer
    assert (answer["revision"], notes()) == (0, [])


@pytest.mark.parametrize("words", ["x" * (MAX_NOTE + 1), "a\0b"])
def test_what_is_too_long_or_unreadable_is_refused_and_stays_on_the_page(
    judged_call: tuple[Call, Person], application: Application, as_person: SignIn, words: str
) -> None:
    visitor = as_person(judged_call[1])
    assert keep(visitor, application, words).status_code == 422
    page = visitor.send(visitor.see(address(application)), {"words": words}, button=STORE, status=422)
    assert page.form(STORE).values["words"] == [words.replace("\0", "\N{REPLACEMENT CHARACTER}")]
    assert notes() == []


def test_a_note_may_be_as_long_as_the_limit(
    judged_call: tuple[Call, Person], application: Application, as_person: SignIn
) -> None:
    assert keep(as_person(judged_call[1]), application, "x" * MAX_NOTE).status_code == 200


def test_nobody_else_reads_it(judged_call: tuple[Call, Person], application: Application, as_person: SignIn) -> None:
    call, person = judged_call
    noted(person, application)
    other = an_evaluator(call, "Vita")
    declare(other, application)
    pages = [f"/office/applications/{application.id}", f"/office/calls/{call.slug}"]
    official = as_person(an_official())
    assert all("Zaļais koks" not in official.see(page).text for page in pages)
    assert "Zaļais koks" not in as_person(other).see(address(application)).text


def test_it_stands_in_no_bundle_and_no_journal(judged_call: tuple[Call, Person], application: Application) -> None:
    noted(judged_call[1], application)
    assert "Zaļais koks" not in str(export_bundle(judged_call[0]))
    assert not db.session.scalars(select(Entry).where(Entry.action.contains("note"))).all()


def test_a_conflict_deletes_it(judged_call: tuple[Call, Person], application: Application) -> None:
    noted(judged_call[1], application)
    declare(judged_call[1], application, ConflictKind.FAMILY)
    assert notes() == []


def test_a_withdrawn_application_takes_its_notes_along(
    judged_call: tuple[Call, Person], application: Application
) -> None:
    noted(judged_call[1], application)
    withdraw(application=application, actor=application.members[0].person)
    assert notes() == []


def test_they_are_deleted_when_the_results_are_published(
    judged_call: tuple[Call, Person], application: Application
) -> None:
    noted(judged_call[1], application)
    publish(StageChanged(call_id=judged_call[0].id, source=Stage.DECIDED, target=Stage.RESULTS_PUBLISHED))
    assert notes() == []


def test_they_are_deleted_when_the_call_is_cancelled(
    judged_call: tuple[Call, Person], application: Application
) -> None:
    noted(judged_call[1], application)
    publish(CallCancelled(call_id=judged_call[0].id))
    assert notes() == []


def test_those_of_other_calls_stay(judged_call: tuple[Call, Person], application: Application) -> None:
    noted(judged_call[1], application)
    publish(CallCancelled(call_id=a_checked_call(slug="other").id))
    assert notes() == [WORDS]
