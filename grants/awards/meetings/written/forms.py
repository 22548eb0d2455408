"""The forms that begin a written procedure and let it run longer."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField

from grants.awards.meetings.services.voting import MAX_QUESTION
from grants.web.fields import MomentField, TextField
from grants.web.forms import Form, Required


class LongerForm(Form):
    """Say until when votes are taken in a procedure that runs."""

    starts_at = MomentField(
        _l("Votes until"),
        [Required(_l("Write a date and a time, such as 25.10.2030 10.00."))],
        description=_l("For example, 25.10.2030 10.00."),
    )


class WrittenForm(LongerForm):
    """Say until when and what is asked, and who keeps the minutes."""

    about_applications = BooleanField(_l("Vote on what the ranking says of each application"), default=True)
    words = TextField(_l("A question in words"), max_chars=MAX_QUESTION)
    secretary = SelectField(_l("Who keeps the minutes"), validate_choice=False)
