"""Ask right before a message leaves whether it is still true, and still for its reader's eyes.

It may have waited for hours: what it reminds of is done, its term was moved, or its reader lost the right to see the
matter. The stages know, and each offers what it has to ask about its own messages.
"""

from collections import defaultdict
from collections.abc import Callable

from flask import Flask, current_app

from grants.notices.models import Message, Withheld

Ask = Callable[[Message], Withheld | None]
_KEY = "grants.notices.truth"


def offer_truth(app: Flask, ask: Ask, *events: str) -> None:
    """Have `ask` say why a message of one of these events may not leave any more; nothing if it may."""
    asked = app.extensions.setdefault(_KEY, defaultdict(list))
    for event in events:
        asked[event].append(ask)


def is_asked(event: str) -> bool:
    """Tell whether anybody has something to ask about the messages of an event."""
    return event in current_app.extensions.get(_KEY, ())


def why_withheld(message: Message) -> Withheld | None:
    """Return why a message may not leave any more, or nothing."""
    asked: dict[str, list[Ask]] = current_app.extensions.get(_KEY, {})
    return next(filter(None, (ask(message) for ask in asked.get(message.event, ()))), None)
