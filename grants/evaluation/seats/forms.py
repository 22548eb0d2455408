"""The form with which a seat is taken or declined."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import ValidationError

from grants.evaluation.seats.labels import DECLINE_REASONS
from grants.evaluation.seats.models import DeclineReason
from grants.evaluation.seats.services import MAX_NOTE
from grants.web.fields import TextField
from grants.web.forms import Form, Required

TAKE, DECLINE = "take", "decline"


class SeatAnswerForm(Form):
    """Take a seat or decline it; only who declines says why."""

    answer = RadioField(
        _l("Your answer"),
        [Required(_l("Choose an answer."))],
        choices=[
            SelectChoice(TAKE, _l("I sign this and take the seat")),
            SelectChoice(DECLINE, _l("I cannot take the seat")),
        ],
    )
    reason = RadioField(
        _l("Why you cannot"),
        choices=[SelectChoice(reason.value, words) for reason, words in DECLINE_REASONS.items()],
        validate_choice=False,
    )
    note = TextField(_l("In your words"), max_chars=MAX_NOTE)

    def validate_reason(self, field: Any) -> None:
        """Ask for a reason of those who decline."""
        if self.answer.data == DECLINE and field.data not in set(DeclineReason):
            raise ValidationError(_("Choose why you cannot take the seat."))
