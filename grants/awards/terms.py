"""The dates of a decision letter: when it counts as notified, and until when it can be contested. Pure.

Sources: Paziņošanas likums (an electronic document sent by e-mail counts as notified on the second working day);
Administratīvā procesa likums, s. 79 (a month to contest) and its sections on terms (a term in months ends on the same
day of a later month; one that would end on a day of rest ends on the next working day). An act that does not say where
and until when it can be contested can be contested for a year.
"""

import calendar
from dataclasses import dataclass
from datetime import date

from grants.workdays import next_working_day, notified_on

MONTHS_WHERE_NOTHING_IS_SAID = 12


@dataclass(frozen=True)
class Terms:
    """Hold the dates of a letter; both ends of a term belong to it."""

    sent_on: date
    notified_on: date
    contest_until: date


def terms_of(sent_on: date, months: int) -> Terms:
    """Return the dates of a letter sent by e-mail on a day that can be contested for some months."""
    return Terms(sent_on, notified_on(sent_on), contest_until(sent_on, months))


def after_months(day: date, count: int) -> date:
    """Return the same day of a later month, or that month's last day where it is shorter."""
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def contest_until(sent: date, months: int) -> date:
    """Return the last day to contest a letter sent by e-mail on a day."""
    return next_working_day(after_months(notified_on(sent), months))
