"""The moment of the results: chosen by an official, kept by the clock."""

from datetime import timedelta

import pytest

from grants import clock
from grants.accounts.models import RoleKind
from grants.awards import services as awards
from grants.awards.publishing.services import FURTHEST, choose_moment, publish_due, take_moment_back
from grants.calls.models import Call, Stage
from grants.calls.queries import call_by_slug
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid
from grants.journal.models import Entry
from tests.factories.awards import DELIBERATED, SLUG, a_deliberated_call, a_member, a_told_call, an_official_of
from tests.integration.awards.conftest import Browser
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("monday")

RESULTS = f"/calls/{SLUG}/results"
OFFICE = f"/office{RESULTS}"
AT = DELIBERATED + timedelta(days=2)
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def call(monday: None) -> Call:  # nothing is decided before that day
    """Return a decided call whose results become public at AT."""
    call = a_told_call()
    return choose_moment(call=call, at=AT, actor=an_official_of(call))


@pytest.mark.parametrize("address", [RESULTS, f"{RESULTS}.pdf", f"{RESULTS}.json", f"/calls/{SLUG}/verify"])
@pytest.mark.usefixtures("call")
def test_the_public_reads_from_the_moment_on_and_not_an_instant_before(client: Visitor, address: str) -> None:
    db.session.commit()
    with clock.at(AT - INSTANT):
        assert client.get(address).status_code == 404
    with clock.at(AT):
        assert client.get(address).status_code == 200


@pytest.mark.usefixtures("call")
def test_the_call_leads_there_from_the_moment_on(client: Visitor) -> None:
    client.get("/language/en")
    with clock.at(AT - INSTANT):
        assert "To the results" not in client.see(f"/calls/{SLUG}").links
    with clock.at(AT):
        assert client.see(f"/calls/{SLUG}").links["To the results"] == RESULTS


def test_the_worker_notes_it_once(call: Call) -> None:
    assert publish_due(AT - INSTANT) == 0
    with clock.at(AT):
        assert (publish_due(AT), publish_due(AT)) == (1, 0)
    assert call.stage is Stage.RESULTS_PUBLISHED
    assert db.session.query(Entry).filter_by(action="call.publish_results").count() == 1


def test_publishing_before_the_moment_leaves_nothing_to_do(call: Call) -> None:
    awards.publish_results(call=call, actor=an_official_of(call))
    with clock.at(AT):
        assert publish_due(AT) == 0


def test_a_moment_taken_back_publishes_nothing(call: Call) -> None:
    official = an_official_of(call)
    take_moment_back(call=call, actor=official)
    take_moment_back(call=call, actor=official)
    with clock.at(AT):
        assert publish_due(AT) == 0
        assert call.phase_at(AT).value == "decided"


def test_taking_it_back_can_be_undone(call: Call, browser_of: Browser) -> None:
    browser = browser_of(an_official_of(call))
    page = browser.send(browser.see(OFFICE), button="Take the moment back")
    assert call_by_slug(SLUG).results_at is None
    browser.send(page, button="Undo")
    assert call_by_slug(SLUG).results_at == AT


def test_what_is_public_cannot_be_taken_back(call: Call) -> None:
    with clock.at(AT), pytest.raises(Conflict, match="published already"):
        take_moment_back(call=call, actor=an_official_of(call))


@pytest.mark.parametrize("at", [DELIBERATED, DELIBERATED + FURTHEST + INSTANT])
def test_a_moment_that_is_over_or_far_away_is_refused(call: Call, at: object) -> None:
    with pytest.raises(Invalid):
        choose_moment(call=call, at=at, actor=an_official_of(call))  # type: ignore[arg-type]  # a moment


def test_the_furthest_moment_is_taken(call: Call) -> None:
    furthest = DELIBERATED + FURTHEST
    assert choose_moment(call=call, at=furthest, actor=an_official_of(call)).results_at == furthest


def test_nothing_is_chosen_before_the_decisions() -> None:
    call = a_deliberated_call()
    with pytest.raises(Conflict):
        choose_moment(call=call, at=AT, actor=an_official_of(call))


def test_who_has_an_application_in_the_call_does_not_choose(call: Call) -> None:
    official = an_official_of(call)
    a_member(call, "A-1", official)
    with pytest.raises(Forbidden):
        choose_moment(call=call, at=AT + timedelta(days=1), actor=official)


class TestPage:
    def test_an_official_chooses_a_moment_by_the_clocks_of_the_call(self, browser_of: Browser) -> None:
        browser = browser_of(an_official_of(a_told_call()))
        page = browser.send(browser.see(OFFICE), {"at": "16.01.2030 12.00"}, button="Publish at this moment")
        assert "The results become public by themselves:" in page.text
        assert call_by_slug(SLUG).results_at == AT

    def test_what_cannot_be_read_is_given_back(self, browser_of: Browser) -> None:
        browser = browser_of(an_official_of(a_told_call()))
        page = browser.send(browser.see(OFFICE), {"at": "drīz"}, button="Publish at this moment", status=422)
        assert "drīz" in page.response.get_data(as_text=True)

    def test_it_is_taken_back(self, call: Call, browser_of: Browser) -> None:
        browser = browser_of(an_official_of(call))
        page = browser.send(browser.see(OFFICE), button="Take the moment back")
        assert "The results become public by themselves:" not in page.text

    def test_others_read_the_moment_only(self, call: Call, browser_of: Browser) -> None:
        page = browser_of(an_official_of(call, RoleKind.SECRETARY)).see(OFFICE)
        assert "The results become public by themselves:" in page.text
        assert "Take the moment back" not in page.text

    def test_the_start_page_says_that_nobody_has_to_do_anything(self, call: Call, browser_of: Browser) -> None:
        assert "They become public by themselves." in browser_of(an_official_of(call)).see("/account/").text
