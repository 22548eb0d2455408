"""The form that seats somebody in a committee; the forms that follow from the rules are in `typed`."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from grants.accounts.models import Seat
from grants.accounts.words import SEATS
from grants.web.fields import EmailField, LineField
from grants.web.forms import Form, Required


class SeatForm(Form):
    """Give somebody a seat in the committee."""

    email = EmailField(_l("E-mail address"), [Required(_l("Type the e-mail address of the person."))])
    name = LineField(_l("Name and surname"), [Required(_l("Type the name and surname of the person."))])
    seat = RadioField(
        _l("Seat"),
        [Required(_l("Choose a seat."))],
        choices=[SelectChoice(seat.value, words) for seat, words in SEATS.items()],
        default=Seat.MEMBER.value,
    )
