"""The pages of applications: those of applicants under /applications, those of officials under /office."""

from flask import Flask

from grants.applications.views import (
    advance,
    answers,
    clarifying,
    comments,
    confirming,
    draft,
    extending,
    files,
    intake,
    listing,
    office,
    own,
    people,
    redacting,
    sending,
    uploading,
)
from grants.applications.views.blueprints import applicants, officials

__all__ = [
    "advance",
    "answers",
    "clarifying",
    "comments",
    "confirming",
    "draft",
    "extending",
    "files",
    "init_app",
    "intake",
    "listing",
    "office",
    "own",
    "people",
    "redacting",
    "sending",
    "uploading",
]


def init_app(app: Flask) -> None:
    """Serve the pages."""
    app.register_blueprint(applicants)
    app.register_blueprint(officials)
    app.register_blueprint(advance.blueprint)
    app.register_blueprint(confirming.blueprint)
