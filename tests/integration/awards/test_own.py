"""An official with an application of their own in a call settles, decides and publishes nothing there."""

import pytest

from grants.accounts.models import Person, RoleKind
from grants.awards import services
from grants.awards.models import SettledBy
from grants.awards.queries import decisions_of
from grants.calls.models import Call, Stage
from grants.errors import Forbidden
from tests.factories.awards import (
    a_decided_call,
    a_deliberated_call,
    a_member,
    a_published_call,
    an_official_of,
    judged,
    tied,
)
from tests.integration.awards.conftest import Browser
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("monday")

OFFICE = "/office/calls/piemers-2030"
RESULTS = "/calls/piemers-2030/results"
WORDS = "An application of your own is in this competition, so other officials settle ties"


def interested(call: Call, kind: RoleKind = RoleKind.COORDINATOR) -> Person:
    """Return an official of a call who works on one of its applications."""
    return a_member(call, "A-1", an_official_of(call, kind))


def refused(browser: Visitor, address: str) -> bool:
    """Tell whether a page is refused with the reason and without anything that was decided."""
    page = browser.see(address, status=403)
    return WORDS in page.text and not any(fate in page.text for fate in ("awarded", "A-1", "A-2", "EUR"))


def test_nobody_puts_their_own_before_an_equal() -> None:
    call = a_deliberated_call(*tied())
    secretary = interested(call, RoleKind.SECRETARY)
    with pytest.raises(Forbidden):
        services.settle_tie(call=call, order=["A-1", "A-2"], settled_by=SettledBy.LOT, reason="Loze", actor=secretary)


def test_nobody_decides_on_their_own() -> None:
    call = a_deliberated_call(judged("A-1", "5", "5"), judged("A-2"))
    with pytest.raises(Forbidden):
        services.confirm(call=call, actor=interested(call))
    assert not decisions_of(call)


def test_nobody_publishes_the_results_of_their_own() -> None:
    call = a_decided_call(judged("A-1", "5", "5"), judged("A-2"))
    with pytest.raises(Forbidden):
        services.publish_results(call=call, actor=interested(call))


def test_the_others_still_decide() -> None:
    call = a_deliberated_call(judged("A-1", "5", "5"), judged("A-2"))
    interested(call)
    assert len(services.confirm(call=call, actor=an_official_of(call, name="Olga Official"))) == 2


@pytest.mark.parametrize("page", ["/decisions", "/ranking/ties/1"])
def test_the_pages_that_tell_how_it_stands_are_closed_to_them(browser_of: Browser, page: str) -> None:
    assert refused(browser_of(interested(a_deliberated_call(*tied()))), OFFICE + page)


@pytest.mark.parametrize("page", [f"{OFFICE}/decisions", f"{OFFICE}/results", RESULTS])
def test_what_was_decided_is_not_theirs_to_read_before_the_others(browser_of: Browser, page: str) -> None:
    assert refused(browser_of(interested(a_decided_call(judged("A-1", "5", "5"), judged("A-2")))), page)


def test_the_page_of_the_call_says_so_and_names_no_tie(browser_of: Browser) -> None:
    page = browser_of(interested(a_deliberated_call(*tied()))).see(OFFICE)
    assert (WORDS in page.text, "A-2" in page.text, "Decisions" in page.links) == (True, False, False)


def test_the_page_of_a_decided_call_leads_to_nothing_that_is_closed(browser_of: Browser) -> None:
    page = browser_of(interested(a_decided_call(judged("A-1", "5", "5"), judged("A-2")))).see(OFFICE)
    assert not {"Decisions", "Results"} & page.links.keys()


def test_published_results_are_theirs_as_everybodys(browser_of: Browser) -> None:
    call = a_published_call(judged("A-1", "5", "5"), judged("A-2"))
    browser = browser_of(interested(call))
    assert call.stage is Stage.RESULTS_PUBLISHED
    assert "Projekts A-1" in browser.see(RESULTS).text
    assert "Projekts A-1" in browser.see(f"{OFFICE}/decisions").text
