"""Forms of the deliberation."""

from flask_babel import lazy_gettext as _l

from grants.awards.deliberation.consensus import MAX_CONSENSUS_REASON
from grants.awards.deliberation.discussion import MAX_POST
from grants.awards.deliberation.reasoning import MAX_REASONING, MAX_REASONING_REASON
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


class ReasoningForm(Form):
    """Take the text of a reasoning."""

    words = TextField(_l("Reasoning"), [Required(_l("Write the reasoning."))], max_chars=MAX_REASONING)


class ReopeningForm(Form):
    """Say why an approved reasoning is opened again."""

    reason = TextField(_l("Why it is opened again"), [Required(_l("Say why."))], max_chars=MAX_REASONING_REASON)
