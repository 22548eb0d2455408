"""Every press of “Submit” is on record, for applicant and official; a fault of ours is counted and made good."""

from datetime import timedelta

import pytest
from flask import Flask

from grants import clock
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.attempts import LAST_HOURS, MAX_ATTEMPTS, attempts_of, figures_of, hit_by_faults
from grants.applications.models import Application, ApplicationState
from grants.calls import services as calls
from grants.db import db
from tests.factories.applications import a_filled, a_submitted, an_open_call
from tests.factories.calls import CLOSED, an_official
from tests.factories.documents import schedule
from tests.integration.applications.conftest import SignIn
from tests.support.visitor import Visitor

EXTENDABLE = schedule(individual_extension_days=3)


def broken(*_of: object) -> str:
    raise RuntimeError("no randomness")


@pytest.fixture
def faulty(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every submission fail by a fault of ours, as it does in production."""
    monkeypatch.setattr("grants.applications.services.submission.new_salt", broken)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)


def press(browser: Visitor, draft: Application, status: int) -> None:
    """Press the button as from a page that was opened before."""
    db.session.commit()
    token = browser.see("/account/profile").form().values["csrf_token"]
    assert browser.post(f"/applications/{draft.id}/submit", data={"csrf_token": token}).status_code == status


def test_a_refused_press_says_what_was_missing(browser: Visitor, anna: Person) -> None:
    draft = a_filled(an_open_call(), anna, answers={})
    press(browser, draft, 422)
    page = browser.see(f"/applications/{draft.id}")
    assert "refused: something was missing or wrong (goal (en))" in page.text


def test_a_press_after_the_deadline_is_on_record(browser: Visitor, anna: Person) -> None:
    draft = a_filled(an_open_call(), anna)
    db.session.commit()
    browser.see("/account/profile")
    with clock.at(draft.call.closes_at):
        press(browser, draft, 409)
        assert "refused: the call was not open" in browser.see(f"/applications/{draft.id}").text


def test_officials_see_the_presses_of_what_was_sent_in(browser: Visitor, anna: Person, as_person: SignIn) -> None:
    draft = a_filled(an_open_call(), anna, answers={})
    press(browser, draft, 422)
    services.save(application=draft, actor=anna, changes={"goal": "Nometne"})
    press(browser, draft, 303)
    with clock.at(CLOSED):
        page = as_person(an_official()).see(f"/office/applications/{draft.id}")
    assert "Every press of “Submit”: 2" in page.text


def test_one_press_that_was_received_is_not_worth_a_list(browser: Visitor, anna: Person) -> None:
    sent = a_submitted(an_open_call(), anna)
    db.session.commit()
    assert "Every press" not in browser.see(f"/applications/{sent.id}").text


@pytest.mark.usefixtures("faulty")
def test_a_fault_of_ours_is_on_record(browser: Visitor, anna: Person) -> None:
    draft = a_filled(an_open_call(), anna)
    press(browser, draft, 500)
    (attempt,) = attempts_of(draft)
    assert attempt.outcome == "failed by a fault of the service"
    assert draft.state is ApplicationState.DRAFT


@pytest.mark.parametrize("count", [MAX_ATTEMPTS, MAX_ATTEMPTS + 1])
def test_very_many_presses_show_the_latest(anna: Person, count: int) -> None:
    draft = a_filled(an_open_call(), anna)
    for _ in range(count):
        services.record_refusal(application=draft, actor=anna, reason="incomplete")
    assert len(attempts_of(draft)) == MAX_ATTEMPTS


def test_the_presses_of_the_last_hours_are_counted(anna: Person) -> None:
    call = an_open_call()
    with clock.at(call.closes_at - timedelta(hours=1)):
        draft = a_filled(call, anna)
        services.record_refusal(application=draft, actor=anna, reason="incomplete")
        services.record_refusal(application=draft, actor=anna, reason="error")
        figures = figures_of(call)
    assert figures
    assert (figures.pressed, figures.failed, figures.percent_failed) == (2, 1, 50)


@pytest.mark.parametrize(("seconds", "counted"), [(-1, False), (0, True)])
def test_the_last_hours_begin_on_the_second(anna: Person, seconds: int, counted: bool) -> None:
    call = an_open_call()
    a_filled(call, anna)
    with clock.at(call.closes_at - LAST_HOURS + timedelta(seconds=seconds)):
        assert (figures_of(call) is not None) == counted


def test_the_official_sees_the_figures_and_the_way_out(anna: Person, as_person: SignIn) -> None:
    call = an_open_call(schedule=EXTENDABLE)
    with clock.at(call.closes_at - timedelta(hours=1)):
        official = as_person(an_official())
        services.record_refusal(application=a_filled(call, anna), actor=anna, reason="error")
        page = official.see(f"/office/calls/{call.slug}")
    assert "failed by a fault of the service 1 (100 %)" in page.text
    assert {"Move the deadline for all", "Move the deadline for those hit"} <= page.links.keys()


def test_nothing_is_said_where_nobody_pressed(as_person: SignIn) -> None:
    call = an_open_call()
    with clock.at(call.closes_at - timedelta(hours=1)):
        official = as_person(an_official())
        assert "Presses of" not in official.see(f"/office/calls/{call.slug}").text


def test_the_deadline_is_moved_for_those_hit(anna: Person, as_person: SignIn) -> None:
    call = an_open_call(schedule=EXTENDABLE)
    hit, other = a_filled(call, anna), a_filled(call)
    with clock.at(call.closes_at - timedelta(hours=1)):
        services.record_refusal(application=hit, actor=anna, reason="error")
        services.record_refusal(application=other, actor=other.members[0].person, reason="incomplete")
    with clock.at(CLOSED):
        official = as_person(an_official())
        calls.finish_closing(CLOSED)
        page = official.see(f"/office/calls/{call.slug}/extensions/new?whom=hit")
        assert "For 1 applicant whom a fault of the service kept from submitting" in page.text
        decided = {"until": "12.12.2029 15.00", "reason": "Kļūda.", "body": "Dome", "number": "1", "date": "11.12.2029"}
        done = official.send(page, decided, button="Move the deadline for one applicant")
        assert "The deadline is moved for 1 applicant." in done.text
    assert (hit.state, other.state) == (ApplicationState.DRAFT, ApplicationState.NOT_SUBMITTED)


def test_who_submitted_after_all_was_not_hit(anna: Person) -> None:
    call = an_open_call()
    with clock.at(call.closes_at - timedelta(hours=1)):
        draft = a_filled(call, anna)
        services.record_refusal(application=draft, actor=anna, reason="error")
        services.submit(application=draft, actor=anna)
    assert hit_by_faults(call) == set()


def test_a_form_for_nobody_is_refused(as_person: SignIn) -> None:
    call = an_open_call(schedule=EXTENDABLE)
    official = as_person(an_official())
    page = official.see(f"/office/calls/{call.slug}/extensions/new")
    refused = official.send(page, {}, button="Move the deadline for one applicant", status=422)
    assert any("Type the e-mail address of the person." in error for error in refused.errors)
