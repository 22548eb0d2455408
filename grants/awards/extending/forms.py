"""The form of the notice that extends the term to decide."""

from flask_babel import lazy_gettext as _l

from grants.awards.extending.services import MAX_EXTENSION_REASON
from grants.web.fields import DayField, TextField
from grants.web.forms import Form, Required


class ExtensionForm(Form):
    """Take the new last day and the reason."""

    until = DayField(_l("New last day to decide"), [Required(_l("Type the new last day."))])
    reason = TextField(
        _l("Reason"),
        [Required(_l("Write the reason."))],
        max_chars=MAX_EXTENSION_REASON,
        description=_l("Every applicant reads it in the notice, so name nobody."),
    )
