"""The access table holds for every endpoint and every role, and what one may not see cannot be told from nothing."""

import os
from collections.abc import Iterable

import pytest

from tests.integration.access.asking import UNKNOWN, Asker, Place, anonymous, outcome
from tests.integration.access.cast import ROLES
from tests.integration.access.conftest import ON_ONE_DATABASE
from tests.integration.access.table import SIGN_IN, Row, rows
from tests.integration.access.test_garbage import ACTORS
from tests.support.databases import BACKENDS

FILES = {"static", "styles.sheets"}
"""Style sheets, scripts and pictures are everybody's."""
SAFE = {"HEAD", "OPTIONS"}
HIDDEN = {"404", SIGN_IN}
"""What is answered to whoever may not know that something is there."""


def test_every_endpoint_is_in_the_table_and_no_other(made: Place) -> None:
    served = {
        (method, rule.endpoint)
        for rule in made.app.url_map.iter_rules()
        if rule.endpoint not in FILES
        for method in (rule.methods or set()) - SAFE
    }
    assert served == {(row.method, row.endpoint) for row in rows()}


def surprises(place: Place, role: str, asked: Iterable[Row]) -> list[str]:
    """Return where a role gets something else than the table says."""
    asker = Asker(place, role)
    answers = ((row, outcome(asker.ask(row))) for row in asked)
    return [f"{row}: {got} instead of {row.expected[role]}" for row, got in answers if got != row.expected[role]]


@ON_ONE_DATABASE
@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_what_the_table_says(place: Place, role: str) -> None:
    assert surprises(place, role, rows()) == []


def of_the_other(role: str) -> list[Row]:
    """Return the lines a role asks for on the other database: all that it finds, and its turn of those it does not."""
    turn, whole = ACTORS.index(role), "BOTH_DATABASES" in os.environ
    return [
        row
        for place, row in enumerate(rows())
        if whole or row.expected[role] not in HIDDEN or place % len(ACTORS) == turn
    ]


@pytest.mark.parametrize("made", BACKENDS[1:], indirect=True)
@pytest.mark.parametrize("role", ACTORS)
def test_those_who_may_do_everything_get_the_same_on_the_other_database(place: Place, role: str) -> None:
    assert surprises(place, role, of_the_other(role)) == []


@ON_ONE_DATABASE
@pytest.mark.parametrize("role", ROLES)
def test_what_is_not_theirs_cannot_be_told_from_what_is_not_there(place: Place, role: str) -> None:
    asker = Asker(place, role)
    hidden = {(row.method, row.endpoint): row for row in rows() if row.expected[role] in HIDDEN}
    named = [(row, sorted(names)) for row in hidden.values() if (names := place.names(row))]
    told = [
        f"{row} by its {name}"
        for row, names in named
        for theirs in [anonymous(asker.ask(row))]
        for name in names
        if theirs != anonymous(asker.ask(row, **{name: UNKNOWN[name]}))
    ]
    assert not told, f"{ROLES[role]} can tell that it exists: {told}"
