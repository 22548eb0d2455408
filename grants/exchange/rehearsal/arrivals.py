"""When applications arrive: hardly any at first, most of them near the deadline. Pure."""

from datetime import datetime, timedelta
from random import Random

from grants.calls.rules.document import Rules

LAST_MINUTE = 60.0
"""Seconds before the deadline after which nobody arrives any more; less where a call is open for minutes."""


def arrivals(rules: Rules, count: int, random: Random) -> list[datetime]:
    """Return moments between the opening and the deadline: as many in the last hour as in the day before it, and so on.

    The density is 1 ∕ (time left), from Alfi, Parisi and Pietronero, Nature Physics 2007.
    """
    opens, closes = rules.schedule.opens_at, rules.schedule.closes_at
    whole = (closes - opens).total_seconds()
    least = min(LAST_MINUTE, whole / 2)
    left = sorted((least * (whole / least) ** random.random() for _one in range(count)), reverse=True)
    return [closes - timedelta(seconds=seconds) for seconds in left]
