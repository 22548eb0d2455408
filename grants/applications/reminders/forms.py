"""The form of the dates of reminders."""

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from grants.applications.reminders.labels import before
from grants.applications.reminders.models import CHOICES
from grants.web.fields import ChoicesField
from grants.web.forms import Form


class RemindersForm(Form):
    """Choose how long before the deadline people are reminded."""

    hours = ChoicesField(_l("How long before the deadline"))

    @classmethod
    def of(cls, chosen: tuple[int, ...]) -> "RemindersForm":
        """Return the form with what holds now, or with what was sent."""
        form = cls(data={"hours": [str(hours) for hours in chosen]})
        form.hours.choices = [SelectChoice(str(hours), before(hours)) for hours in CHOICES]
        return form
