"""Notices that left after the term they extend had ended: the term was over by then, whatever they say. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from grants.awards.terms import last_day_to_decide


@dataclass(frozen=True)
class Notice:
    """Be a notice that extends a term; `sent_on` is the day on which its letter left, if it has."""

    number: str
    until: date
    sent_on: date | None


@dataclass(frozen=True)
class Late:
    """Be a notice that came too late: the day on which it left, and the one on which the term had ended."""

    sent_on: date
    ended_on: date


def late_among(received_on: date, notices: Iterable[Notice]) -> dict[str, Late]:
    """Return which of the notices about one application left after its last lawful day, by number.

    A day to decide is lawful until it ends, so a notice of that day is in time.
    """
    last, late = last_day_to_decide(received_on), {}
    sent = [(one.sent_on, one) for one in notices if one.sent_on is not None]
    for sent_on, one in sorted(sent, key=lambda each: (each[0], each[1].until)):
        if sent_on > last:
            late[one.number] = Late(sent_on, last)
        last = max(last, one.until)
    return late
