"""The forms of what is decided otherwise than the ranking has it."""

from collections.abc import Sequence
from typing import Self

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import AnyOf, ValidationError

from grants.awards.deciding.anew import Anew
from grants.awards.deciding.approving import MAX_RESOLUTION, Resolution
from grants.awards.deciding.departing import MAX_DEPARTURE, Wanted
from grants.awards.deciding.labels import DECIDING, DEPARTING
from grants.awards.deciding.models import Departing
from grants.awards.deciding.trying import Limits, limit_of
from grants.awards.models import Decision, Outcome
from grants.calls.rules.document import Limit, Rules
from grants.db import MAX_LINE
from grants.web.fields import DayField, LineField, MoneyField, NumberField, TextField
from grants.web.filters import text
from grants.web.forms import Form, Required, between

MOST_PLACES = 100_000
"""Places that are tried at most."""
_DIGITS = 6
"""Digits of a sequence in a form."""
_CHOOSE = _l("Choose one.")


class _Seen(Form):
    """Carry along what was looked at."""

    seen = HiddenField()

    def seen_sequence(self) -> int:
        """Return the sequence that was looked at; what is no number is none."""
        typed = str(self.seen.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _DIGITS else 0


class _Award(_Seen):
    """Take what is said of an award beside why."""

    amount = MoneyField(
        _l("Sum awarded, EUR"), description=_l("Of an award only. Nothing here stands for the sum asked for.")
    )
    conditions = TextField(
        _l("Conditions of the award"),
        description=_l("Of an award only: what has to be done before the contract, and until when."),
        max_chars=MAX_DEPARTURE,
    )


class DepartureForm(_Award):
    """Take what is decided on one application, and why."""

    outcome = RadioField(
        _l("What is decided?"),
        choices=[SelectChoice(one.value, words) for one, words in DEPARTING.items()],
        validate_choice=False,
        validators=[Required(_CHOOSE), AnyOf([one.value for one in Departing], _CHOOSE)],
    )
    reason = TextField(
        _l("Reason"),
        description=_l("It stands in the letter and in the minutes, so name no other applicant."),
        max_chars=MAX_DEPARTURE,
        validators=[Required(_l("Write why."))],
    )

    def wanted(self) -> Wanted:
        """Return what was typed."""
        return Wanted(
            Departing(self.outcome.data), self.reason.data or "", self.amount.data, self.conditions.data or ""
        )


class AnewForm(_Award):
    """Take what is decided in the place of the decision in force; `of` offers what can be."""

    outcome = RadioField(_l("What is decided now?"), validate_choice=False, validators=[Required(_CHOOSE)])
    reason = TextField(
        _l("Why a new decision is made"),
        description=_l("It stands in the letter, so name no other applicant."),
        max_chars=MAX_DEPARTURE,
        validators=[Required(_l("Write why."))],
    )

    offered: frozenset[str] | set[str] = frozenset()

    @classmethod
    def of(cls, in_force: Decision, outcomes: Sequence[Outcome]) -> Self:
        """Return the form for a decision; what was typed stays in it."""
        form = cls()
        form.offered = {one.value for one in outcomes}
        form.outcome.choices = [SelectChoice(one.value, DECIDING[one]) for one in outcomes]
        if not form.is_submitted():
            form.seen.data = str(in_force.sequence)
            form.amount.data, form.conditions.data = in_force.amount, in_force.conditions
        return form

    def validate_outcome(self, field: RadioField) -> None:
        """Refuse what is not offered."""
        if field.data not in self.offered:
            raise ValidationError(_CHOOSE)

    def anew(self) -> Anew:
        """Return what was typed."""
        return Anew(Outcome(self.outcome.data), self.reason.data or "", self.amount.data, self.conditions.data or "")


class OfferForm(Form):
    """Take until which day those who are next answer."""

    seen = HiddenField()
    answer_until = DayField(
        _l("They answer until"),
        description=_l("Whoever has not answered by the end of this day declines, and the place goes to the next."),
        validators=[Required(_l("Write a day, such as 25.10.2030."))],
    )


class NewDayForm(_Seen):
    """Take another day until which an offer is answered that has not left."""

    answer_until = DayField(_l("They answer until"), [Required(_l("Write a day, such as 25.10.2030."))])


class AnswerForm(_Seen):
    """Take the answer of an applicant to an award."""

    because = TextField(
        _l("Why you decline"),
        description=_l("If you want to say it."),
        max_chars=MAX_DEPARTURE,
    )

    def accepts(self) -> bool:
        """Tell which button was pressed."""
        return "accept" in request.form


class ResolutionForm(Form):
    """Take the decision of the council on the committee's proposal."""

    seen = HiddenField()
    number = LineField(
        _l("Number of the council's decision"),
        max_chars=MAX_RESOLUTION,
        validators=[Required(_l("Write the number."))],
    )
    on = DayField(_l("Date of the council's decision"), [Required(_l("Write a day, such as 25.10.2030."))])

    def resolution(self) -> Resolution:
        """Return what was typed."""
        return Resolution(self.number.data or "", self.on.data)


class LimitsForm(Form):
    """Take the limits that are tried, of the call or of each lot; nothing is no limit. `of` adds their fields."""

    partial = BooleanField(_l("Award what is left to the next in part"))
    title = LineField(_l("Title"), max_chars=MAX_LINE)
    lots: tuple[str | None, ...] = ()

    @classmethod
    def of(cls, rules: Rules, sent: MultiDict[str, str] | None = None) -> Self:
        """Return the form with the limits of rules, or with what was typed."""
        limits = Limits.of(rules.funding)
        fields: dict[str, object] = {"lots": tuple(lot for lot, _limit in limits.by_lot)}
        data: dict[str, object] = {"partial": limits.partial}
        for place, (lot, limit) in enumerate(limits.by_lot):
            name = text(rules.lot_label(lot))
            fields[_name("projects", place)] = NumberField(
                _("Places: %(lot)s", lot=name) if lot else _l("Places"), [between(0, MOST_PLACES)], max_decimals=0
            )
            fields[_name("total", place)] = MoneyField(
                _("Money: %(lot)s, EUR", lot=name) if lot else _l("Money, EUR"), [between(0)]
            )
            data |= {_name("projects", place): limit.projects, _name("total", place): limit.total}
        made: type[Self] = type("LimitsFormOfCall", (cls,), fields)
        return made(formdata=sent) if sent is not None else made(formdata=None, data=data)

    @staticmethod
    def typed_of(limits: Limits) -> dict[str, str]:
        """Return what has to be typed to have these limits."""
        typed = {"partial": "y" if limits.partial else ""}
        for place, (_lot, limit) in enumerate(limits.by_lot):
            for kind, value in (("projects", limit.projects), ("total", limit.total)):
                typed[_name(kind, place)] = "" if value is None else str(value)
        return typed

    @property
    def numbers(self) -> list[Field]:
        """Return the fields of places and money, lot by lot."""
        return [self[_name(kind, place)] for place in range(len(self.lots)) for kind in ("projects", "total")]

    def limits(self) -> Limits:
        """Return what was typed."""
        return Limits(tuple((lot, self._limit(place)) for place, lot in enumerate(self.lots)), bool(self.partial.data))

    def _limit(self, place: int) -> Limit:
        projects = self[_name("projects", place)].data
        return limit_of(None if projects is None else int(projects), self[_name("total", place)].data)


def _name(kind: str, place: int) -> str:
    return f"{kind}_{place}"
