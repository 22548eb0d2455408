"""Officials try the form of their own draft call; nothing of it counts, and nothing of it stays."""

import pytest
from sqlalchemy import func, select

from grants.accounts.models import Person, RoleKind
from grants.applications import services
from grants.applications.models import Application, ApplicationMember, Receipt, Right
from grants.calls import services as calls
from grants.db import db
from grants.errors import Closed, Conflict
from grants.notices.models import Message
from tests.factories.applications import SHORT_FORM, a_filled
from tests.factories.calls import a_draft, an_official, with_act
from tests.integration.applications.conftest import SignIn

OFFICE = "/office/calls/piemers-2030"


@pytest.fixture
def official(while_open: None) -> Person:
    return an_official()


def count(kind: type[Application | ApplicationMember | Receipt | Message]) -> int:
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


def test_an_official_fills_in_the_form_of_a_draft(as_person: SignIn, official: Person) -> None:
    a_draft(form=SHORT_FORM)
    browser = as_person(official)
    first = browser.send(browser.see(OFFICE), button="Try the form as an applicant")
    assert "A trial." in first.text
    saved = browser.send(first, {"a-_title": "Nometne", "a-_name": "Mēs"}, button="Save and leave")
    assert "Nometne" in saved.text


def test_a_complete_trial_could_be_submitted_and_is_not(as_person: SignIn, official: Person) -> None:
    trial = a_filled(a_draft(form=SHORT_FORM), official)
    page = as_person(official).see(f"/applications/{trial.id}/review")
    assert "Nothing is missing" in page.text
    assert "Submit the application" not in page.text
    with pytest.raises(Conflict):
        services.submit(application=trial, actor=official)
    assert (count(Receipt), count(Message)) == (0, 0)


def test_nobody_else_can_try_it(anna: Person) -> None:
    call = a_draft()
    with pytest.raises(Closed):
        services.start(call=call, actor=anna)


def test_nobody_is_invited_to_a_trial(official: Person) -> None:
    trial = a_filled(a_draft(form=SHORT_FORM), official)
    with pytest.raises(Conflict):
        services.let_in(application=trial, email="a@example.org", name="A", right=Right.READ, actor=official)


def test_publishing_removes_every_trial(official: Person) -> None:
    call = with_act(a_draft(form=SHORT_FORM))
    a_filled(call, official)
    calls.publish(call=call, actor=None)
    assert (count(Application), count(ApplicationMember)) == (0, 0)


def test_a_draft_is_discarded_with_its_trials(official: Person) -> None:
    call = a_draft(form=SHORT_FORM)
    a_filled(call, official)
    calls.discard(call=call, actor=official)
    assert count(Application) == 0


def test_whoever_is_no_official_any_more_reads_no_trial(as_person: SignIn, official: Person) -> None:
    trial = a_filled(a_draft(form=SHORT_FORM), official)
    browser = as_person(official)
    for role in official.roles:
        db.session.delete(role)
    db.session.flush()
    browser.see(f"/applications/{trial.id}", status=404)


def test_a_secretary_tries_and_an_auditor_does_not(as_person: SignIn, official: Person) -> None:
    a_draft()
    assert "Try the form" in as_person(an_official(RoleKind.SECRETARY)).see(OFFICE).text
    assert "Try the form" not in as_person(an_official(RoleKind.AUDITOR)).see(OFFICE).text
