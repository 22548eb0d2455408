"""Lots on the pages: the line of each, the reason that names it, and the results."""

import pytest

from grants.applications.queries import submitted_in
from grants.calls.models import Call
from grants.evaluation.assigning.lines import near_a_line
from grants.evaluation.assigning.situation import situation_of
from tests.factories.awards import a_deliberated_call, a_published_call, an_official_of, judged
from tests.factories.documents import Raw, field
from tests.integration.awards.conftest import Browser
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("monday")

PARISH = field(
    "parish",
    "choice",
    required=True,
    options=[{"code": code, "label": {"lv": code, "en": code.title()}} for code in ("north", "south")],
)
RULES: Raw = {
    "form": [{"code": "project", "title": {"lv": "Projekts"}, "fields": [PARISH]}],
    "funding": {
        "currency": "EUR",
        "amount": {"max": "9000.00"},
        "limit": {"projects": 2},
        "when_short": "stop",
        "lots": {
            "field": "parish",
            "limits": [{"option": "north", "projects": 1}, {"option": "south", "projects": 1}],
        },
    },
}
SCORED = [
    judged("A-1", "5", "5", answers={"parish": "north"}),
    judged("A-2", "5", "4", answers={"parish": "north"}),
    judged("A-3", answers={"parish": "south"}),
]


@pytest.fixture
def call() -> Call:
    return a_deliberated_call(*SCORED, **RULES)


def test_the_line_says_what_each_lot_has_left(call: Call, browser_of: Browser) -> None:
    page = browser_of(an_official_of(call)).see(f"/office/calls/{call.slug}/ranking")
    assert "2 of 2 places; North: 1 of 1 place; South: 1 of 1 place" in page.text


def test_the_reason_names_the_lot_whose_places_are_gone(call: Call, browser_of: Browser) -> None:
    page = browser_of(an_official_of(call)).see(f"/office/calls/{call.slug}/ranking")
    assert "the 1 place for “North” went to an application ranked higher" in page.text


def test_more_members_look_near_where_the_awards_of_each_lot_end() -> None:
    close = judged("A-2", "4", "5", answers={"parish": "north"})
    call = a_deliberated_call(SCORED[0], close, SCORED[2], **RULES)
    by_id = {application.id: application.reference for application in submitted_in(call.id)}
    assert {by_id[one] for one in near_a_line(call, situation_of(call))} == {"A-1", "A-2"}


def test_the_public_call_says_what_each_lot_has(call: Call, client: Visitor) -> None:
    page = client.see(f"/calls/{call.slug}")
    assert "„south”: ne vairāk kā 1 projekts." in page.text


def test_the_results_say_of_each_project_for_which_lot_it_is(client: Visitor) -> None:
    published = a_published_call(*SCORED, **RULES)
    page = client.see(f"/calls/{published.slug}/results")
    assert "Projekts A-3 south" in page.text
