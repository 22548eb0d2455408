"""The group of pages about interests."""

from flask import Blueprint

blueprint = Blueprint("interests", __name__, url_prefix="/office/calls/<slug>/interests")
