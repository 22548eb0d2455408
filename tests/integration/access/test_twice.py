"""A form sent twice, as by a double click or a reload, has one effect and leads to a clear page."""

import pytest
from sqlalchemy import select

from grants.db import db
from tests.integration.access.acts import typed
from tests.integration.access.asking import Asker, Place
from tests.integration.access.test_garbage import ACTORS, acts, complaint

AGAIN = {
    "accounts.sign_in": "whoever asks twice gets two messages, and either works",
}
"""What is meant to happen each time."""


def contents(place: Place) -> dict[str, list[str]]:
    """Return every row there is, by table."""
    with place.app.app_context():
        return {name: sorted(map(str, db.session.execute(select(table)))) for name, table in db.metadata.tables.items()}


@pytest.mark.parametrize("role", ACTORS)
def test_a_form_sent_twice_has_one_effect(place: Place, role: str) -> None:
    asker, wrong = Asker(place, role), []
    for row in acts(role, "POST"):
        if row.endpoint in AGAIN:
            continue
        asker.send(row, typed(row.endpoint, place.values(row)), keep=True)
        before = contents(place)
        again = asker.send(row, typed(row.endpoint, place.values(row)), keep=True)
        changed = [table for table, lines in contents(place).items() if lines != before[table]]
        wrong += [f"{row} changes {changed} again"] if changed else []
        wrong += [f"{row} {complaint(again)}"] if complaint(again) else []
        asker.put_back()
    assert not wrong
