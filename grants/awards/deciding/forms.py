"""The forms of what is decided otherwise than the ranking has it."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import AnyOf

from grants.awards.deciding.departing import MAX_DEPARTURE, Wanted
from grants.awards.deciding.labels import DEPARTING
from grants.awards.deciding.models import Departing
from grants.web.fields import MoneyField, TextField
from grants.web.forms import Form, Required

_CHOOSE = _l("Choose one.")


class DepartureForm(Form):
    """Take what is decided on one application, and why."""

    seen = HiddenField()
    outcome = RadioField(
        _l("What is decided?"),
        choices=[SelectChoice(one.value, words) for one, words in DEPARTING.items()],
        validate_choice=False,
        validators=[Required(_CHOOSE), AnyOf([one.value for one in Departing], _CHOOSE)],
    )
    amount = MoneyField(
        _l("Sum awarded, EUR"), description=_l("Of an award only. Nothing here stands for the sum asked for.")
    )
    conditions = TextField(
        _l("Conditions of the award"),
        description=_l("Of an award only: what has to be done before the contract, and until when."),
        max_chars=MAX_DEPARTURE,
    )
    reason = TextField(
        _l("Reason"),
        description=_l("It stands in the letter and in the minutes, so name no other applicant."),
        max_chars=MAX_DEPARTURE,
        validators=[Required(_l("Write why."))],
    )

    def wanted(self) -> Wanted:
        """Return what was typed."""
        return Wanted(
            Departing(self.outcome.data), self.reason.data or "", self.amount.data, self.conditions.data or ""
        )

    def seen_sequence(self) -> int:
        """Return the sequence that was looked at; what is no number is none."""
        typed = str(self.seen.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= len(str(MAX_DEPARTURE)) else 0
