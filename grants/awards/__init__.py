"""The awards stage: ranking, ties, decisions, letters, public results."""

from flask import Flask

from grants.awards.services import obstacles
from grants.calls.services import guard
from grants.calls.workflow import Action


def init_app(app: Flask) -> None:
    """Connect what the decision asks for before a call can be confirmed."""
    guard(app, Action.CONFIRM, obstacles)
