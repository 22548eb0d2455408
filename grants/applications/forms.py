"""Forms beside those that follow from the rules, which are in `form`: people, and a later deadline for one."""

from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from grants.applications.labels import RIGHTS
from grants.applications.models import Right
from grants.applications.services.extending import MAX_EXTENSION_REASON
from grants.calls.forms.amending import DecisionFields
from grants.web.fields import EmailField, LineField, MomentField, TextField
from grants.web.forms import Form, Required, with_fields


class PersonForm(Form):
    """Let somebody work on an application."""

    email = EmailField(_l("E-mail address"), [Required(_l("Type the e-mail address of the person."))])
    name = LineField(_l("Name and surname"))
    right = RadioField(
        _l("What they may do"),
        [Required(_l("Choose what they may do."))],
        choices=[SelectChoice(right.value, words) for right, words in RIGHTS.items()],
        default=Right.EDIT.value,
    )


class ExtensionForm(DecisionFields):
    """Take a later deadline for one applicant, with the decision; `of` gives the form in the time zone of a call."""

    email = EmailField(_l("E-mail of the applicant"), [Required(_l("Type the e-mail address of the person."))])
    reason = TextField(_l("Why?"), [Required()], max_chars=MAX_EXTENSION_REASON)

    @classmethod
    def of(cls, zone: ZoneInfo) -> "ExtensionForm":
        """Return the form with its moment in a time zone."""
        return with_fields(cls, {"until": MomentField(_l("Until"), [Required()], zone=zone)})()
