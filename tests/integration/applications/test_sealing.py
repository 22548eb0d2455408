"""What was sent in is opened once nobody can apply any more; a draft only while its applicant shows it."""

from datetime import timedelta

import pytest

from grants import clock
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.models import Application, Right
from grants.applications.services.showing import SHOWN_FOR
from grants.db import db
from tests.factories.applications import SHORT_ANSWERS, TITLE, a_filled, a_submitted, an_open_call, joined
from tests.factories.calls import CLOSED, OPEN, an_official
from tests.factories.people import a_person
from tests.integration.applications.conftest import SignIn
from tests.support.visitor import Visitor

GOAL = SHORT_ANSWERS["goal"]


@pytest.fixture
def draft(anna: Person) -> Application:
    return a_filled(an_open_call(), anna)


def test_officials_see_number_applicant_and_time_until_closing(anna: Person, as_person: SignIn) -> None:
    sent = a_submitted(an_open_call(), anna)
    page = as_person(an_official()).see(f"/office/applications/{sent.id}")
    for shown in (sent.reference or "?", "Biedrība Ozols", "15 November 2029, 14:00"):
        assert shown in page.text
    for hidden in (TITLE, GOAL, "4600"):
        assert hidden not in page.text


def test_the_list_hides_title_and_sum_until_closing(anna: Person, as_person: SignIn) -> None:
    sent = a_submitted(an_open_call(), anna)
    page = as_person(an_official()).see(f"/office/calls/{sent.call.slug}/applications")
    assert "Biedrība Ozols" in page.text
    assert TITLE not in page.text
    assert "4600" not in page.text


@pytest.mark.parametrize(("seconds", "opened"), [(-1, False), (0, True)])
def test_it_is_opened_at_the_deadline(anna: Person, as_person: SignIn, seconds: int, opened: bool) -> None:
    sent = a_submitted(an_open_call(), anna)
    with clock.at(sent.call.closes_at + timedelta(seconds=seconds)):
        page = as_person(an_official()).see(f"/office/applications/{sent.id}")
    assert (GOAL in page.text) == opened


def test_a_later_deadline_of_one_applicant_keeps_all_closed(anna: Person, as_person: SignIn) -> None:
    sent = a_submitted(an_open_call(), anna)
    sent.call.extended_until = CLOSED + timedelta(days=1)
    with clock.at(CLOSED):
        assert GOAL not in as_person(an_official()).see(f"/office/applications/{sent.id}").text


def test_a_draft_is_not_there_for_officials(draft: Application, as_person: SignIn) -> None:
    as_person(an_official()).see(f"/office/applications/{draft.id}", status=404)


def test_an_applicant_shows_a_draft_for_a_day(draft: Application, browser: Visitor, as_person: SignIn) -> None:
    db.session.commit()
    shown = browser.send(browser.see(f"/applications/{draft.id}"), button="Show it for a day")
    official = as_person(an_official())
    page = official.see(f"/office/applications/{draft.id}")
    assert GOAL in page.text
    assert "A draft, shown to you by its applicant" in page.text
    assert TITLE in official.see(f"/office/calls/{draft.call.slug}").links
    browser.send(shown, button="Undo")
    official.see(f"/office/applications/{draft.id}", status=404)


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 404)])
def test_after_a_day_it_is_closed_again(
    draft: Application, anna: Person, as_person: SignIn, seconds: int, status: int
) -> None:
    services.show(application=draft, actor=anna)
    with clock.at(OPEN + SHOWN_FOR + timedelta(seconds=seconds)):
        as_person(an_official()).see(f"/office/applications/{draft.id}", status=status)


def test_an_applicant_can_end_it_before(draft: Application, anna: Person, as_person: SignIn, browser: Visitor) -> None:
    services.show(application=draft, actor=anna)
    db.session.commit()
    browser.send(browser.see(f"/applications/{draft.id}"), button="Show it no longer")
    as_person(an_official()).see(f"/office/applications/{draft.id}", status=404)


def test_it_is_shown_to_officials_and_to_nobody_else(draft: Application, anna: Person, as_person: SignIn) -> None:
    services.show(application=draft, actor=anna)
    as_person(a_person()).see(f"/office/applications/{draft.id}", status=404)


def test_who_may_only_read_cannot_show_it(draft: Application, as_person: SignIn) -> None:
    page = as_person(joined(draft, right=Right.READ)).see(f"/applications/{draft.id}")
    assert "Show it for a day" not in page.text


def test_officials_cannot_get_files_before_it_is_opened(anna: Person, as_person: SignIn) -> None:
    sent = a_submitted(an_open_call(), anna)
    as_person(an_official()).see(f"/applications/{sent.id}/copy.pdf", status=404)
