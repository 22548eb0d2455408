"""The group of pages."""

from flask import Blueprint

deliberation = Blueprint("deliberation", __name__)
