"""The groups of pages."""

from flask import Blueprint

committee = Blueprint("committee", __name__, url_prefix="/office/calls/<slug>/committee")
assignment = Blueprint("assignment", __name__, url_prefix="/office/calls/<slug>/assignment")
office_sheets = Blueprint("office_sheets", __name__, url_prefix="/office")
checks = Blueprint("checks", __name__, url_prefix="/office")
evaluation = Blueprint("evaluation", __name__, url_prefix="/evaluation")
objections = Blueprint("objections", __name__)
