"""What the address of a list asks for."""

from urllib.parse import parse_qs

import pytest

from grants.applications.listing.shape import shape_of
from grants.web.lists.asked import Asked, read

STATES = ("submitted", "checked")


def asked(sealed: bool = False, /, **values: str | list[str]) -> Asked:
    single = {name: value for name, value in values.items() if isinstance(value, str)}
    several = {name: value for name, value in values.items() if isinstance(value, list)}
    return read(single, several, shape_of(STATES, sealed=sealed))


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"q": "koris"},
        {"state": "checked", "late": "1"},
        {"sort": "-requested", "hide": ["state", "title"]},
    ],
)
def test_an_address_holds_all_that_is_asked_for(values: dict[str, str | list[str]]) -> None:
    wanted = asked(**values)
    again = {name: found if name == "hide" else found[0] for name, found in parse_qs(wanted.query()).items()}
    assert asked(**again) == wanted


@pytest.mark.parametrize("values", [{"state": "draft"}, {"sort": "answers"}, {"sort": "--title"}, {"late": "yes"}])
def test_what_nobody_knows_is_left_out(values: dict[str, str | list[str]]) -> None:
    assert asked(**values) == Asked("submitted")


@pytest.mark.parametrize("sort", ["title", "-requested"])
def test_nothing_is_sorted_by_what_is_sealed(sort: str) -> None:
    assert asked(True, sort=sort) == Asked("submitted")


def test_columns_that_are_offered_and_not_ticked_are_hidden() -> None:
    assert asked(offered=["title", "state"], show=["state"]).hidden == {"title"}


def test_a_head_sorts_and_then_turns_the_order() -> None:
    assert asked().turned("title") == "sort=title"
    assert asked(sort="title").turned("title") == "sort=-title"
    assert asked(sort="-title").turned("title") == "sort=title"
    assert asked(sort="title").turned("submitted") == ""
