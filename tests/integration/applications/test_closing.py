"""What the end of a call does to its applications."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from grants import clock
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.commitments import root_of
from grants.applications.models import Application, ApplicationState, Receipt
from grants.applications.upkeep import amended
from grants.applications.upkeep.cancelled import tell_cancellations
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.services import closing
from grants.calls.workflow import Action
from grants.db import db
from grants.errors import Closed
from grants.journal.models import Entry
from tests.factories.applications import SHORT_ANSWERS, a_filled, a_submitted, an_open_call
from tests.factories.calls import AN_ACT, CLOSED, an_official
from tests.factories.documents import schedule
from tests.factories.people import a_person
from tests.integration.applications.conftest import SignIn
from tests.support.visitor import Visitor
from workers import tasks


@pytest.fixture
def call() -> Call:
    return an_open_call()


def close() -> None:
    db.session.commit()
    with clock.at(CLOSED):
        calls.finish_closing(CLOSED)
        db.session.commit()


def entries(action: str) -> int:
    return db.session.scalar(select(func.count(Entry.id)).where(Entry.action == action)) or 0


def test_drafts_end_as_not_submitted(call: Call, anna: Person) -> None:
    draft = a_filled(call, anna)
    close()
    assert draft.state is ApplicationState.NOT_SUBMITTED


def test_what_was_submitted_stays_submitted(call: Call, anna: Person) -> None:
    application = a_submitted(call, anna)
    close()
    assert application.state is ApplicationState.SUBMITTED


def test_those_who_did_not_submit_are_told(call: Call, anna: Person, queued: Callable[[str], list[str]]) -> None:
    a_filled(call, anna)
    a_submitted(call)
    close()
    assert queued("application_not_submitted") == ["anna@example.org"]


def test_closing_again_does_nothing(call: Call, anna: Person) -> None:
    a_filled(call, anna)
    close()
    close()
    assert entries("application.not_submitted") == entries("call.receipts_root_fixed") == 1


def test_one_root_stands_for_all_receipts(call: Call) -> None:
    for _ in range(3):
        a_submitted(call)
    close()
    commitments = db.session.scalars(select(Receipt.commitment)).all()
    assert (len(commitments), call.receipts_root) == (3, root_of(commitments))


def test_a_call_without_applications_has_a_root_too(call: Call) -> None:
    close()
    assert call.receipts_root == root_of([])


def test_drafts_of_other_calls_go_on(call: Call, anna: Person) -> None:
    other = an_open_call(slug="cits", schedule=_longer())
    draft = a_filled(other, anna)
    close()
    assert draft.state is ApplicationState.DRAFT


def _longer() -> dict[str, object]:
    return schedule(closes_at="2029-12-20T15:00:00+02:00")


def test_what_was_not_submitted_cannot_be_submitted_later(call: Call, anna: Person) -> None:
    """Closing waits until no submission that came in time is on its way; afterwards there is no way back."""
    draft = a_filled(call, anna)
    close()
    with pytest.raises(Closed):
        services.submit(application=draft, actor=anna)
    assert draft.state is ApplicationState.NOT_SUBMITTED


def test_the_page_of_what_was_not_submitted_shows_what_had_been_typed(
    browser: Visitor, call: Call, anna: Person
) -> None:
    draft = a_filled(call, anna)
    close()
    with clock.at(CLOSED):
        page = browser.see(f"/applications/{draft.id}")
    assert "This application was not submitted" in page.text
    assert SHORT_ANSWERS["goal"] in page.text


def test_officials_never_see_what_was_not_submitted(as_person: SignIn, call: Call, anna: Person) -> None:
    draft = a_filled(call, anna)
    close()
    with clock.at(CLOSED):
        as_person(an_official()).see(f"/office/applications/{draft.id}", status=404)


@pytest.fixture
def cancelled(call: Call, anna: Person) -> Application:
    a_submitted(call, a_person(email="berta@example.org"))
    draft = a_filled(call, anna)
    calls.cancel(call=call, reason="Nav finansējuma.", act=AN_ACT, actor=None)
    db.session.commit()
    return draft


def test_everybody_is_told_that_the_call_was_cancelled(
    cancelled: Application, queued: Callable[[str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(amended, "TOLD_AT_ONCE", 1)
    assert queued("call_cancelled") == []  # the request writes one row, however many are told
    while tell_cancellations():
        db.session.commit()
    assert queued("call_cancelled") == ["anna@example.org", "berta@example.org"]
    assert tell_cancellations() == 0


def test_the_page_of_a_draft_in_a_cancelled_call_says_why(browser: Visitor, cancelled: Application) -> None:
    page = browser.see(f"/applications/{cancelled.id}")
    assert "The call was cancelled" in page.text
    assert "Nav finansējuma." in page.text


class TestManyDrafts:
    """No transaction ends more drafts than it may, and whatever it is killed at, the next one goes on from there."""

    @pytest.fixture(autouse=True)
    def _few_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(closing, "ENDED_AT_ONCE", 2)

    def test_they_end_in_several_transactions_and_the_call_closes_once(
        self, call: Call, queued: Callable[[str], list[str]]
    ) -> None:
        for _ in range(5):
            a_filled(call)
        ended = []
        for _transaction in range(4):
            close()
            ended.append((entries("application.not_submitted"), entries("call.closed")))
        assert ended == [(2, 0), (4, 0), (5, 1), (5, 1)]
        assert len(queued("application_not_submitted")) == 5

    def test_what_was_killed_before_its_commit_is_done_by_the_next(self, call: Call) -> None:
        for _ in range(3):
            a_filled(call)
        close()
        with clock.at(CLOSED):
            calls.finish_closing(CLOSED)
        db.session.rollback()
        assert (entries("application.not_submitted"), entries("call.closed")) == (2, 0)
        close()
        assert (entries("application.not_submitted"), entries("call.closed")) == (3, 1)

    def test_several_calls_share_the_room_of_one_transaction(self, call: Call) -> None:
        other = an_open_call(slug="cits")
        for each in (call, call, call, other):
            a_filled(each)
        close()
        assert entries("application.not_submitted") == 2

    def test_the_worker_goes_on_until_nothing_is_left(self, call: Call) -> None:
        for _ in range(5):
            a_filled(call)
        db.session.commit()
        with clock.at(CLOSED):
            tasks.finish_closing()
        assert (entries("application.not_submitted"), entries("call.closed")) == (5, 1)

    def test_who_starts_checking_first_ends_them_all(self, call: Call) -> None:
        for _ in range(5):
            a_filled(call)
        with clock.at(CLOSED):
            calls.advance(call=call, action=Action.START_CHECKING, actor=None)
        assert entries("application.not_submitted") == 5
        assert call.receipts_root is not None
