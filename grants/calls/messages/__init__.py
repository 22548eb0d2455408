"""The messages of a call for its officials: found, read, sent again, printed as evidence."""

from flask import Flask

from grants.accounts.current import require_person
from grants.accounts.models import Organiser
from grants.accounts.policies import holds
from grants.calls.messages import people, views
from grants.calls.policies import OFFICE
from grants.web.slots import fill

PAGES = (views, people)
"""The modules whose pages hang on the one blueprint."""


def init_app(app: Flask) -> None:
    """Connect the pages."""
    app.register_blueprint(views.blueprint)
    fill(app, "organiser.page", "calls/messages/on_organiser.html", _on_organiser, order=65)


def _on_organiser(organiser: Organiser) -> dict[str, object] | None:
    """Lead officials and auditors of an organiser to what one address was told."""
    return {} if holds(require_person(), *OFFICE, organiser_id=organiser.id) else None
