"""The public page on how a call is decided says what its rules say, and nothing that they leave out."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from grants import clock
from grants.calls.procedure.steps import Step, steps_of
from tests.factories.calls import OPEN, a_call, rules
from tests.factories.documents import Raw, criterion
from tests.support.visitor import Visitor

PLAIN: Raw = {
    "checks": [],
    "criteria": [criterion("2.1")],
    "scoring": {"method": "mean", "decimals": 2},
    "committee": {"size": 5, "quorum": 3, "decided_by": "committee"},
}
"""A committee of five in which all score everything."""
SWITCHED_ON = {
    "blind": ({"scoring": {"method": "mean", "decimals": 2, "blind": True}}, "do not see who applies"),
    "sealed": ({"scoring": {"method": "mean", "decimals": 2, "opened_by_two": True}}, "until two officials open them"),
    "divergence": ({"scoring": {"method": "mean", "decimals": 2, "divergence": "2"}}, "the committee is told to look"),
    "some of all": (
        {"scoring": {"method": "mean", "decimals": 2, "evaluators_per_application": 2}},
        "2 members of the committee score each",
    ),
    "ties": (
        {"scoring": {"method": "mean", "decimals": 2, "tie_break": ["criterion:2.1"]}},
        "If points are equal, this decides",
    ),
    "least in total": (
        {"scoring": {"method": "mean", "decimals": 2, "total_threshold": "3"}},
        "At least 3 in total are needed",
    ),
    "weights": ({"criteria": [criterion("2.1", weight="2")]}, "multiplied by its weight"),
    "least in a criterion": ({"criteria": [criterion("2.1", threshold="3")]}, "fewer points in a criterion"),
    "objections": ({"committee": PLAIN["committee"] | {"objections": True}}, "may object to a member"),
    "two who confirm": (
        {"committee": PLAIN["committee"] | {"confirmed_by_two": True}},
        "second official has confirmed",
    ),
    "the vote of the chair": ({"committee": PLAIN["committee"] | {"casting_vote": True}}, "the vote of the chair"),
}


@pytest.fixture(autouse=True)
def in_english(app: Flask) -> Iterator[None]:
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        yield


def words_of(**changes: object) -> str:
    return " ".join(" ".join(step.sentences) for step in steps_of(rules(**PLAIN | changes)))


def titles(steps: list[Step]) -> list[str]:
    return [step.title for step in steps]


@pytest.mark.parametrize(("changes", "said"), SWITCHED_ON.values(), ids=SWITCHED_ON)
def test_what_the_rules_switch_on_is_said_and_only_then(changes: Raw, said: str) -> None:
    assert said in words_of(**changes)
    assert said not in words_of()


def test_a_step_that_the_rules_do_not_use_is_left_out() -> None:
    with_checks = titles(steps_of(rules()))
    assert "The formal criteria are checked" in with_checks
    assert "The formal criteria are checked" not in titles(steps_of(rules(**PLAIN)))
    assert "Applications are scored" not in titles(steps_of(rules(**PLAIN | {"criteria": []})))


def test_every_step_names_who_and_says_something() -> None:
    assert all(step.who and step.sentences for step in steps_of(rules()))


def test_everybody_finds_it_from_the_page_of_the_call(session: object, visitor: Callable[[], Visitor]) -> None:
    call = a_call()
    with clock.at(OPEN):
        somebody = visitor()
        there = somebody.see(f"/calls/{call.slug}").links
        address = f"/calls/{call.slug}/how-decisions-are-made"
        page = somebody.see(address)
    assert address in there.values()
    assert len(page.tree.findall(".//main//section")) == 8
    assert "/how-decisions-are-made" in page.links.values()
