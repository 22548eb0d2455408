"""The form that moves what was promised."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from grants.calls.promises.dates import Dates, Promise
from grants.calls.promises.labels import DUE
from grants.calls.services import MAX_AMENDMENT_REASON
from grants.web.fields import MomentField, TextField
from grants.web.forms import Form, Required, with_fields


class MoveForm(Form):
    """Take other dates for what is promised, and the reason; `of` gives the form for some promises of a call."""

    seen = HiddenField()
    reason = TextField(_l("Reason"), [Required(_l("Write the reason."))], max_chars=MAX_AMENDMENT_REASON)

    @classmethod
    def of(cls, dates: Dates, zone: ZoneInfo, seen: str) -> "MoveForm":
        """Return the form with a field for each date, by the clocks of the call."""
        fields = {each.value: MomentField(DUE[each], [Required()], zone=zone) for each in dates}
        return with_fields(cls, fields)(data={each.value: at for each, at in dates.items()} | {"seen": seen})

    def dates(self, promises: Iterable[Promise]) -> Dates:
        """Return what was typed."""
        return {each: self[each.value].data for each in promises}
