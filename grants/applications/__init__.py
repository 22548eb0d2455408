"""The applications stage: drafts, forms from the rules, submission, receipts, withdrawal."""

from flask import Flask

from grants.applications.closing import on_call_closed
from grants.calls.events import CallClosed
from grants.events import subscribe


def init_app(app: Flask) -> None:
    """Connect what applications do when a call closes."""
    subscribe(app, CallClosed, on_call_closed)
