"""The blueprints on which the modules beside this one hang their pages."""

from flask import Blueprint

account = Blueprint("accounts", __name__, url_prefix="/account")
office = Blueprint("organisers", __name__, url_prefix="/office")
