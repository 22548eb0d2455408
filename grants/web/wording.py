"""The words for what cannot be read, in the reader's language; the reasons are in `grants.parsing`."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import ngettext

from grants.parsing import Reason, Unreadable


def explain(error: Unreadable) -> str:
    """Say why something typed could not be read, and how to write it."""
    return _WORDS[error.reason](error.limit)


def _decimals(limit: int) -> str:
    if limit == 0:
        return _("Write a whole number.")
    return ngettext("At most %(num)d digit after the comma.", "At most %(num)d digits after the comma.", limit)


_WORDS: dict[Reason, Callable[[int], str]] = {
    Reason.NOT_A_NUMBER: lambda _limit: _("Write a number, such as 1234,50."),
    Reason.TOO_MANY_DIGITS: lambda limit: ngettext("At most %(num)d digit.", "At most %(num)d digits.", limit),
    Reason.TOO_MANY_DECIMALS: _decimals,
    Reason.NOT_A_DAY: lambda _limit: _("Write a day, such as 25.10.2018."),
    Reason.NOT_A_TIME: lambda _limit: _("Write a day and a time, such as 25.10.2018 15.00."),
    Reason.SKIPPED_TIME: lambda _limit: _("The clocks skip this time when summer time begins. Choose another."),
    Reason.CONTROL_CHARACTER: lambda _limit: _(
        "It holds a character that cannot be stored. Type it instead of pasting it."
    ),
    Reason.TOO_LONG: lambda limit: ngettext("At most %(num)d character.", "At most %(num)d characters.", limit),
    Reason.SEVERAL_LINES: lambda _limit: _("Write it in one line."),
}
