"""The pages of the evaluation: those of officials under /office, those of the committee under /evaluation."""

from flask import Flask

from grants.evaluation.assigning import own as preferences
from grants.evaluation.assigning import views as assigning
from grants.evaluation.checkers import views as checkers
from grants.evaluation.entering import views as entering
from grants.evaluation.interests import views as interests
from grants.evaluation.interests.blueprint import blueprint as of_interests
from grants.evaluation.objections import views as objections
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
    offline,
    paper,
    reopening,
    sheets,
    workbooks,
)

PAGES = (
    assigning,
    checkers,
    checks,
    committee,
    docket,
    declarations,
    entering,
    interests,
    keeping,
    notes,
    offline,
    objections,
    pace,
    preferences,
    paper,
    reopening,
    seats,
    sheets,
    workbooks,
)
"""The modules whose pages hang on the blueprints."""


def init_app(app: Flask) -> None:
    """Serve the pages."""
    office = (blueprints.assignment, blueprints.committee, blueprints.checks, blueprints.office_sheets)
    for group in (*office, blueprints.evaluation, blueprints.objections, of_interests):
        app.register_blueprint(group)
