"""A submitted sheet is opened again by an official with a reason, and by nobody else; its marks stay unseen."""

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.applications.models import Application
from grants.calls.models import Call, Stage
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, NotFound
from grants.evaluation import services
from grants.evaluation.models import SheetReopening, SheetState
from grants.evaluation.services.sheets import MAX_REOPENING_REASON
from grants.journal.models import Entry
from grants.notices.models import Message
from tests.factories.applications import joined
from tests.factories.calls import an_official
from tests.factories.evaluation import JUDGED, MARKS, a_scored_call, an_evaluator, first_of, score
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.sheets import SUBMIT, address, stored
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

REASON = "Kritērijs 2.1 bija neskaidrs."
AGAIN = "Open the sheet again"


@pytest.fixture
def call() -> Call:
    return a_scored_call()


@pytest.fixture
def judge(call: Call) -> Person:
    person = an_evaluator(call)
    score(person, first_of(call))
    return person


@pytest.fixture
def application(call: Call, judge: Person) -> Application:
    del judge  # has scored it
    return first_of(call)


def reopen(application: Application, judge: Person, reason: str = REASON, actor: Person | None = None) -> None:
    with clock.at(JUDGED):
        services.reopen_sheet(application=application, evaluator=judge, reason=reason, actor=actor or an_official())


def page_of(application: Application, judge: Person) -> str:
    return f"/office/applications/{application.id}/sheets/{judge.id}/reopen"


def letters() -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.event == "sheet_reopened")))


def test_an_official_opens_a_sheet_again_from_the_page_of_its_application(
    application: Application, judge: Person, as_person: SignIn
) -> None:
    official = as_person(an_official())
    page = official.see(f"/office/applications/{application.id}")
    assert "Ilze submitted" in page.text
    page = official.see(page_of(application, judge))
    page = official.send(page, {"reason": REASON}, button=AGAIN)
    assert "Ilze in work" in page.text
    assert stored().state is SheetState.DRAFT


def test_the_marks_stay_and_are_shown_to_no_official(
    application: Application, judge: Person, as_person: SignIn
) -> None:
    official = as_person(an_official())
    for address_ in (f"/office/applications/{application.id}", page_of(application, judge)):
        assert MARKS["2.2"] not in official.see(address_).text
    reopen(application, judge)
    assert stored().marks == MARKS


def test_its_evaluator_is_told_why_and_submits_it_again(
    application: Application, judge: Person, as_person: SignIn
) -> None:
    reopen(application, judge)
    (letter,) = letters()
    assert (letter.address, REASON in letter.words.text) == (judge.email, True)
    visitor = as_person(judge)
    page = visitor.send(visitor.see(address(application)), button="Check and submit")
    visitor.send(page, button=SUBMIT)
    assert stored().state is SheetState.SUBMITTED


def test_each_time_is_told_and_the_same_twice_is_once(application: Application, judge: Person) -> None:
    reopen(application, judge)
    reopen(application, judge)
    assert len(letters()) == 1
    sheet = stored()
    with clock.at(JUDGED):
        services.save_sheet(
            application=application,
            actor=judge,
            marks=sheet.marks,
            comments=sheet.comments,
            revision=sheet.revision,
            submit=True,
        )
    reopen(application, judge)
    assert len(letters()) == 2


def test_it_is_kept_who_opened_it_whose_it_is_and_why(
    application: Application, judge: Person, as_person: SignIn
) -> None:
    reopen(application, judge)
    (entry,) = db.session.scalars(select(Entry).where(Entry.action == "sheet.reopened"))
    (kept,) = db.session.scalars(select(SheetReopening))
    assert entry.details == {"evaluator": str(judge.id), "reopening": str(kept.id)}
    assert kept.reason == REASON
    assert REASON in as_person(an_official()).see(page_of(application, judge)).text


@pytest.mark.parametrize(
    ("reason", "is_right"), [("", False), ("x" * MAX_REOPENING_REASON, True), ("x" * (MAX_REOPENING_REASON + 1), False)]
)
def test_the_reason_is_needed_and_has_a_limit(
    application: Application, judge: Person, reason: str, is_right: bool
) -> None:
    if is_right:
        reopen(application, judge, reason)
    else:
        with pytest.raises(Invalid):
            reopen(application, judge, reason)
    assert (stored().state is SheetState.DRAFT) == is_right


def test_what_was_typed_comes_back_when_it_is_refused(
    application: Application, judge: Person, as_person: SignIn
) -> None:
    official = as_person(an_official())
    page = official.see(page_of(application, judge))
    page = official.send(page, {"reason": "x" * (MAX_REOPENING_REASON + 1)}, button=AGAIN, status=422)
    assert page.form(AGAIN).values["reason"][0].strip() == "x" * (MAX_REOPENING_REASON + 1)


def test_after_scoring_no_sheet_is_opened_again(application: Application, judge: Person) -> None:
    application.call.stage = Stage.DELIBERATION
    with pytest.raises(Conflict):
        reopen(application, judge)


def test_nobody_opens_a_sheet_on_an_application_of_their_own(application: Application, judge: Person) -> None:
    official = an_official()
    joined(application, official)
    with pytest.raises(Forbidden):
        reopen(application, judge, actor=official)


def test_where_nobody_scored_there_is_nothing_to_open(application: Application, call: Call, as_person: SignIn) -> None:
    other = an_evaluator(call, "Ivars")
    with pytest.raises(NotFound):
        reopen(application, other)
    as_person(an_official()).see(page_of(application, other), status=404)


def test_auditors_see_who_submitted_and_open_nothing(
    application: Application, judge: Person, as_person: SignIn
) -> None:
    auditor: Visitor = as_person(an_official(RoleKind.AUDITOR))
    page = auditor.see(f"/office/applications/{application.id}")
    assert ("Ilze submitted" in page.text, "Open it again" in page.text) == (True, False)
    auditor.see(page_of(application, judge), status=403)
