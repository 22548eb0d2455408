"""Forms beside those that follow from the rules, which are in `form`: people, and a later deadline for one."""

from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import ValidationError

from grants.applications.files import MAX_MB
from grants.applications.form.applicant import MAX_NAME, MAX_TITLE
from grants.applications.form.problems import Refused
from grants.applications.form.values import MAX_IBAN, read_registration_number
from grants.applications.labels import RIGHTS
from grants.applications.models import MAX_RECORD_NUMBER, Right
from grants.applications.services.extending import MAX_EXTENSION_REASON
from grants.applications.wording import WORDS
from grants.calls.forms.amending import DecisionFields
from grants.calls.labels import CHANNELS, KINDS
from grants.calls.rules.document import Rules
from grants.filetypes import MEDIA_TYPES
from grants.web.fields import DayField, EmailField, LineField, MomentField, MoneyField, TextField
from grants.web.forms import Form, Required, with_fields
from grants.web.uploads import StoredFileField

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


class IntakeForm(Form):
    """Take what came on paper or by e-mail; `of` gives the form of a call."""

    name = LineField(_l("Name of the applicant"), [Required()], max_chars=MAX_NAME)
    registration_number = LineField(_l("Registration number"), max_chars=MAX_IBAN)
    title = LineField(_l("Title of the project"), [Required()], max_chars=MAX_TITLE)
    requested = MoneyField(_l("Sum requested, EUR"), [Required()])
    postmark = DayField(_l("Day of the postmark"))
    record_number = LineField(_l("Number in your record-keeping system"), max_chars=MAX_RECORD_NUMBER)
    scan = StoredFileField(_l("Scan, or the file that came"), kinds=tuple(MEDIA_TYPES), max_mb=MAX_MB, needed=True)

    @classmethod
    def of(cls, rules: Rules) -> "IntakeForm":
        """Return the form with the ways and kinds that the rules name."""
        ways = [SelectChoice(each.kind, CHANNELS[each.kind]) for each in rules.channels if each.kind != "online"]
        kinds = [SelectChoice(kind, KINDS[kind]) for kind in rules.applicants.kinds]
        zone = ZoneInfo(rules.schedule.timezone)
        late_fields = {
            "channel": RadioField(_l("How did it come?"), [Required()], choices=ways, default=ways[0].value),
            "kind": SelectField(_l("Who applies"), [Required()], choices=kinds),
            "received_at": MomentField(_l("When did it come?"), [Required()], zone=zone),
        }
        return with_fields(cls, late_fields)()

    def validate_registration_number(self, field: LineField) -> None:
        """Hold a number to its check digit."""
        if field.data:
            try:
                field.data = read_registration_number(field.data)
            except Refused as refused:
                raise ValidationError(str(WORDS[refused.wrong])) from refused


class SignedCopyForm(Form):
    """Take the signed copy of an application."""

    file = StoredFileField(
        _l("The signed copy (.edoc, .asice or PDF)"), kinds=("edoc", "asice", "pdf"), max_mb=MAX_MB, needed=True
    )


class RecordNumberForm(Form):
    """Take the number of the organiser's record-keeping system."""

    record_number = LineField(_l("Number in your record-keeping system"), max_chars=MAX_RECORD_NUMBER)


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
