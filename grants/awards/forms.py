"""The forms in which officials record how the committee settled a tie, and that a report was accepted."""

from collections import Counter
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import AnyOf

from grants.awards.labels import SETTLED_BY
from grants.awards.models import SettledBy
from grants.awards.services import MAX_REASON
from grants.awards.standing import Equals
from grants.errors import Stale
from grants.web.fields import DayField, NumberField, TextField
from grants.web.forms import Form, Required, between

_PLACE = "place_"


class TieForm(Form):
    """Take a place for each application of a group of equals; `for_group` adds the fields of the places."""

    group = HiddenField()
    settled_by = RadioField(
        _l("How was the order settled?"),
        choices=[SelectChoice(one.value, words) for one, words in SETTLED_BY.items()],
        validate_choice=False,
        validators=[Required(_l("Choose one.")), AnyOf([one.value for one in SettledBy], _l("Choose one."))],
    )
    reason = TextField(
        _l("Reason"),
        description=_l(
            "What the committee decided, or how the lot was drawn. It stands in the record of the call and in the "
            "letters to these applicants, so name no other applicant."
        ),
        max_chars=MAX_REASON,
        validators=[Required(_l("Write how the tie was settled."))],
    )

    @classmethod
    def for_group(cls, equals: Equals) -> "TieForm":
        """Return the form for a group; raise Stale if it was sent for one that has changed meanwhile."""
        places = {f"{_PLACE}{number}": _place(one, equals) for number, one in enumerate(equals.references)}
        form: TieForm = type("TieFormOfGroup", (cls,), places)()
        if form.is_submitted() and form.group.data != equals.digest:
            raise Stale(_("These applications are not one group of equals any more. Look at the ranking again."))
        form.group.data = equals.digest
        if not form.is_submitted() and equals.settled is not None:
            form.fill_in(equals)
        return form

    @property
    def places(self) -> list[Field]:
        """Return the fields of the places, in the order of the group's references."""
        return [field for name, field in self._fields.items() if name.startswith(_PLACE)]

    def fill_in(self, equals: Equals) -> None:
        """Show the order that was recorded before."""
        if equals.settled is not None:
            self.settled_by.data, self.reason.data = equals.settled.settled_by.value, equals.settled.reason
            for field, reference in zip(self.places, equals.references, strict=True):
                field.data = equals.settled.order.index(reference) + 1

    def order(self, equals: Equals) -> list[str]:
        """Return the references in the order that was typed."""
        places = [int(field.data) for field in self.places]
        return [reference for _place, reference in sorted(zip(places, equals.references, strict=True))]

    def how(self) -> SettledBy:
        """Return how the order was settled."""
        return SettledBy(self.settled_by.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for every place, and for each only once."""
        valid = super().validate(extra_validators)
        taken = Counter(field.data for field in self.places if field.data is not None)
        for field in self.places:
            if field.data is not None and taken[field.data] > 1:
                field.errors = [*field.errors, _("Another application has this place too.")]
                valid = False
        return valid


def _place(reference: str, equals: Equals) -> NumberField:
    last = len(equals.references)
    return NumberField(
        # Not lazily: templates take a lazy text for safe HTML, and references can be any text.
        _("Place of %(reference)s among these %(number)s", reference=reference, number=last),
        max_decimals=0,
        validators=[Required(), between(1, last)],
    )


class ReportForm(Form):
    """Take the day on which the report on a project was accepted."""

    accepted_on = DayField(_l("Day on which it was accepted"), [Required(_l("Write a day, such as 25.10.2030."))])
