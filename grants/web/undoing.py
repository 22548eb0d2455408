"""Say that something was done, with a button beside it that undoes it.

Undoing is an act like any other: an address that is posted to, whose service refuses what the state no longer allows
and does nothing the second time. So the button needs no memory of its own, and a stale one harms nothing.
"""

from flask import flash

CATEGORY = "undo"


def say_with_undo(words: object, action: str, /, **values: object) -> None:
    """Tell the reader on their next page what was done; `action` is where undoing is posted to, with these values."""
    given = {name: str(value) for name, value in values.items() if value}
    flash({"words": str(words), "action": action, "values": given}, CATEGORY)  # type: ignore[arg-type]  # kept as JSON
