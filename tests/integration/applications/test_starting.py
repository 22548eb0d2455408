"""From the page of a call to a draft."""

import uuid

import pytest
from sqlalchemy import func, select, update

from grants import clock
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.models import Application
from grants.applications.services.drafts import MAX_DRAFTS
from grants.calls.models import Call, Stage
from grants.db import db
from grants.errors import Closed, Conflict
from tests.factories.applications import a_filled, a_started, an_open_call
from tests.factories.calls import ANNOUNCED, CLOSED, OPEN, WRITTEN, an_official
from tests.factories.people import a_person
from tests.integration.applications.conftest import SignIn
from tests.support.visitor import Visitor

ADDRESS = "/calls/piemers-2030"


@pytest.fixture(autouse=True)
def call() -> Call:
    return an_open_call()


def started() -> int:
    return db.session.scalar(select(func.count(Application.id))) or 0


def test_one_button_on_the_page_of_a_call_begins_a_draft(browser: Visitor) -> None:
    page = browser.send(browser.see(ADDRESS), button="Apply")
    assert (page.heading, started()) == ("Applicant and project", 1)


def test_the_page_of_a_call_shows_ones_own_draft(browser: Visitor, call: Call, anna: Person) -> None:
    a_filled(call, anna)
    assert "Ziemas nometne – not submitted yet" in browser.see(ADDRESS).text


def test_who_comes_back_from_signing_in_begins_with_one_button(browser: Visitor) -> None:
    page = browser.send(browser.see("/applications/new/piemers-2030"), button="Start the application")
    assert page.heading == "Applicant and project"


def test_an_announced_call_says_from_when_one_can_apply(as_person: SignIn, anna: Person) -> None:
    with clock.at(ANNOUNCED):
        browser = as_person(anna)
        page = browser.see(ADDRESS)
        assert "From then on you can apply here." in page.text
        assert "Applications can be started from 2 November 2029" in browser.see("/applications/new/piemers-2030").text


def test_a_closed_call_says_once_until_when_applications_were_taken(as_person: SignIn, anna: Person) -> None:
    with clock.at(CLOSED):
        browser = as_person(anna)
        page = browser.see(ADDRESS)
        assert page.text.count("Applications were taken until") == 1
        assert "not taken any more" not in page.text
        assert "does not take applications any more" in browser.see("/applications/new/piemers-2030").text


def test_a_button_pressed_after_the_deadline_begins_nothing(browser: Visitor) -> None:
    page = browser.see(ADDRESS)
    with clock.at(CLOSED):
        assert "The call is not open" in browser.send(page, button="Apply", status=409).text
    assert started() == 0


def test_a_call_that_is_not_announced_cannot_be_found(as_person: SignIn, anna: Person) -> None:
    with clock.at(WRITTEN):
        as_person(anna).see("/applications/new/piemers-2030", status=404)


def test_a_call_that_takes_paper_only_offers_no_button(browser: Visitor) -> None:
    paper = an_open_call(slug="papirs", channels=[{"kind": "post"}])
    db.session.commit()
    assert "Apply" not in browser.see("/calls/papirs").text
    with pytest.raises(Conflict):
        a_started(paper)


def test_one_person_has_so_many_drafts_in_a_call_and_no_more(call: Call, anna: Person) -> None:
    for _ in range(MAX_DRAFTS):
        a_filled(call, anna)
    with pytest.raises(Conflict):
        services.start(call=call, actor=anna)


def test_drafts_of_others_use_up_nothing(call: Call, anna: Person) -> None:
    for _ in range(MAX_DRAFTS):
        a_filled(call, anna)
    assert a_started(call, a_person()).members[0].leads


PAGES = ("", "/applicant", "/sections/project", "/review", "/receipt", "/receipt.json", "/withdraw")


@pytest.mark.parametrize("page", PAGES)
def test_somebody_elses_draft_does_not_exist(as_person: SignIn, call: Call, page: str) -> None:
    draft = a_filled(call)
    as_person(a_person()).see(f"/applications/{draft.id}{page}", status=404)


@pytest.mark.parametrize("page", PAGES)
def test_an_official_does_not_see_drafts(as_person: SignIn, call: Call, page: str) -> None:
    draft = a_filled(call)
    as_person(an_official()).see(f"/applications/{draft.id}{page}", status=404)


@pytest.mark.parametrize("page", PAGES)
def test_an_application_that_never_was_does_not_exist(browser: Visitor, page: str) -> None:
    browser.see(f"/applications/{uuid.uuid4()}{page}", status=404)


def test_the_list_of_ones_own_applications_asks_to_sign_in(client: Visitor) -> None:
    assert client.get("/applications/").location.startswith("/account/sign-in")


def test_ones_own_applications_are_listed(browser: Visitor, call: Call, anna: Person) -> None:
    a_filled(call, anna, title="Pirmā")
    a_filled(call, title="Cita")
    db.session.commit()
    page = browser.see("/applications/")
    assert ("Pirmā" in page.text, "Cita" in page.text) == (True, False)


def test_without_applications_the_list_leads_to_the_calls(browser: Visitor) -> None:
    assert "/" in browser.see("/applications/").links["To the list of calls"]


def test_a_draft_waits_on_the_start_page_until_its_deadline(as_person: SignIn, call: Call, anna: Person) -> None:
    a_filled(call, anna)
    assert "Finish and submit: Ziemas nometne" in as_person(anna).see("/account/").text
    with clock.at(CLOSED):
        assert "Finish and submit" not in as_person(anna).see("/account/").text


def test_nobody_starts_in_a_call_that_was_cancelled_a_moment_before(call: Call) -> None:
    db.session.commit()
    assert call.stage is Stage.PUBLISHED  # as the page looked when the button was pressed
    cancelled = update(Call).where(Call.id == call.id).values(stage=Stage.CANCELLED)
    db.session.execute(cancelled, execution_options={"synchronize_session": False})
    with clock.at(OPEN), pytest.raises(Closed):
        services.start(call=call, actor=a_person())
