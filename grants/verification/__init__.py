"""Verification: what anybody can check of a published competition, on a page and offline."""

from flask import Flask

from grants.verification.views import blueprint, on_call_page
from grants.web.slots import fill


def init_app(app: Flask) -> None:
    """Connect the page on which a competition is offered for checking."""
    app.register_blueprint(blueprint)
    fill(app, "call.page", "verification/slots/call.html", on_call_page, order=70)
