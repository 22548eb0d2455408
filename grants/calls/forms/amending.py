"""Forms of amendments: why and by which act, and a later deadline in one step."""

from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from grants.calls.services import MAX_AMENDMENT_REASON
from grants.calls.services.files import KINDS, MAX_MB
from grants.web.fields import DayField, LineField, MomentField, TextField
from grants.web.forms import Form, Required, with_fields
from grants.web.uploads import StoredFileField


class DecisionFields(Form):
    """Take a decision: body, number, date."""

    body = LineField(_l("Who decided"), [Required()])
    number = LineField(_l("Number"), [Required()])
    date = DayField(_l("Date"), [Required()])


class ActFields(DecisionFields):
    """Take the act behind something, with its file."""

    file = StoredFileField(_l("File of the act"), kinds=KINDS, max_mb=MAX_MB, needed=True)


class WhyForm(Form):
    """Take the reason for an amendment, and the act behind it; all of it can follow later."""

    reason = TextField(
        _l("Why are the rules amended?"),
        max_chars=MAX_AMENDMENT_REASON,
        description=_l("Everybody can read this on the page of the call."),
    )
    body = LineField(_l("Who decided"))
    number = LineField(_l("Number"))
    date = DayField(_l("Date"))


class ExtendForm(ActFields):
    """Take a later deadline with its reason and act; `of` gives the form in the time zone of a call."""

    reason = TextField(_l("Why is the deadline later?"), [Required()], max_chars=MAX_AMENDMENT_REASON)

    @classmethod
    def of(cls, zone: ZoneInfo) -> "ExtendForm":
        """Return the form with its moment in a time zone."""
        return with_fields(cls, {"closes_at": MomentField(_l("New deadline"), [Required()], zone=zone)})()
