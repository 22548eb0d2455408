"""Domain events: a stage tells what happened, later stages that subscribed act in the same transaction."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app

E = TypeVar("E")
_KEY = "grants.events"


def subscribe(app: Flask, event: type[E], handler: Callable[[E], None]) -> None:
    """Call `handler` whenever an event of this type is published; handlers run in the order of subscription."""
    app.extensions.setdefault(_KEY, defaultdict(list))[event].append(handler)


def publish(event: object) -> None:
    """Hand an event to its subscribers at once, inside the transaction of the caller."""
    handlers: dict[type, list[Callable[[Any], None]]] = current_app.extensions.get(_KEY, {})
    for handler in handlers.get(type(event), []):
        handler(event)
