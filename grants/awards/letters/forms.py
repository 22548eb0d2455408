"""The forms of letters."""

from flask_babel import lazy_gettext as _l

from grants.awards.letters.services.declaring import MAX_BASIS
from grants.web.fields import TextField
from grants.web.forms import Form, Required


class UnsignedForm(Form):
    """Take the rule of law on which letters are valid unsigned."""

    basis = TextField(
        _l("Rule of law this rests on"),
        description=_l("As the letters print it, with its number and paragraph. Your lawyer has approved it."),
        max_chars=MAX_BASIS,
        validators=[Required(_l("Write the rule of law."))],
    )
