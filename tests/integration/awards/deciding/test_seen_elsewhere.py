"""What decisions broke on elsewhere: here two at once decide once, and nothing is half done."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from grants import clock
from grants.awards.deliberation.consensus import agree
from grants.awards.models import Decision, Outcome
from grants.awards.queries import decisions_of, standing_of
from grants.calls.models import Call, Stage
from grants.db import db
from tests.factories.awards import DELIBERATED, a_decided_call, a_deliberated_call, an_official_of, application_in
from tests.integration.awards.conftest import Browser
from tests.integration.awards.deciding.test_anew import MONEY, THREE, anew, in_force
from tests.support.pages import Page
from tests.support.together import at_once
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("monday")

DECISIONS = "/office/calls/piemers-2030/decisions"


def sends(browser: Visitor, page: Page, button: str, **typed: str) -> Callable[[], int]:
    """Return an act that sends a form of a page and tells the status."""
    form = page.form(button)
    data = form.filled(dict(typed), button)

    def act() -> int:
        with clock.at(DELIBERATED):
            return browser.post(form.action or page.address, data=data).status_code

    return act


def count(call: Call) -> int:
    return db.session.scalar(select(func.count()).select_from(Decision).where(Decision.call_id == call.id)) or 0


def test_two_officials_who_confirmed_at_once_sent_two_acceptances(browser_of: Browser) -> None:
    call = a_deliberated_call()
    browsers = [browser_of(an_official_of(call, name=name)) for name in ("Otto", "Olga")]
    pages = [browser.see(DECISIONS) for browser in browsers]
    acts = [sends(*pair, "Confirm the decisions") for pair in zip(browsers, pages, strict=True)]
    assert at_once(*acts) == [303, 303]
    assert count(call) == 4


def test_two_officials_who_corrected_one_winner_at_once_made_two_decisions(browser_of: Browser) -> None:
    call = a_decided_call(*THREE, funding=MONEY)
    address = f"/office/applications/{application_in(call, 'A-1').id}/decision/new"
    browsers = [browser_of(an_official_of(call, name=name)) for name in ("Otto", "Olga")]
    pages = [browser.see(address) for browser in browsers]
    acts = [
        sends(browser, page, "Make the new decision", outcome=outcome, reason="Kļūda")
        for browser, page, outcome in zip(browsers, pages, ("rejected", "reserve"), strict=True)
    ]
    assert sorted(at_once(*acts)) == [303, 422]
    assert in_force(call, "A-1").sequence == 2


def test_two_corrections_at_once_spent_the_same_money_twice(browser_of: Browser) -> None:
    call = a_decided_call(*THREE, funding=MONEY | {"limit": {"projects": 2, "total": "9200.00"}})
    official = an_official_of(call, name="Otto")
    anew(call, "A-1", Outcome.REVOKED, official)
    browsers = [browser_of(official), browser_of(an_official_of(call, name="Olga"))]
    acts = []
    for browser, reference in zip(browsers, ("A-1", "A-3"), strict=True):
        page = browser.see(f"/office/applications/{application_in(call, reference).id}/decision/new")
        acts.append(sends(browser, page, "Make the new decision", outcome="awarded", reason="Brīva vieta"))
    assert sorted(at_once(*acts)) == [303, 422]
    awarded = [one for one in decisions_of(call).values() if one.outcome is Outcome.AWARDED]
    assert len(awarded) == 2


def test_confirming_during_a_change_of_scores_decided_by_neither(browser_of: Browser) -> None:
    call = a_deliberated_call()
    official = an_official_of(call)
    browser = browser_of(official)
    page = browser.see(DECISIONS)
    with clock.at(DELIBERATED + timedelta(minutes=1)):
        agree(application=application_in(call, "A-2"), code="2.2", mark="5", reason="Runājām.", seen=0, actor=official)
    db.session.commit()
    refused = browser.send(page, button="Confirm the decisions", status=409)
    assert "The ranking has changed since you looked at it" in refused.text
    assert (count(call), call.stage) == (0, Stage.DELIBERATION)
    assert standing_of(call).placements["A-2"].total == 14
