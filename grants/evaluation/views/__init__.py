"""The pages of the evaluation: those of officials under /office, those of the committee under /evaluation."""

from flask import Flask

from grants.evaluation.interests.views import blueprint as interests
from grants.evaluation.pace import views as pace
from grants.evaluation.seats import views as seats
from grants.evaluation.views import (
    blueprints,
    checks,
    committee,
    declarations,
    docket,
    keeping,
    notes,
    reopening,
    sheets,
    workbooks,
)

PAGES = (checks, committee, docket, declarations, keeping, notes, pace, reopening, seats, sheets, workbooks)
"""The modules whose pages hang on the blueprints."""


def init_app(app: Flask) -> None:
    """Serve the pages."""
    for group in (blueprints.committee, blueprints.checks, blueprints.office_sheets, blueprints.evaluation, interests):
        app.register_blueprint(group)
