"""What an address leads to: nothing is found below what it does not belong to, and looking changes nothing."""

import pytest

from tests.integration.access.asking import Asker, Place
from tests.integration.access.conftest import ON_ONE_DATABASE
from tests.integration.access.table import Row, rows
from tests.integration.access.test_garbage import ACTORS, acts
from tests.integration.access.test_twice import contents

WHOLES = {"slug", "application_id"}
"""What others belong to; the rest of an address with one of them names a part of it."""
PARTS = {"attachment_id", "batch_id", "member_id", "message_id", "role_id", "told_id"}


def of_others(place: Place, row: Row) -> dict[str, str]:
    """Return the parts named in the address of a line, as they are in another call."""
    own, names = place.values(row), place.names(row)
    return {
        name: next(other[name] for other in place.world.places.values() if other.get(name, own[name]) != own[name])
        for name in (names & PARTS if names & WHOLES else ())
    }


@ON_ONE_DATABASE
@pytest.mark.parametrize("role", ACTORS)
def test_a_part_of_something_else_is_not_found(place: Place, role: str) -> None:
    asker = Asker(place, role)
    found = [
        f"{row} by its {name}"
        for row in (*acts(role, "GET"), *acts(role, "POST"))
        for name, value in of_others(place, row).items()
        if asker.ask(row, **{name: value}).status_code != 404
    ]
    assert not found


KEPT_FOR_SPEED = {"kept_rankings"}
"""What a page may leave behind, in a transaction of its own: what it computed, so that the next need not."""


@ON_ONE_DATABASE
@pytest.mark.parametrize("role", ACTORS)
def test_looking_at_pages_changes_nothing(place: Place, role: str) -> None:
    asker, before = Asker(place, role), contents(place)
    for row in rows():
        if row.method == "GET":
            asker.ask(row)
    after = contents(place)
    assert [table for table in after if after[table] != before[table] and table not in KEPT_FOR_SPEED] == []
