"""Calls: the rules document, the schedule, publication and the steps of an official."""

from flask import Flask

from grants.calls.services import guard, still_open
from grants.calls.workflow import Action


def init_app(app: Flask) -> None:
    """Connect the pages and the tasks of calls."""
    guard(app, Action.START_CHECKING, still_open)
