"""The form that cancels a call."""

from flask_babel import lazy_gettext as _l

from grants.calls.forms.amending import ActFields
from grants.calls.services import MAX_REASON
from grants.web.fields import TextField
from grants.web.forms import Required


class CancelForm(ActFields):
    """Take the reason for cancelling a call, and the act behind it."""

    reason = TextField(
        _l("Why is the call cancelled?"),
        [Required(_l("Write why the call is cancelled."))],
        max_chars=MAX_REASON,
        description=_l("Everybody can read this on the page of the call."),
    )
