"""Forms of officials about the committee; those that follow from the rules are in `typed`."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from grants.accounts.models import Seat
from grants.accounts.words import SEATS
from grants.evaluation.services.sheets import MAX_REOPENING_REASON
from grants.web.fields import EmailField, LineField, TextField
from grants.web.forms import Form, Required

SECRETARY = "secretary"
"""What is given beside the seats: a role of an official in this call alone."""


class SeatForm(Form):
    """Give somebody a seat in the committee."""

    email = EmailField(_l("E-mail address"), [Required(_l("Type the e-mail address of the person."))])
    name = LineField(_l("Name and surname"), [Required(_l("Type the name and surname of the person."))])
    seat = RadioField(
        _l("Seat"),
        [Required(_l("Choose a seat."))],
        choices=[
            *(SelectChoice(seat.value, words) for seat, words in SEATS.items()),
            SelectChoice(SECRETARY, _l("Secretary of the committee: keeps its papers, does not score")),
        ],
        default=Seat.MEMBER.value,
    )


class ReopeningForm(Form):
    """Say why a submitted sheet is opened again."""

    reason = TextField(
        _l("Reason"),
        [Required(_l("Say why."))],
        description=_l("The evaluator reads it, and it stays on record."),
        max_chars=MAX_REOPENING_REASON,
    )
