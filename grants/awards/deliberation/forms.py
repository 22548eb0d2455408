"""Forms of the deliberation."""

from flask_babel import lazy_gettext as _l

from grants.awards.deliberation.consensus import MAX_CONSENSUS_REASON
from grants.awards.deliberation.discussion import MAX_POST
from grants.web.fields import LineField, TextField
from grants.web.forms import Form, Required


class ConsensusForm(Form):
    """Take a mark and its reason; no mark takes back the one recorded before."""

    mark = LineField(_l("Mark"))
    reason = TextField(
        _l("Reason"),
        [Required(_l("Say why."))],
        description=_l("The committee and the officials read it, and it stays on record."),
        max_chars=MAX_CONSENSUS_REASON,
    )


class PostForm(Form):
    """Say something about an application."""

    words = TextField(_l("What you want to say"), [Required(_l("Write what you want to say."))], max_chars=MAX_POST)
