"""What the journal's readers are told about questions."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from grants.journal.words import offer_actions, offer_kind

ACTIONS = {
    "question.asked": _l("Question taken"),
    "question.answered": _l("Question answered"),
    "question.corrected": _l("Answer corrected"),
    "question.set_aside": _l("Question set aside"),
}


def init_app(app: Flask) -> None:
    """Offer the words."""
    offer_actions(app, ACTIONS)
    offer_kind(app, "question", _l("question"))
