"""A form sent twice, as by a double click or a reload, has one effect and leads to a clear page."""

from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from grants.db import db
from tests.integration.access.acts import typed
from tests.integration.access.asking import Asker, Place
from tests.integration.access.conftest import ON_ONE_DATABASE
from tests.integration.access.table import Row
from tests.integration.access.test_garbage import ACTORS, acts, complaint
from tests.support.together import at_once

AGAIN = {
    "evaluation.take_along": "a file is handed out each time, and each time is on record",
    "casefile.take": "a file is handed out each time, and each time is on record",
    "office_sheets.office_take_along": "a file is handed out each time, and each time is on record",
    "handouts.contacts": "a file is handed out each time, and each time is on record",
    "feed.renew": "each time makes a new address, and ends the one before",
    "beginning.test_mail": "each time shows anew whether mail leaves",
    "accounts.sign_in": "whoever asks twice gets two messages, and either works",
}
"""What is meant to happen each time."""
IDLE = {
    "evaluation.seat": "everybody here has taken their seat already",
    "interests.declare": "the officials here have declared already",
    "results.take_moment_back": "no moment is chosen here",
    "letters.upload": "is refused without a file",
    "deciding.offers": "nothing is free to be offered",
    "decisions.confirm": "a sitting is being held",
    "decisions.propose": "no council decides here",
    "decisions.take_proposal_back": "no council decides here",
    "departures.approve": "nothing departs from the ranking yet",
    "late.record": "shows what would change, and waits to be confirmed",
    "inbox.unread_all": "nothing was seen at that moment",
    "lists.drop": "nothing is kept here",
    "checks.give": "nothing is ticked here",
    "checks.take_back": "nothing was given here",
    "office_applications.redact_again": "nothing was lifted here",
    "office_writing.send_rest": "nothing was stopped here",
    "office_writing.as_the_rest": "everybody gets what the rest gets already",
    "accounts.send_lost_again": "everything has arrived here",
    "committee.remind": "reminds who lags, and nobody does yet",
    "accounts.sign_out": "ends a session, and the first who may do so has none",
}
"""What stores nothing when it is done."""


def contents(place: Place) -> dict[str, list[str]]:
    """Return every row there is, by table."""
    with place.app.app_context():
        return {name: sorted(map(str, db.session.execute(select(table)))) for name, table in db.metadata.tables.items()}


@ON_ONE_DATABASE
@pytest.mark.parametrize("role", ACTORS)
def test_a_form_sent_twice_has_one_effect(place: Place, role: str) -> None:
    asker, wrong = Asker(place, role), []
    for row in acts(role, "POST"):
        if row.endpoint in AGAIN:
            continue
        untouched = contents(place)
        asker.send(row, typed(row.endpoint, place.values(row)), keep=True)
        before = contents(place)
        wrong += [f"{row} does nothing"] if before == untouched and row.endpoint not in IDLE else []
        again = asker.send(row, typed(row.endpoint, place.values(row)), keep=True)
        changed = [table for table, lines in contents(place).items() if lines != before[table]]
        wrong += [f"{row} changes {changed} again"] if changed else []
        wrong += [f"{row} {complaint(again)}"] if complaint(again) else []
        asker.put_back()
    assert not wrong


@pytest.mark.parametrize("role", ACTORS)
def test_a_form_sent_twice_at_the_same_moment_has_one_effect(place: Place, role: str) -> None:
    asker, wrong = Asker(place, role), []
    for row in acts(role, "POST"):
        if row.endpoint in AGAIN:
            continue
        asker.send(row, typed(row.endpoint, place.values(row)), keep=True)
        once = counts(place)
        asker.put_back()
        answers = [complaint(answer) for answer in at_once(*(press(asker.another_tab(), row) for _ in range(2)))]
        twice = counts(place)
        wrong += [f"{row} {answers} stores {dict(twice - once)}"] if any(answers) or twice != once else []
        asker.put_back()
    assert not wrong


def counts(place: Place) -> Counter[str]:
    """Return how many rows each table has."""
    return Counter({name: len(lines) for name, lines in contents(place).items()})


def press(tab: Asker, row: Row) -> Callable[[], TestResponse]:
    """Return what sends the form of a line from a tab."""
    return lambda: tab.send(row, typed(row.endpoint, tab.place.values(row)), keep=True)
