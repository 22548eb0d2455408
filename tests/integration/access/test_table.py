"""The access table holds for every endpoint and every role, and what one may not see cannot be told from nothing."""

import pytest

from tests.integration.access.asking import UNKNOWN, Asker, Place, anonymous, outcome
from tests.integration.access.cast import ROLES
from tests.integration.access.conftest import ON_ONE_DATABASE
from tests.integration.access.table import SIGN_IN, rows
from tests.integration.access.test_garbage import ACTORS
from tests.support.databases import BACKENDS

FILES = {"static", "styles.sheets"}
"""Style sheets, scripts and pictures are everybody's."""
SAFE = {"HEAD", "OPTIONS"}


def test_every_endpoint_is_in_the_table_and_no_other(made: Place) -> None:
    served = {
        (method, rule.endpoint)
        for rule in made.app.url_map.iter_rules()
        if rule.endpoint not in FILES
        for method in (rule.methods or set()) - SAFE
    }
    assert served == {(row.method, row.endpoint) for row in rows()}


def surprises(place: Place, role: str) -> list[str]:
    """Return where a role gets something else than the table says."""
    asker = Asker(place, role)
    answers = ((row, outcome(asker.ask(row))) for row in rows())
    return [f"{row}: {got} instead of {row.expected[role]}" for row, got in answers if got != row.expected[role]]


@ON_ONE_DATABASE
@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_what_the_table_says(place: Place, role: str) -> None:
    assert surprises(place, role) == []


@pytest.mark.parametrize("made", BACKENDS[1:], indirect=True)
@pytest.mark.parametrize("role", ACTORS)
def test_those_who_may_do_everything_get_the_same_on_the_other_database(place: Place, role: str) -> None:
    assert surprises(place, role) == []


@ON_ONE_DATABASE
@pytest.mark.parametrize("role", ROLES)
def test_what_is_not_theirs_cannot_be_told_from_what_is_not_there(place: Place, role: str) -> None:
    asker = Asker(place, role)
    hidden = {(row.method, row.endpoint): row for row in rows() if row.expected[role] in {"404", SIGN_IN}}
    told = [
        f"{row} by its {name}"
        for row in hidden.values()
        for name in sorted(place.names(row))
        if anonymous(asker.ask(row)) != anonymous(asker.ask(row, **{name: UNKNOWN[name]}))
    ]
    assert not told, f"{ROLES[role]} can tell that it exists: {told}"
