"""Taking an application back, until the decision."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from grants.accounts.models import Person
from grants.applications import services
from grants.applications.models import Application, ApplicationState, Right
from grants.calls.models import Stage
from grants.db import db
from grants.errors import Conflict
from grants.journal.models import Entry
from tests.factories.applications import a_filled, a_submitted, an_open_call, joined
from tests.factories.calls import OPEN
from tests.integration.applications.conftest import SignIn
from tests.support.visitor import Visitor

WITHDRAW = "Withdraw the application"


@pytest.fixture
def application(anna: Person) -> Application:
    return a_submitted(an_open_call(), anna)


def address(application: Application) -> str:
    db.session.commit()
    return f"/applications/{application.id}/withdraw"


def test_the_page_says_what_will_happen_before_it_does(browser: Visitor, application: Application) -> None:
    page = browser.see(address(application))
    assert "It cannot be undone." in page.text
    db.session.refresh(application)
    assert application.state is ApplicationState.SUBMITTED


def test_an_application_is_taken_back(browser: Visitor, application: Application) -> None:
    page = browser.send(browser.see(address(application)), button=WITHDRAW)
    db.session.refresh(application)
    assert (application.state, application.withdrawn_at) == (ApplicationState.WITHDRAWN, OPEN)
    assert "Withdrawn" in page.text


def test_taking_back_twice_does_it_once(browser: Visitor, application: Application) -> None:
    page = browser.see(address(application))
    for _ in range(2):
        browser.send(page, button=WITHDRAW)
    assert db.session.scalar(select(func.count(Entry.id)).where(Entry.action == "application.withdrawn")) == 1


def test_the_members_are_told(browser: Visitor, application: Application, queued: Callable[[str], list[str]]) -> None:
    browser.send(browser.see(address(application)), button=WITHDRAW)
    assert queued("application_withdrawn") == ["anna@example.org"]


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.RESULTS_PUBLISHED, Stage.CANCELLED])
def test_nothing_is_taken_back_after_the_decision(browser: Visitor, application: Application, stage: Stage) -> None:
    page = browser.see(address(application))
    application.call.stage = stage
    answer = browser.send(page, button=WITHDRAW, status=409)
    db.session.refresh(application)
    assert application.state is ApplicationState.SUBMITTED
    assert "cannot be withdrawn any more" in answer.text


def test_after_the_decision_the_button_is_gone(browser: Visitor, application: Application) -> None:
    application.call.stage = Stage.DECIDED
    page = browser.see(address(application))
    assert (page.address, "Withdraw" in page.links) == (f"/applications/{application.id}", False)


def test_a_draft_cannot_be_withdrawn(anna: Person) -> None:
    with pytest.raises(Conflict):
        services.withdraw(application=a_filled(an_open_call(), anna), actor=anna)


def test_what_was_withdrawn_is_not_submitted_again(anna: Person, application: Application) -> None:
    services.withdraw(application=application, actor=anna)
    with pytest.raises(Conflict):
        services.submit(application=application, actor=anna)


def test_what_was_withdrawn_keeps_its_receipt(browser: Visitor, anna: Person, application: Application) -> None:
    services.withdraw(application=application, actor=anna)
    db.session.commit()
    assert browser.see(f"/applications/{application.id}/receipt").heading == f"Receipt {application.reference}"


def test_who_may_only_edit_cannot_withdraw(as_person: SignIn, application: Application) -> None:
    browser = as_person(joined(application, right=Right.EDIT))
    assert "Withdraw" not in browser.see(f"/applications/{application.id}").links
    browser.see(address(application), status=403)
