"""The journal: who did what, sealed into chains; the Merkle tree over receipts."""

from flask import Flask

from grants.journal import views
from grants.web.slots import offer_tasks


def init_app(app: Flask) -> None:
    """Connect the auditor's pages."""
    app.register_blueprint(views.blueprint)
    offer_tasks(app, views.tasks)
