"""Which part of what was found a document holds, in words."""

from flask_babel import gettext as _
from flask_babel import ngettext


def part_of(part: int, parts: int, count: int) -> str:
    """Say how many messages were found, and which part of them stands here."""
    found = ngettext("%(num)d message found.", "%(num)d messages found.", count)
    if parts == 1:
        return found
    which = _("This is part %(part)d of %(parts)d.", part=part, parts=parts)
    return f"{found} {which}"
