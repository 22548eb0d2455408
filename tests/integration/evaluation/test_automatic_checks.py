"""Criteria that the rules leave to the service are answered when checking starts, marked, and open to correction."""

import pytest
from sqlalchemy import select

from grants.applications.models import ApplicationState
from grants.applications.services import register
from grants.calls.models import Call
from grants.db import db
from grants.evaluation.models import Answer, CheckAnswer
from grants.journal.models import Entry
from tests.factories.calls import an_official
from tests.factories.documents import words
from tests.factories.evaluation import JUDGED, a_checked_call, a_checker, first_of
from tests.integration.applications.test_intake import paper
from tests.integration.evaluation.conftest import SignIn

pytestmark = pytest.mark.usefixtures("session")

SAVE = "Save the answers"
IN_TIME = {"code": "1.1", "text": words("Laikā"), "clarifiable": False, "auto": "in_time"}
AMOUNT = {"code": "1.2", "text": words("Summa"), "clarifiable": False, "auto": "amount"}
BY_HAND = {"code": "1.3", "text": words("Paraksts"), "clarifiable": True}


@pytest.fixture
def call() -> Call:
    return a_checked_call(checks=[IN_TIME, AMOUNT, BY_HAND])


def answers() -> dict[str, tuple[Answer, bool]]:
    return {each.code: (each.answer, each.is_automatic) for each in db.session.scalars(select(CheckAnswer))}


def test_they_are_answered_when_checking_starts_and_the_others_left_open(call: Call) -> None:
    assert answers() == {"1.1": (Answer.YES, True), "1.2": (Answer.YES, True)}
    assert first_of(call).state is ApplicationState.SUBMITTED


def test_the_page_marks_them_as_automatic(call: Call, as_person: SignIn) -> None:
    page = as_person(a_checker()).see(f"/office/applications/{first_of(call).id}/checks")
    assert page.text.count("The service answered this from what was received.") == 2


def test_an_official_corrects_one_and_it_is_automatic_no_more(call: Call, as_person: SignIn) -> None:
    official = as_person(a_checker())
    page = official.see(f"/office/applications/{first_of(call).id}/checks")
    official.send(page, {"choice-1.2": "no", "choice-1.3": "yes"}, button=SAVE)
    assert answers() == {"1.1": (Answer.YES, True), "1.2": (Answer.NO, False), "1.3": (Answer.YES, False)}
    assert first_of(call).state is ApplicationState.CHECKED


def test_the_journal_has_them_as_an_act_of_the_service(call: Call) -> None:
    (entry,) = db.session.scalars(select(Entry).where(Entry.action == "checks.answered"))
    assert (entry.actor_id, entry.details) == (None, {"1.1": "yes", "1.2": "yes"})
    assert entry.subject_id == first_of(call).id


def test_an_application_is_checked_where_nothing_is_left_to_people() -> None:
    call = a_checked_call(checks=[IN_TIME, AMOUNT])
    assert first_of(call).state is ApplicationState.CHECKED


def test_where_the_rules_leave_nothing_to_the_service_nothing_is_answered() -> None:
    a_checked_call(checks=[BY_HAND])
    assert answers() == {}


def test_what_comes_on_paper_while_the_call_is_checked_is_answered_too() -> None:
    call = a_checked_call(checks=[IN_TIME, AMOUNT, BY_HAND], channels=[{"kind": "online"}, {"kind": "post"}])
    application = register(call=call, paper=paper(received_at=JUDGED, postmark=None), actor=an_official())
    own = select(CheckAnswer).where(CheckAnswer.application_id == application.id)
    assert {each.code: each.answer for each in db.session.scalars(own)} == {"1.1": Answer.NO, "1.2": Answer.YES}
