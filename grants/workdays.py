"""Working days of Latvia, neither weekends nor public holidays, and what the law counts in them. Pure.

Source: Paziņošanas likums (an electronic document sent by e-mail counts as notified on the second working day).
"""

from datetime import date, timedelta
from functools import lru_cache

SATURDAY = 5
NOTIFIED_AFTER_WORKING_DAYS = 2


@lru_cache(maxsize=32)
def _days_of_rest(year: int) -> frozenset[date]:
    # Loaded when the first day is asked for: 5 MB that many processes never use.
    import holidays

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


def notified_on(sent: date) -> date:
    """Return the day on which a letter sent by e-mail counts as notified."""
    return after_working_days(sent, NOTIFIED_AFTER_WORKING_DAYS)
