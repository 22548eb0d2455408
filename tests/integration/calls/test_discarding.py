"""A draft can be discarded, with everything that hangs on it, and the journal stays whole."""

import pytest
from sqlalchemy import func, select

from grants import clock
from grants.accounts.models import Role, RoleKind, Seat
from grants.calls import services
from grants.calls.models import Call, CallVersion
from grants.db import db
from grants.errors import Conflict
from grants.evaluation.services import invite_evaluator
from grants.journal.models import Entry
from grants.journal.services import SYSTEM, seal_pending, verify
from grants.notices.models import Message
from tests.factories.calls import WRITTEN, a_call, a_draft, an_official
from tests.integration.calls.conftest import SignIn
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

CALL = "/office/calls/piemers-2030"
DISCARD, GONE = "Discard the draft", "The draft is discarded."


@pytest.fixture
def coordinator(as_person: SignIn) -> Visitor:
    with clock.at(WRITTEN):
        return as_person(an_official())


def count(kind: type[Call | CallVersion | Role | Message]) -> int:
    return db.session.scalar(select(func.count(kind.id))) or 0


def with_committee(call: Call) -> Call:
    """Return the call with somebody invited to its committee."""
    with clock.at(WRITTEN):
        invite_evaluator(call=call, email="e@example.org", name="Eva", seat=Seat.CHAIR, actor=an_official())
    return call


def test_a_page_says_what_is_lost_before_the_draft_goes(coordinator: Visitor) -> None:
    with_committee(a_draft())
    with clock.at(WRITTEN):
        page = coordinator.see(coordinator.see(CALL).links[DISCARD])
        assert "1 person invited to it loses this role." in page.text
        assert count(Call) == 1
        assert GONE in coordinator.send(page, button=DISCARD).text
        coordinator.see(CALL, status=404)


def test_nothing_that_hangs_on_the_draft_is_left() -> None:
    call, roles = with_committee(a_draft()), 1
    services.discard(call=call, actor=an_official())
    assert (count(Call), count(CallVersion), count(Role), count(Message)) == (0, 0, roles, 0)


def test_other_calls_stay_as_they_are() -> None:
    with_committee(a_draft(slug="otrs-2030"))
    services.discard(call=a_draft(), actor=an_official())
    assert (count(Call), count(CallVersion), count(Message)) == (1, 1, 1)


def test_its_address_is_free_again() -> None:
    services.discard(call=a_draft(), actor=an_official())
    assert a_draft().slug == "piemers-2030"


def test_the_journal_says_so_and_stays_whole() -> None:
    call, anna = a_draft(), an_official()
    seal_pending()
    services.discard(call=call, actor=anna)
    seal_pending()
    entry = db.session.scalars(select(Entry).where(Entry.action == "call.discarded")).one()
    assert (entry.chain, entry.actor_id, entry.subject_id) == (SYSTEM, anna.id, call.id)
    assert verify(str(call.id)).intact
    assert verify(SYSTEM).intact


def test_a_double_click_is_no_mistake(coordinator: Visitor) -> None:
    a_draft()
    with clock.at(WRITTEN):
        page = coordinator.see(f"{CALL}/discard")
        assert all(GONE in coordinator.send(page, button=DISCARD).text for _click in range(2))


def test_what_somebody_else_discarded_is_not_there(coordinator: Visitor, as_person: SignIn) -> None:
    a_draft()
    with clock.at(WRITTEN):
        page = coordinator.see(f"{CALL}/discard")
        other = as_person(an_official(email="otrs@piemers.example"))
        other.send(other.see(f"{CALL}/discard"), button=DISCARD)
        coordinator.send(page, button=DISCARD, status=404)


def test_a_published_call_cannot_be_discarded() -> None:
    call = a_call()
    with pytest.raises(Conflict):
        services.discard(call=call, actor=an_official())
    assert count(Call) == 1


def test_who_leads_one_call_only_can_discard_its_draft(as_person: SignIn) -> None:
    call = a_draft()
    with clock.at(WRITTEN):
        browser = as_person(an_official(RoleKind.COORDINATOR, call=call))
        assert GONE in browser.send(browser.see(f"{CALL}/discard"), button=DISCARD).text
