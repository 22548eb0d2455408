"""Other limits: nothing is stored by looking, scenarios are compared, and one is adopted by an amendment."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from grants.accounts.models import Person
from grants.awards.deciding.models import Scenario
from grants.awards.deciding.scenarios import (
    MAX_SCENARIOS,
    adopt_scenario,
    keep_scenario,
    remove_scenario,
    scenarios_of,
)
from grants.awards.deciding.trying import Limits, limit_of
from grants.awards.queries import standing_of
from grants.calls.models import Call
from grants.calls.queries import editable_version, rules_in
from grants.db import MAX_LINE, db
from grants.errors import Conflict, Invalid
from tests.factories.awards import a_decided_call, a_deliberated_call, an_official_of, judged
from tests.integration.awards.conftest import Browser
from tests.integration.awards.deciding.test_anew import MONEY
from tests.integration.awards.test_lots import RULES, SCORED

pytestmark = pytest.mark.usefixtures("monday")

WHAT_IF = "/office/calls/piemers-2030/ranking/what-if"
KEEP = "Keep as a scenario"


def limits(projects: int | None, total: str | None, *, partial: bool = False) -> Limits:
    """Return limits of a call without lots."""
    return Limits(((None, limit_of(projects, None if total is None else Decimal(total))),), partial)


MORE = limits(3, "13800.00")


@pytest.fixture
def call() -> Call:
    """Return a call with two places and money for two of its three applications."""
    return a_deliberated_call(judged("A-1", "5", "5"), judged("A-2", "5", "4"), judged("A-3"), funding=MONEY)


@pytest.fixture
def official(call: Call) -> Person:
    return an_official_of(call)


def kept(call: Call, actor: Person, title: str = "Vairāk", limits: Limits = MORE) -> Scenario:
    return keep_scenario(call=call, title=title, limits=limits, actor=actor)


def test_looking_shows_who_crosses_the_line_and_stores_nothing(call: Call, browser_of: Browser) -> None:
    browser = browser_of(an_official_of(call))
    before = standing_of(call).digest
    page = browser.see(f"{WHAT_IF}?projects_0=1&total_0=4600,00")
    assert "Then: 1 awarded, 4600.00 EUR." in page.text
    assert "A-2 Projekts A-2 awarded 4600.00 EUR reserve list" in page.text
    assert standing_of(call).digest == before
    assert db.session.scalar(select(func.count()).select_from(Scenario)) == 0


def test_without_a_limit_all_that_pass_get_money(call: Call, browser_of: Browser) -> None:
    page = browser_of(an_official_of(call)).see(f"{WHAT_IF}?projects_0=&total_0=")
    assert "Then: 3 awarded, 13 800.00 EUR." in page.text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_rest_can_be_tried_in_part(call: Call, browser_of: Browser) -> None:
    page = browser_of(an_official_of(call)).see(f"{WHAT_IF}?projects_0=3&total_0=11000,00&partial=1")
    assert "A-3 Projekts A-3 reserve list awarded 1800.00 EUR" in page.text


@pytest.mark.parametrize(
    "typed", ["projects_0=-1&total_0=", "projects_0=x&total_0=", "projects_0=&total_0=1,234", "projects_0=100001"]
)
def test_what_is_no_limit_is_refused(call: Call, browser_of: Browser, typed: str) -> None:
    browser_of(an_official_of(call)).see(f"{WHAT_IF}?{typed}", status=422)


def test_scenarios_stand_side_by_side(call: Call, official: Person, browser_of: Browser) -> None:
    kept(call, official)
    kept(call, official, "Mazāk", limits(1, None))
    page = browser_of(official).see(f"{WHAT_IF}/scenarios")
    assert "A-2 Projekts A-2 awarded 4600.00 EUR" in page.text
    assert "To be looked at only: what was announced can only grow." in page.text
    assert "Adopt “Vairāk” by an amendment" in page.text
    assert "Adopt “Mazāk”" not in page.text


def test_the_same_scenario_is_kept_once(call: Call, official: Person) -> None:
    assert kept(call, official).id == kept(call, official).id


def test_adopting_prepares_an_amendment_and_decides_nothing(call: Call, official: Person) -> None:
    before = standing_of(call).digest
    scenario = kept(call, official)
    for _twice in range(2):
        adopt_scenario(call=call, scenario_id=scenario.id, actor=official)
    version = editable_version(call)
    assert version is not None
    limit = rules_in(version).funding.limit
    assert (limit.projects, limit.total, version.reason) == (3, Decimal("13800.00"), "Vairāk")
    assert standing_of(call).digest == before


NARROWER: dict[str, Any] = {
    "fewer places": limits(1, "9200.00"),
    "less money": limits(2, "9199.99"),
    "sums in part": limits(3, "13800.00", partial=True),
}


@pytest.mark.parametrize("narrow", NARROWER.values(), ids=list(NARROWER))
def test_what_narrows_the_rules_is_never_adopted(call: Call, official: Person, narrow: Limits) -> None:
    scenario = kept(call, official, limits=narrow)
    with pytest.raises(Conflict):
        adopt_scenario(call=call, scenario_id=scenario.id, actor=official)


def test_a_second_amendment_is_not_begun_beside_one(call: Call, official: Person) -> None:
    first = kept(call, official)
    second = kept(call, official, "Bez robežas", limits(None, None))
    adopt_scenario(call=call, scenario_id=first.id, actor=official)
    with pytest.raises(Conflict):
        adopt_scenario(call=call, scenario_id=second.id, actor=official)


def test_a_removed_scenario_is_shown_no_more(call: Call, official: Person) -> None:
    scenario = kept(call, official)
    for _twice in range(2):
        remove_scenario(call=call, scenario_id=scenario.id, actor=official)
    assert scenarios_of(call) == []


@pytest.mark.parametrize("title", ["", " ", "a" * (MAX_LINE + 1)])
def test_a_title_is_needed_and_has_an_end(call: Call, official: Person, title: str) -> None:
    with pytest.raises(Invalid):
        kept(call, official, title)


def test_so_many_are_kept_and_no_more(call: Call, official: Person) -> None:
    for number in range(MAX_SCENARIOS):
        kept(call, official, f"{number}")
    with pytest.raises(Conflict):
        kept(call, official, "Vēl")


def test_each_lot_has_limits_of_its_own(browser_of: Browser) -> None:
    call = a_deliberated_call(*SCORED, **RULES)
    official = an_official_of(call)
    browser = browser_of(official)
    page = browser.see(f"{WHAT_IF}?projects_0=2&projects_1=0")
    assert "A-2 Projekts A-2 reserve list awarded 4600.00 EUR" in page.text
    assert "A-3 Projekts A-3 awarded 4600.00 EUR reserve list" in page.text
    more = browser.send(browser.see(f"{WHAT_IF}?projects_0=2&projects_1=1"), {"title": "Ziemeļi"}, button=KEEP)
    adopted = browser.send(more, button="Adopt “Ziemeļi” by an amendment")
    assert "An amendment with these limits was begun." in adopted.text
    version = editable_version(call)
    assert version is not None
    assert rules_in(version).funding.limit.projects == 3


def test_there_is_a_time_for_it() -> None:
    call = a_decided_call()
    with pytest.raises(Conflict):
        kept(call, an_official_of(call, name="Olga"))


def test_the_whole_way_by_browser(call: Call, browser_of: Browser) -> None:
    browser = browser_of(an_official_of(call))
    page = browser.see(f"{WHAT_IF}?projects_0=3&total_0=13800,00")
    after = browser.send(page, {"title": "Vairāk naudas"}, button=KEEP)
    assert "The scenario is kept." in after.text
    removed = browser.send(after, button="Remove “Vairāk naudas”")
    after = browser.send(removed, button="Undo")
    assert "The scenario is kept." in after.text
    adopted = browser.send(after, button="Adopt “Vairāk naudas” by an amendment")
    assert "An amendment with these limits was begun." in adopted.text
