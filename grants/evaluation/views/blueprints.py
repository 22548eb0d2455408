"""The groups of pages."""

from flask import Blueprint

committee = Blueprint("committee", __name__, url_prefix="/office/calls/<slug>/committee")
checks = Blueprint("checks", __name__, url_prefix="/office")
evaluation = Blueprint("evaluation", __name__, url_prefix="/evaluation")
