"""Notices that left after the term they extend had ended, at the edges of its last day."""

from datetime import date

import pytest

from grants.awards.extending.late import Late, Notice, late_among

RECEIVED = date(2029, 12, 5)
ENDED = date(2030, 1, 7)
"""A month by date is 5 January, a Saturday."""


@pytest.mark.parametrize(
    ("sent_on", "late"),
    [(None, {}), (ENDED, {}), (date(2030, 1, 8), {"1": Late(date(2030, 1, 8), ENDED)})],
    ids=["not sent", "on the last day", "the day after"],
)
def test_a_notice_is_in_time_until_the_last_day_ends(sent_on: date | None, late: dict[str, Late]) -> None:
    assert late_among(RECEIVED, [Notice("1", date(2030, 2, 5), sent_on)]) == late


def test_the_next_counts_from_what_the_one_before_extended() -> None:
    first, second = Notice("1", date(2030, 2, 5), ENDED), Notice("2", date(2030, 3, 5), date(2030, 2, 5))
    assert late_among(RECEIVED, [second, first]) == {}
    unsent = Notice("1", date(2030, 2, 5), None)
    assert late_among(RECEIVED, [second, unsent]) == {"2": Late(date(2030, 2, 5), ENDED)}
