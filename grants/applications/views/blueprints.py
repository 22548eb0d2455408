"""The blueprints on which the modules beside this one hang their pages."""

from flask import Blueprint

applicants = Blueprint("applications", __name__, url_prefix="/applications")
officials = Blueprint("office_applications", __name__, url_prefix="/office")
