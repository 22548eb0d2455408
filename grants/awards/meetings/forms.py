"""Forms of sittings: the plan, a cancellation, what is put to the vote, lots."""

import uuid
from collections.abc import Iterable, Mapping

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from grants.accounts.models import Person
from grants.awards.labels import OUTCOMES
from grants.awards.meetings.counting import CAST, Ballot
from grants.awards.meetings.lots.services import MAX_LOT_NUMBERS, MAX_LOT_SOURCE
from grants.awards.meetings.models import MAX_PLACE, Sitting
from grants.awards.meetings.room import name_of
from grants.awards.meetings.services.planning import MAX_CANCEL_REASON, MAX_POINTS, Plan
from grants.awards.meetings.services.voting import DEPARTING, MAX_QUESTION, MAX_VOTE_REASON
from grants.web.fields import LineField, MomentField, MoneyField, TextField
from grants.web.forms import Form, Required

BALLOT = "ballot-"


class PlanForm(Form):
    """Say when and where a sitting is."""

    starts_at = MomentField(
        _l("Date and time"),
        [Required(_l("Write a date and a time, such as 25.10.2030 10.00."))],
        description=_l("For example, 25.10.2030 10.00."),
    )
    place = LineField(_l("Place"), max_chars=MAX_PLACE)
    link = LineField(_l("Link to join"), description=_l("For who takes part from elsewhere."))
    points = TextField(
        _l("Further points of the agenda"),
        description=_l("One in a line. Roll call, checks, ties and votes stand in the agenda by themselves."),
        max_chars=MAX_POINTS,
    )

    def plan(self) -> Plan:
        """Return what was typed, of a form that is valid."""
        return Plan(self.starts_at.data, self.place.data or "", self.link.data or "", self.points.data or "")

    def show(self, sitting: Sitting) -> None:
        """Show a sitting as it is planned."""
        self.starts_at.data, self.place.data = sitting.starts_at, sitting.place
        self.link.data, self.points.data = sitting.link, sitting.points


class CancelSittingForm(Form):
    """Say why a sitting does not take place."""

    reason = TextField(
        _l("Reason"),
        [Required(_l("Say why."))],
        description=_l("Everybody who is invited reads it."),
        max_chars=MAX_CANCEL_REASON,
    )


class OpeningForm(Form):
    """Say who chairs a sitting and who keeps its minutes; the roll call stands beside it."""

    chair = SelectField(_l("Who chairs"), validate_choice=False)
    secretary = SelectField(_l("Who keeps the minutes"), validate_choice=False)

    def offer(self, members: Iterable[Person], writers: Iterable[Person]) -> None:
        """Offer people to choose from."""
        self.chair.choices = [(str(one.id), name_of(one)) for one in members]
        self.secretary.choices = [(str(one.id), name_of(one)) for one in writers]


class VoteForm(Form):
    """Take the votes of a matter that the ranking names."""


class DepartureForm(Form):
    """Take the votes on another outcome than the ranking comes to."""

    outcome = SelectField(_l("Outcome proposed"), validate_choice=False)
    amount = MoneyField(_l("Sum in EUR"), description=_l("Only where it is awarded."))
    reason = TextField(
        _l("Reason"),
        [Required(_l("Say why."))],
        description=_l("It stands in the minutes."),
        max_chars=MAX_VOTE_REASON,
    )

    def __init__(self) -> None:
        super().__init__()
        self.outcome.choices = [("", _l("Choose")), *((one.value, OUTCOMES[one.value]) for one in DEPARTING)]


class QuestionForm(Form):
    """Take the votes on a question in words."""

    words = TextField(_l("What is put to the vote"), [Required(_l("Write the question."))], max_chars=MAX_QUESTION)


class SourceForm(Form):
    """Name the numbers of a public draw."""

    source = TextField(
        _l("Which numbers are taken"),
        [Required(_l("Name the source."))],
        description=_l(
            "Numbers that nobody can foresee and everybody can look up, with the day: for example, the numbers of the "
            "next draw of a lottery. Say in which order, one source in a line."
        ),
        max_chars=MAX_LOT_SOURCE,
    )


class NumbersForm(Form):
    """Take the numbers of a public draw as they came."""

    numbers = TextField(
        _l("The numbers as they came"),
        [Required(_l("Write the numbers."))],
        description=_l("Those of one source in a line."),
        max_chars=MAX_LOT_NUMBERS,
    )


def ballots_in() -> dict[uuid.UUID, Ballot]:
    """Return the votes that were sent, by the id of the member; what is none is left out and does not add up."""
    found: dict[uuid.UUID, Ballot] = {}
    for name, value in request.form.items():
        person_id = id_in(name.removeprefix(BALLOT)) if name.startswith(BALLOT) else None
        if person_id is not None and value in set(CAST):
            found[person_id] = Ballot(value)
    return found


def id_in(typed: str) -> uuid.UUID | None:
    """Return an id as a form sent it, or nothing for what is none."""
    try:
        return uuid.UUID(typed)
    except ValueError:
        return None


def shown_ballots(sent: Mapping[uuid.UUID, Ballot]) -> dict[str, str]:
    """Return what a form shows of the votes that were just sent."""
    return {str(one): ballot.value for one, ballot in sent.items()}
