"""What officials take to a meeting as files: spreadsheets, and the draft of a council's decision."""

from flask import Flask

from grants.awards.handouts import views


def init_app(app: Flask) -> None:
    """Connect their page."""
    app.register_blueprint(views.blueprint)
