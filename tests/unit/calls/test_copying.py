"""A copy of a call has no address and no approval yet, and every date later."""

from typing import Any

import pytest

from grants.calls.copying import copied
from grants.calls.rules.canonical import dump
from grants.calls.rules.document import Rules
from grants.calls.rules.validation import read_rules
from tests.factories.documents import rules_document, schedule


def copy_of(rules: Rules, *, years: int = 0, days: int = 0) -> dict[str, Any]:
    return copied(rules, years=years, days=days)


def example(**changes: Any) -> Rules:
    return read_rules(rules_document(**changes))


def test_the_copy_has_no_address_of_its_own_yet() -> None:
    assert "slug" not in copy_of(example())


def test_years_and_days_move_every_date() -> None:
    copy = copy_of(example(), years=1, days=7)
    assert copy["schedule"]["closes_at"] == "2030-12-17T15:00:00+02:00"
    assert copy["schedule"]["implementation"]["from"] == "2031-03-08"
    assert copy["retention_until"] == "2042-01-07"


def test_the_hour_of_the_deadline_stays_when_summer_time_begins() -> None:
    shifted = copy_of(example(), days=180)
    assert shifted["schedule"]["closes_at"] == "2030-06-08T15:00:00+03:00"


def test_the_date_of_another_channel_moves_too() -> None:
    channels = [{"kind": "post", "until": "2029-12-05T17:00:00+02:00", "counts": "postmark"}]
    assert copy_of(example(channels=channels), years=1)["channels"][0]["until"] == "2030-12-05T17:00:00+02:00"


def test_the_leap_day_becomes_the_last_of_february() -> None:
    implementation = {"from": "2032-02-29", "until": "2032-12-31", "min_months": 3, "max_months": 9}
    copy = copy_of(example(schedule=schedule(implementation=implementation)), years=1)
    assert copy["schedule"]["implementation"]["from"] == "2033-02-28"


def test_the_act_that_approved_the_former_rules_is_left_out() -> None:
    assert "approved_by" not in copy_of(example())


def test_what_has_no_date_stays() -> None:
    assert copy_of(example(), years=1)["criteria"] == dump(example())["criteria"]


def test_a_shift_out_of_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="out of range"):
        copy_of(example(), years=9999)
