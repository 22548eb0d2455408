"""How long it takes to read and score, and whether a pace suffices. Pure.

The figures are rules of thumb: what somebody needs who reads everything once and writes a short comment.
"""

from dataclasses import dataclass
from datetime import date
from math import ceil

CHARACTERS_OF_A_PAGE = 1800
"""The standard page of editors."""
BYTES_OF_A_PAGE = 100_000
"""A page of an attached file; scans are larger and read faster."""
MAX_PAGES_OF_A_FILE = 20
"""Longer files are looked through, not read."""
MINUTES_PER_PAGE = 2
MINUTES_PER_CRITERION = 2
LAGS_FROM = 1.5
"""How many times the even pace is needed now before somebody counts as lagging behind."""


@dataclass(frozen=True)
class Load:
    """Add up what there is to read: applications, characters of their answers, pages of their files."""

    applications: int = 0
    characters: int = 0
    file_pages: int = 0

    def minutes(self, criteria: int) -> int:
        """Return how long reading and scoring all of it takes about, with so many criteria each."""
        pages = ceil(self.characters / CHARACTERS_OF_A_PAGE) + self.file_pages
        return MINUTES_PER_PAGE * pages + MINUTES_PER_CRITERION * criteria * self.applications

    def minutes_of_some(self, applications: int, criteria: int) -> int:
        """Return how long so many of these take about, if each is of mean length."""
        return ceil(self.minutes(criteria) * applications / self.applications) if self.applications else 0


def days_left(today: date, due: date) -> int:
    """Return on how many days somebody can still work, today and the last one included; one once it is over."""
    return max((due - today).days + 1, 1)


def per_day(left: int, today: date, due: date) -> int:
    """Return how many of what is left have to be done a day."""
    return ceil(left / days_left(today, due))


def lags(*, left: int, expected: int, since: date, today: date, due: date) -> bool:
    """Tell whether somebody needs clearly more than the even pace from now on; who is done never lags.

    `since` is the day from which they could work: that of the deadline, or of their seat if that came later.
    """
    if not left:
        return False
    if today > due:
        return True
    return left / days_left(today, due) > LAGS_FROM * expected / days_left(since, due)
