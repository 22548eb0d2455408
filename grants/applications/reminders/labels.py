"""The dates of reminders in words."""

from flask_babel import ngettext

DAY = 24


def before(hours: int) -> str:
    """Say how long before the deadline."""
    if hours > DAY and hours % DAY == 0:
        return ngettext("%(num)d day before", "%(num)d days before", hours // DAY)
    return ngettext("%(num)d hour before", "%(num)d hours before", hours)
