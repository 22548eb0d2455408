"""The pages of complaints: of the office, of who complains, of who evaluates anew."""

from flask import Blueprint

blueprint = Blueprint("contests", __name__)
