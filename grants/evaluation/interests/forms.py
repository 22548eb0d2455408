"""Forms of officials about interests of others."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from grants.accounts.models import Person
from grants.evaluation.interests.services import MAX_REASON
from grants.evaluation.labels import CONFLICTS
from grants.web.fields import DayField, LineField, TextField
from grants.web.forms import Form, Required

MAX_REFERENCE = 64
MAX_NUMBER = 40


class RecordForm(Form):
    """Record a conflict of somebody with an application."""

    person = SelectField(_l("Whose conflict it is"), [Required(_l("Choose whose conflict it is."))])
    reference = LineField(
        _l("Reference of the application"), [Required(_l("Type the reference."))], max_chars=MAX_REFERENCE
    )
    kind = RadioField(
        _l("Kind of conflict"),
        [Required(_l("Choose what kind of conflict it is."))],
        choices=[SelectChoice(kind.value, words) for kind, words in CONFLICTS.items()],
    )
    reason = TextField(
        _l("What was reported, and by whom"),
        [Required(_l("Say why."))],
        description=_l("The person reads it, and it stays on record."),
        max_chars=MAX_REASON,
    )

    def offer(self, people: Iterable[Person]) -> None:
        """Let one of these people be chosen."""
        self.person.choices = [("", ""), *((str(each.id), each.name or each.email) for each in people)]


class LiftForm(Form):
    """Lift a conflict that was a mistake."""

    reason = TextField(
        _l("Why it was a mistake"),
        [Required(_l("Say why."))],
        description=_l("The person reads it, and it stays on record."),
        max_chars=MAX_REASON,
    )


class ConsultationForm(Form):
    """Write down help given to an applicant."""

    person = SelectField(_l("Who helped"), [Required(_l("Choose who helped."))])
    applicant = LineField(_l("Applicant"), [Required(_l("Name who was helped."))])
    registration_number = LineField(_l("Registration number, if known"), max_chars=MAX_NUMBER)
    given_on = DayField(_l("Day"), [Required(_l("Type the day."))])
    about = TextField(_l("What about"), max_chars=MAX_REASON)

    def offer(self, people: Iterable[Person]) -> None:
        """Let one of these people be chosen."""
        self.person.choices = [(str(each.id), each.name or each.email) for each in people]
