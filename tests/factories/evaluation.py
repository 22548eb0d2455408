"""Calls whose applications are checked and scored, made through the services."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person, RoleKind, Seat
from grants.applications.models import Application
from grants.applications.queries import submitted_in
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.policies import may_assist
from grants.calls.workflow import Action
from grants.db import db
from grants.evaluation import services
from grants.evaluation.committees import taken_seats
from grants.evaluation.models import Answer, ConflictKind, Declaration, Sheet
from grants.evaluation.policies import OFFICIALS_DECLARE, OUT_OF_JUDGEMENT
from grants.evaluation.seats.services import take_seat
from tests.factories.applications import a_submitted, an_open_call
from tests.factories.calls import OPEN, an_official
from tests.factories.documents import Raw, criterion
from tests.factories.people import a_person
from tests.support.stages import staged

JUDGED = datetime(2029, 12, 12, 12, tzinfo=UTC)
"""A moment of the example call at which it is checked and scored."""

CRITERIA = [criterion("2.1"), criterion("2.2", threshold="3", weight="2", step="0.5")]
COMMITTEE = {"size": 2, "quorum": 1, "decided_by": "committee"}
MARKS = {"2.1": "4", "2.2": "3.5"}


@staged
def a_checked_call(*titles: str, **changes: Any) -> Call:
    """Return a call that is being checked, with an application of each title by an applicant of its own."""
    call = an_open_call(**{"criteria": CRITERIA, "committee": COMMITTEE, **changes})
    for place, title in enumerate(titles or ("Ziemas nometne",)):
        application = a_submitted(call, a_person(f"Applicant of {title}"), title=title, name=f"Biedrība {title}")
        application.submitted_at = OPEN + timedelta(minutes=place)
    with clock.at(JUDGED):
        calls.advance(call=call, action=Action.START_CHECKING, actor=None)
    return call


@staged
def a_scored_call(*titles: str, **changes: Any) -> Call:
    """Return a call that is being scored, its applications checked; a chair called Dace sits in its committee."""
    call = a_checked_call(*titles, **changes)
    for application in submitted_in(call.id):
        check(application)
    an_evaluator(call, "Dace", Seat.CHAIR)
    start_scoring(call)
    return call


def start_scoring(call: Call) -> None:
    """Let the committee score."""
    with clock.at(JUDGED):
        calls.advance(call=call, action=Action.START_SCORING, actor=None)


def first_of(call: Call) -> Application:
    """Return the application of a call that was submitted first."""
    return submitted_in(call.id)[0]


def an_evaluator(call: Call, name: str = "Ilze", seat: Seat = Seat.MEMBER, *, person: Person | None = None) -> Person:
    """Return a person who has taken a seat in the committee of a call: a new one who reads English, unless given."""
    person = person or a_person(name)
    with clock.at(JUDGED):
        services.invite_evaluator(call=call, email=person.email, name=name, seat=seat, actor=None)
        take_seat(call=call, actor=person, statement="I promise.")
    return person


def chair_of(call: Call) -> Person:
    """Return who chairs the committee of a call."""
    with clock.at(JUDGED):
        return next(role.person for role in taken_seats(call.id) if role.seat is Seat.CHAIR)


def unseat(call: Call, person: Person) -> None:
    """End the seat of a person in the committee of a call."""
    with clock.at(JUDGED):
        role = next(role for role in taken_seats(call.id) if role.person_id == person.id)
        services.end_seat(call=call, role=role, actor=None)


def check(application: Application, answer: Answer = Answer.YES) -> None:
    """Answer the one administrative criterion of the example call."""
    with clock.at(JUDGED):
        services.answer_checks(application=application, answers={"1.1": services.Checked(answer)}, actor=None)


def declare(person: Person, application: Application, kind: ConflictKind | None = None) -> Declaration:
    """Declare no conflict, or one of a kind."""
    with clock.at(JUDGED):
        return services.declare(application=application, actor=person, conflict=kind is not None, kind=kind)


def declare_as_official(official: Person, *applications: Application) -> None:
    """Let an official declare no conflict about applications, as everybody does who checks or confirms."""
    with clock.at(max(JUDGED, clock.now())):  # no earlier than their role begins
        for application in applications:
            services.declare_as_official(application=application, actor=official, conflict=False)


def a_checker(kind: RoleKind = RoleKind.COORDINATOR) -> Person:
    """Return an official who has declared no conflict with anything that is judged in their calls."""
    official = an_official(kind)
    judged = select(Application).join(Application.call)
    judged = judged.where(Call.stage.in_(OFFICIALS_DECLARE), Application.state.not_in(OUT_OF_JUDGEMENT))
    with clock.at(max(JUDGED, clock.now())):
        theirs = [one for one in db.session.scalars(judged) if may_assist(official, one.call)]
    declare_as_official(official, *theirs)
    return official


def score(person: Person, application: Application, *, comment: str = "Labi.", submit: bool = True) -> Sheet:
    """Declare no conflict and fill in a sheet."""
    declare(person, application)
    with clock.at(JUDGED):
        return services.save_sheet(
            application=application,
            actor=person,
            marks=MARKS,
            comments={"2.1": comment},
            revision=0,
            submit=submit,
        )


def scoring(**changes: Any) -> Raw:
    """Return the scoring of a rules document that fits CRITERIA."""
    return {"decimals": 2, **changes}
