"""The form that begins a call as a copy of another."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SubmitField

from grants.calls.copying import copied
from grants.calls.details import Group
from grants.calls.forms.details import DetailsForm
from grants.calls.rules.document import Rules
from grants.web.fields import NumberField
from grants.web.forms import Required, between

MAX_YEARS = 20
MAX_DAYS = 366
A_YEAR = (1, 0)
"""By how many years and days the dates are later where nobody has said anything else."""


class CopyForm(DetailsForm):
    """Take the details of a copy, its dates filled in by how much later it is than the former call."""

    years = NumberField(
        _l("Years later"),
        [Required(_l("Write a whole number, 0 if none.")), between(0, MAX_YEARS)],
        max_decimals=0,
        description=_l("All dates move by so many whole years …"),
    )
    days = NumberField(
        _l("Days later"),
        [Required(_l("Write a whole number, 0 if none.")), between(-MAX_DAYS, MAX_DAYS)],
        max_decimals=0,
        description=_l("… and then by so many days; a minus sign moves them back."),
    )
    filled_by = HiddenField()
    """The years and days by which the dates on the page were filled in."""
    move = SubmitField()

    @classmethod
    def of(cls, rules: Rules) -> Self:
        """Return the form filled in with the rules of the former call, all dates a year later."""
        years, days = A_YEAR
        form = cls.about(copied(rules, years=years, days=days), years=years, days=days, filled_by=f"{years} {days}")
        form.source = rules
        return form

    source: Rules

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check what was typed; if the dates are to move otherwise, fill them in and ask to look at them first."""
        valid: bool = super().validate(extra_validators)
        if self.years.errors or self.days.errors:
            return False
        years, days = int(self.years.data), int(self.days.data)
        self.document = copied(self.source, years=years, days=days)
        if self.filled_by.data == f"{years} {days}" and not self.move.data:
            return valid
        self.filled_by.data = f"{years} {days}"
        self._fill_in_dates()
        self.form_errors.append(_("The dates are filled in anew. Look at them, then store the draft."))
        return False

    def _fill_in_dates(self) -> None:
        for detail in self.details:
            if detail.group is Group.DATES:
                field = self.field(detail)
                field.data, field.typed, field.errors = detail.read(self.document), None, ()
