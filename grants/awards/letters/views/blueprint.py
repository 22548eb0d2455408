"""The address under which all pages of the letters of a call lie."""

from flask import Blueprint

blueprint = Blueprint("letters", __name__, url_prefix="/office/calls/<slug>/letters")
