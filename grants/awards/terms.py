"""The dates of a decision letter: when it counts as notified, and until when it can be contested. Pure.

Sources: Paziņošanas likums (an electronic document sent by e-mail counts as notified on the second working day);
Administratīvā procesa likums, s. 79 (a month to contest) and its sections on terms (a term in months ends on the same
day of a later month; one that would end on a day of rest ends on the next working day).
"""

import calendar
from datetime import date, timedelta
from functools import lru_cache

import holidays

NOTIFIED_AFTER_WORKING_DAYS = 2
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


def after_months(day: date, count: int) -> date:
    """Return the same day of a later month, or that month's last day where it is shorter."""
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def notified_on(sent: date) -> date:
    """Return the day on which a letter sent by e-mail counts as notified."""
    return after_working_days(sent, NOTIFIED_AFTER_WORKING_DAYS)


def contest_until(sent: date, months: int) -> date:
    """Return the last day to contest a letter sent by e-mail on a day."""
    return next_working_day(after_months(notified_on(sent), months))
