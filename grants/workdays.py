"""Working days of Latvia: neither weekends nor public holidays. Pure."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

SATURDAY = 5


@lru_cache(maxsize=32)
def _days_of_rest(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("LV", years=year))


def is_working_day(day: date) -> bool:
    """Tell whether a day is neither a weekend nor a public holiday of Latvia."""
    return day.weekday() < SATURDAY and day not in _days_of_rest(day.year)


def next_working_day(day: date) -> date:
    """Return the day itself if it is a working day, else the first one after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def after_working_days(day: date, count: int) -> date:
    """Return the working day that comes as the given number after a day."""
    for _step in range(count):
        day = next_working_day(day + timedelta(days=1))
    return day
