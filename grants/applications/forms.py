"""Forms beside those that follow from the rules, which are in `form`: people, and a later deadline for one."""

from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import ValidationError

from grants.applications.labels import RIGHTS
from grants.applications.models import Right
from grants.applications.services.extending import MAX_EXTENSION_REASON
from grants.calls.forms.amending import DecisionFields
from grants.web.fields import EmailField, LineField, MomentField, TextField
from grants.web.forms import Form, Required, with_fields

HIT = "hit"


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

    whom = HiddenField()
    """`hit` for all whom a fault of the service kept from submitting, else the applicant of the address."""
    email = EmailField(_l("E-mail of the applicant"))
    reason = TextField(_l("Why?"), [Required()], max_chars=MAX_EXTENSION_REASON)

    @classmethod
    def of(cls, zone: ZoneInfo) -> "ExtensionForm":
        """Return the form with its moment in a time zone."""
        return with_fields(cls, {"until": MomentField(_l("Until"), [Required()], zone=zone)})()

    @property
    def is_for_hit(self) -> bool:
        """Tell whether it is for all whom a fault of the service hit."""
        return self.whom.data == HIT

    def validate_email(self, field: EmailField) -> None:
        """Refuse a form that says neither of whom it is."""
        if not self.is_for_hit and not field.data:
            raise ValidationError(_("Type the e-mail address of the person."))
