"""Count the terms that the law sets: to decide, to be notified, to contest. The only place that counts days. Pure.

Sources, Latvian law:
Administratīvā procesa likums, s. 42 (a term begins on the day after the date or event that it runs from), s. 43 (a term
in months ends on the same date of its last month, or on that month's last day where it lacks the date; one that would
end on a Saturday, a Sunday or a holiday ends on the next working day), s. 64 (to decide: a month from the receipt of
the application, prolonged with a notice to at most four), s. 70 (an act is in force once it is notified), s. 79 and 188
(to contest or appeal: a month; a year where the act does not say where and until when).
Paziņošanas likums, s. 8 (registered post counts as notified on the seventh day after it was handed in), s. 9 (e-mail on
the second working day after it was sent), s. 5 (what is handed over on the spot, on that day).
Oficiālās elektroniskās adreses likums, s. 12 (the e-address, on the second working day after it was sent).

A day is a day of the place whose law it is; whoever has a moment asks `local_day` first.
"""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from grants import workdays

MONTHS_WHERE_NOTHING_IS_SAID = 12
MONTHS_TO_APPEAL = 1
MONTHS_TO_DECIDE = 1
MONTHS_TO_DECIDE_AT_MOST = 4
DAYS_OF_REGISTERED_POST = 7


class Channel(StrEnum):
    """Name how a letter reaches its addressee."""

    E_ADDRESS = "e_address"
    EMAIL = "email"
    POST = "post"
    """Registered post: of ordinary post nothing proves when it was handed in."""
    ON_THE_SPOT = "on_the_spot"
    """Handed over on the spot, against a signature."""


@dataclass(frozen=True)
class Terms:
    """Hold the dates of a letter; both ends of a term belong to it."""

    sent_on: date
    notified_on: date
    contest_until: date


def terms_of(sent_on: date, months: int, channel: Channel = Channel.EMAIL) -> Terms:
    """Return the dates of a letter sent on a day that can be contested for some months."""
    notified = notified_on(channel, sent_on)
    return Terms(sent_on, notified, contest_until(notified, months))


def local_day(moment: datetime, timezone: str) -> date:
    """Return the day on which an aware moment falls by the clocks of a place."""
    return moment.astimezone(ZoneInfo(timezone)).date()


def after_months(day: date, count: int) -> date:
    """Return the same day of a later month, or that month's last day where it is shorter (APL s. 43)."""
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def end_of_term(day: date, months: int) -> date:
    """Return the last day of a term of months that runs from a day, moved off days of rest (APL s. 42 and 43)."""
    return workdays.next_working_day(after_months(day, months))


def notified_on(channel: Channel, sent_on: date) -> date:
    """Return the day on which a letter sent on a day counts as notified.

    The seventh day of registered post is a day of the calendar: it is when the law takes the letter to have arrived,
    no term for anybody to act in, so that a holiday does not move it. A proven later day takes its place.
    """
    match channel:
        case Channel.E_ADDRESS | Channel.EMAIL:
            return workdays.notified_on(sent_on)
        case Channel.POST:
            return sent_on + timedelta(days=DAYS_OF_REGISTERED_POST)
        case Channel.ON_THE_SPOT:
            return sent_on


def contest_until(notified: date, months: int) -> date:
    """Return the last day to contest what counts as notified, or is proven to be, on a day (APL s. 79 and 188)."""
    return end_of_term(notified, months)


def terms_of_ruling(sent_on: date, channel: Channel) -> Terms:
    """Return the dates of a decision on a complaint: a court takes an appeal for a month (APL s. 188)."""
    return terms_of(sent_on, MONTHS_TO_APPEAL, channel)


def last_day_to_decide(received_on: date, extended_until: date | None = None) -> date:
    """Return the last lawful day to decide on an application: a month, or the day its notice names (APL s. 64)."""
    return extended_until or end_of_term(received_on, MONTHS_TO_DECIDE)


def latest_extension(received_on: date) -> date:
    """Return the last day to which the term to decide can be prolonged: four months from the receipt (APL s. 64)."""
    return end_of_term(received_on, MONTHS_TO_DECIDE_AT_MOST)
