"""The journal: who did what, sealed into chains; the Merkle tree over receipts."""

from flask import Flask

from grants.journal import views, words
from grants.web.slots import offer_tasks


def init_app(app: Flask) -> None:
    """Connect the auditor's pages and the words they need."""
    for filter_ in (words.action_words, words.kind_words, words.state_words):
        app.add_template_filter(filter_)
    app.register_blueprint(views.blueprint)
    offer_tasks(app, views.tasks)
