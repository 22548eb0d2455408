"""The official's page of a call after the deadline: six steps, and one button in the one of now."""

from xml.etree.ElementTree import Element

import pytest

from grants.accounts.models import RoleKind
from grants.calls.models import Call
from tests.factories.awards import (
    SLUG,
    a_decided_call,
    a_deliberated_call,
    a_member,
    a_published_call,
    a_told_call,
    an_official_of,
    judged,
)
from tests.factories.deliberation import a_closed_call
from tests.integration.awards.conftest import Browser
from tests.support.pages import words

pytestmark = pytest.mark.usefixtures("monday")

OFFICE = f"/office/calls/{SLUG}"


def steps_for(browser_of: Browser, call: Call, kind: RoleKind = RoleKind.COORDINATOR) -> list[Element]:
    page = browser_of(an_official_of(call, kind)).see(f"/office/calls/{call.slug}")
    (course,) = (each for each in page.tree.iter("ol") if each.get("class") == "timeline")
    return list(course)


def titles(steps: list[Element]) -> list[str]:
    return [words(step.find("h2")) for step in steps]


def buttons(steps: list[Element]) -> list[str]:
    """Return the words of what looks like a button, wherever it stands."""
    return [words(each) for step in steps for each in step.iter() if "btn" in each.get("class", "").split()]


def test_while_the_committee_deliberates_the_button_leads_to_the_decisions(browser_of: Browser) -> None:
    steps = steps_for(browser_of, a_deliberated_call())
    assert titles(steps) == [
        "Received : done",
        "Checked : done",
        "Conflicts and sheets : done",
        "Sitting and decisions : now",
        "Sign and send : later",
        "Publish : later",
    ]
    assert buttons(steps) == ["Confirm the decisions"]


def test_a_decided_call_sends_its_letters(browser_of: Browser) -> None:
    steps = steps_for(browser_of, a_decided_call())
    assert titles(steps)[3:] == ["Sitting and decisions : done", "Sign and send : now", "Publish : later"]
    assert buttons(steps) == ["Letters"]
    assert "letters have not left" in words(steps[4])


def test_once_they_have_left_the_results_are_published(browser_of: Browser) -> None:
    steps = steps_for(browser_of, a_told_call())
    assert titles(steps)[4:] == ["Sign and send : done", "Publish : now"]
    assert buttons(steps) == ["Publish the results"]


def test_at_the_end_everything_is_done_and_nothing_asks(browser_of: Browser) -> None:
    steps = steps_for(browser_of, a_published_call())
    assert {title.rpartition(" ")[2] for title in titles(steps)} == {"done"}
    assert buttons(steps) == []


def test_rules_without_checks_have_no_step_for_them(browser_of: Browser) -> None:
    steps = steps_for(browser_of, a_deliberated_call(judged("A-1", checks={}), checks=[]))
    assert "Checked : done" not in titles(steps)
    assert len(steps) == 5


def test_sealed_marks_are_opened_first(browser_of: Browser) -> None:
    call, _people = a_closed_call(opened_by_two=True)
    assert buttons(steps_for(browser_of, call)) == ["Open the marks"]


def test_an_auditor_reads_who_has_it_and_gets_no_button(browser_of: Browser) -> None:
    steps = steps_for(browser_of, a_decided_call(), RoleKind.AUDITOR)
    assert "In the hands of: coordinators and secretaries." in words(steps[4])
    assert buttons(steps) == []


def test_whoever_has_an_application_in_it_is_led_to_no_ranking(browser_of: Browser) -> None:
    call = a_deliberated_call()
    official = an_official_of(call)
    a_member(call, "A-1", official)
    page = browser_of(official).see(OFFICE)
    assert "Ranking" not in page.links
    assert "other officials settle ties" in page.text
