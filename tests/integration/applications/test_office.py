"""The official's pages of applications."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.applications import columns, services
from grants.applications.models import Application
from grants.applications.reading import content_of
from grants.applications.stretches import PAGE
from grants.calls.models import Call
from grants.db import db
from tests.factories.applications import (
    SHORT_ANSWERS,
    a_filled,
    a_submitted,
    an_open_call,
    every_answer,
    every_field,
    form_of,
)
from tests.factories.calls import CLOSED, an_official
from tests.factories.people import a_person
from tests.integration.applications.conftest import SignIn
from tests.integration.calls.support import statements
from tests.support.pages import Page
from tests.support.statements import selects
from tests.support.visitor import Visitor

LIST = "/office/calls/piemers-2030/applications"


@pytest.fixture(autouse=True)
def after_closing(while_open: None) -> Iterator[None]:
    """Hold the clock at a moment at which what was sent in is opened; the factories act while the call is open."""
    with clock.at(CLOSED):
        yield


@pytest.fixture
def call() -> Call:
    return an_open_call()


@pytest.fixture
def official(as_person: SignIn, call: Call) -> Visitor:
    return as_person(an_official())


def sent(call: Call, count: int) -> list[Application]:
    """Return applications that arrived one second after the other."""
    person, found = a_person(), []
    for number in range(count):
        application = a_submitted(call, person, title=f"Projekts {number:03}")
        assert application.submitted_at is not None
        application.submitted_at += timedelta(seconds=number)
        found.append(application)
    db.session.commit()
    return found


def titles(page: Page) -> list[str]:
    cells = (cell for cell in page.tree.iter("td") if cell.get("data-label") == "Project")
    return ["".join(cell.itertext()).strip() for cell in cells]


def numbered(*numbers: int) -> list[str]:
    return [f"Projekts {number:03}" for number in numbers]


def test_what_was_sent_in_is_listed_in_the_order_of_submission(official: Visitor, call: Call) -> None:
    sent(call, 3)
    page = official.see(LIST)
    assert titles(page) == numbered(0, 1, 2)
    for shown in ("Biedrība Ozols", "4600.00 EUR", "15 November 2029, 14:00", "Submitted"):
        assert shown in page.text


def test_drafts_are_not_listed(official: Visitor, call: Call) -> None:
    a_filled(call)
    db.session.commit()
    assert "Nothing was submitted." in official.see(LIST).text


def test_what_was_withdrawn_stays_in_the_list(official: Visitor, call: Call, anna: Person) -> None:
    services.withdraw(application=a_submitted(call, anna), actor=anna)
    db.session.commit()
    assert "Withdrawn" in official.see(LIST).text


def test_a_full_page_has_no_next(official: Visitor, call: Call) -> None:
    sent(call, PAGE)
    page = official.see(LIST)
    assert (len(titles(page)), "Next" in page.links) == (PAGE, False)


def test_pages_lead_on_and_back(official: Visitor, call: Call) -> None:
    sent(call, PAGE + 1)
    second = official.see(official.see(LIST).links["Next"])
    assert (titles(second), "Next" in second.links) == (numbered(PAGE), False)
    first = official.see(second.links["Previous"])
    assert titles(first) == numbered(*range(PAGE))
    assert ("Previous" in first.links, "Next" in first.links) == (False, True)


def test_applications_of_one_moment_are_all_listed_once(official: Visitor, call: Call) -> None:
    for application in sent(call, PAGE + 5):
        application.submitted_at = clock.now()
    first = official.see(LIST)
    second = official.see(first.links["Next"])
    assert sorted(titles(first) + titles(second)) == numbered(*range(PAGE + 5))


@pytest.mark.parametrize("query", ["after=x", "before=1", "after=00000000-0000-0000-0000-000000000000"])
def test_a_page_that_is_nowhere_does_not_exist(official: Visitor, query: str) -> None:
    official.see(f"{LIST}?{query}", status=404)


def test_an_application_is_found_by_its_reference(official: Visitor, call: Call) -> None:
    application = sent(call, 1)[0]
    page = official.see(f"{LIST}?q=%20{(application.reference or '').lower()}")
    assert page.address == f"/office/applications/{application.id}"


def test_that_nothing_fits_is_said_so(official: Visitor) -> None:
    assert "No application of this call fits" in official.see(f"{LIST}?q=xxxx-xxxx").text


def test_the_list_costs_the_same_whatever_its_length(official: Visitor, call: Call) -> None:
    found = []
    for more in (1, PAGE + 1):
        sent(call, more)
        official.see(LIST)
        with statements() as made:
            official.see(LIST)
        found.append(len(made))
    assert found[0] == found[1] <= 12


def test_the_last_page_costs_what_the_first_does(official: Visitor, call: Call) -> None:
    last = sent(call, PAGE + 1)[-2].id
    official.see(LIST)
    with selects() as first:
        official.see(LIST)
    with selects() as second:
        official.see(f"{LIST}?after={last}")
    assert len(second) <= len(first) + 1


def test_a_later_stage_adds_a_column_for_the_whole_page_at_once(app: Flask, official: Visitor, call: Call) -> None:
    applications = sent(call, 3)
    asked: list[int] = []

    def cells(page: list[columns.Listed]) -> columns.Cells:
        asked.append(len(page))
        return {applications[1].id: "<2 %>"}

    offered = app.extensions.setdefault("grants.applications.columns", [])
    columns.offer(app, "hundred", "Checks 100 %", cells)
    page = official.see(LIST)
    offered.pop()
    shown = ["".join(each.itertext()) for each in page.tree.iter("td") if each.get("data-label") == "Checks 100 %"]
    assert (asked, shown) == ([3], ["–", "<2 %>", "–"])


@pytest.mark.parametrize("kind", [RoleKind.COORDINATOR, RoleKind.SECRETARY, RoleKind.AUDITOR])
def test_officials_and_auditors_read_what_was_sent_in(as_person: SignIn, call: Call, kind: RoleKind) -> None:
    application = sent(call, 1)[0]
    reader = as_person(an_official(kind))
    reader.see(LIST)
    assert SHORT_ANSWERS["goal"] in reader.see(f"/office/applications/{application.id}").text


def test_officials_of_another_organiser_read_nothing(as_person: SignIn, call: Call) -> None:
    application = sent(call, 1)[0]
    stranger = as_person(an_official(organiser="cits"))
    for address in (LIST, f"/office/applications/{application.id}", f"/applications/{application.id}"):
        stranger.see(address, status=404)


def test_applicants_do_not_come_into_the_office(browser: Visitor, call: Call, anna: Person) -> None:
    application = a_submitted(call, anna)
    db.session.commit()
    for address in (LIST, f"/office/applications/{application.id}"):
        browser.see(address, status=404)


def test_an_official_who_follows_an_applicants_link_comes_to_the_official_page(official: Visitor, call: Call) -> None:
    application = sent(call, 1)[0]
    assert official.see(f"/applications/{application.id}").address == f"/office/applications/{application.id}"


def test_the_page_of_a_call_counts_its_applications(official: Visitor, call: Call) -> None:
    sent(call, 2)
    a_filled(call)
    db.session.commit()
    page = official.see("/office/calls/piemers-2030")
    for shown in ("Draft 1", "Submitted 2"):
        assert shown in page.text
    assert page.links["To the applications"] == LIST


def test_the_page_of_an_application_asks_the_database_few_things(official: Visitor, call: Call) -> None:
    application = sent(call, 1)[0]
    official.see(f"/office/applications/{application.id}")
    with selects() as found:
        official.see(f"/office/applications/{application.id}")
    assert len(found) <= 13


@pytest.fixture
def full(anna: Person) -> Application:
    fields = [each for each in every_field() if each["type"] != "file"]
    return a_submitted(an_open_call(slug="pilns", form=form_of(*fields)), anna, answers=every_answer())


def test_the_content_of_an_application_is_read_with_one_statement(app: Flask, full: Application) -> None:
    content_of(full)
    db.session.commit()
    assert full.call.slug == "pilns"
    with app.test_request_context(), selects() as found:
        content_of(full)
    assert len([each for each in found if "attachments" in each]) == 1


def test_the_content_for_who_scores_blind_leaves_out_who_applies(app: Flask, full: Application) -> None:
    with app.test_request_context():
        assert (content_of(full, blind=True).applicant, bool(content_of(full).applicant)) == ([], True)


def test_every_type_of_answer_is_shown_in_words(browser: Visitor, full: Application) -> None:
    db.session.commit()
    page = browser.see(f"/applications/{full.id}")
    for shown in (
        *("Īss", "24", "12.5", "1000.00 EUR", "25 October 2029", "1 March 2030 – 30 June 2030", "Skola"),
        *("sport (en)", "teachers (en)", "anna@example.org", "https://www.example.org", "Pārgājiens", "Teltis"),
        "Requested in total: 4600.00 EUR",
    ):
        assert shown in page.text


def test_answers_of_any_shape_can_be_shown(app: Flask, full: Application) -> None:
    """Answers also come from bundles, where nobody has held them to the form."""
    full.answers = {each["code"]: [{"requested": "x"}, 5, None] for each in every_field()} | {"count": "1e999999"}
    with app.test_request_context():
        assert content_of(full).parts


def test_the_slot_of_the_page_shows_what_later_stages_add(
    app: Flask, official: Visitor, call: Call, queued: Callable[[str], list[str]]
) -> None:
    application = sent(call, 1)[0]
    assert "application.office" in app.extensions["grants.slots"]
    assert official.see(f"/office/applications/{application.id}").heading.startswith(application.reference or "?")
