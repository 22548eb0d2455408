"""A button of a page that has grown old is refused in words of the reader's language, without a code."""

import re
from collections.abc import Iterable, Iterator

import pytest
from werkzeug.test import TestResponse

from scripts.diagrams import TABLES
from scripts.translations import read
from tests.integration.access.acts import typed
from tests.integration.access.asking import Asker, Place
from tests.integration.access.cast import ROLES
from tests.integration.access.conftest import ON_ONE_DATABASE
from tests.integration.access.table import Row
from tests.integration.access.test_garbage import ACTORS, acts
from tests.support.pages import Page
from tests.support.pages import words as text_of

CONFLICT = 409
OWN = {"person", "project", *ROLES}
"""What the people of this world call themselves and what they apply for."""
WORD = re.compile(r"[^\W\d]{4,}")
"""Codes of several words such as `start_checking` are one word here."""


@pytest.fixture(scope="module")
def latvian() -> set[str]:
    """Return every word of the Latvian texts."""
    return words(" ".join(in_one(message.string or "") for message in read("lv")))


@pytest.fixture(scope="module")
def english(latvian: set[str]) -> set[str]:
    """Return every code of a step or a state, and every word of the English texts that no Latvian one has."""
    steps = (step for drawn in TABLES for step in drawn.workflow.transitions)
    codes = (f"{step.source.value} {step.action.value} {step.target.value}" for step in steps)
    texts = " ".join(in_one(message.id) for message in read("lv"))
    return words(" ".join(codes)) | words(texts) - latvian - OWN


def in_one(texts: str | Iterable[str]) -> str:
    """Return a text, or those for one and for many things together."""
    return texts if isinstance(texts, str) else " ".join(texts)


def words(text: str) -> set[str]:
    """Return the words of a text in small letters."""
    return {word.lower() for word in WORD.findall(text)}


def everywhere(row: Row, place: Place) -> Iterator[Row]:
    """Return the line for every call whose pages have such an address."""
    for call, values in place.world.places.items():
        if place.names(row) <= values.keys():
            yield Row(row.method, row.endpoint, call, row.expected)


def pressed(asker: Asker, row: Row) -> TestResponse:
    """Send the form of a line."""
    return asker.send(row, typed(row.endpoint, asker.place.values(row)))


@ON_ONE_DATABASE
@pytest.mark.parametrize("role", ACTORS)
def test_a_stale_button_is_refused_in_latvian(place: Place, role: str, english: set[str]) -> None:
    asker, wrong = Asker(place, role), []
    asker.read_in("lv")
    for row in (stale for act in acts(role, "POST") for stale in everywhere(act, place)):
        answer = pressed(asker, row)
        if answer.status_code != CONFLICT:
            continue
        page = answer.json["said"] if answer.json else text_of(Page(answer).tree.find(".//main"))
        said = page.replace(answer.headers["X-Request-Id"], "")
        wrong += [f"{row} says {sorted(words(said) & english)}"] if words(said) & english else []
    assert not wrong
