"""The form of a text of letters."""

from flask_babel import lazy_gettext as _l

from grants.awards.wordings.language import MAX_TEXT
from grants.web.fields import TextField
from grants.web.forms import Form, Required


class WordingForm(Form):
    """Take the words of a kind of letter."""

    words = TextField(_l("Text of the letter"), [Required(_l("Write the text."))], max_chars=MAX_TEXT)
