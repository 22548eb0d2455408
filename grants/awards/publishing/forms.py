"""The form in which an official chooses when the results become public."""

from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from grants.web.fields import MomentField
from grants.web.forms import Form, Required, with_fields


class ResultsMomentForm(Form):
    """Take the moment, by the clocks of the call."""

    at: MomentField

    @classmethod
    def in_zone(cls, zone: ZoneInfo) -> "ResultsMomentForm":
        """Return the form for a call with these clocks."""
        field = MomentField(
            _l("Publish the results at"),
            [Required()],
            zone=zone,
            description=_l("For example 25.10.2030 15.00. Nobody but officials reads them before."),
        )
        return with_fields(cls, {"at": field})()
