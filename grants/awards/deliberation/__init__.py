"""The deliberation: who opens the marks, what they are and what is said of each application before it is decided."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Connect the pages."""
    from grants.awards.deliberation.views import deliberation

    app.register_blueprint(deliberation)
