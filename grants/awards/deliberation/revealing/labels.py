"""By what a text could reveal an evaluator, in words."""

from flask_babel import lazy_gettext as _l

from grants.awards.deliberation.revealing.hints import Clue

CLUES = {
    Clue.NAME: _l("may be the name of a member or an official"),
    Clue.EMAIL: _l("an e-mail address"),
    Clue.PHONE: _l("may be a telephone number"),
    Clue.ROLE: _l("tells who speaks"),
    Clue.FIRST_PERSON: _l("one person speaks"),
}
