"""What people are told about conflicts that officials recorded or lifted."""

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.evaluation.interests.models import InterestAct
from grants.evaluation.seats.queries import seat_in
from grants.notices.register import Audience, Event
from grants.notices.services import queue

EVENTS = (
    Event(name="conflict_recorded", template="evaluation/notices/conflict_recorded", audience=Audience.COMMITTEE),
    Event(name="conflict_lifted", template="evaluation/notices/conflict_lifted", audience=Audience.COMMITTEE),
)


def recorded(application: Application, person: Person, act: InterestAct) -> None:
    """Tell somebody that an official recorded a conflict of theirs, and why."""
    _tell("conflict_recorded", application, person, act)


def lifted(application: Application, person: Person, act: InterestAct) -> None:
    """Tell somebody that a conflict of theirs was a mistake, so that they declare anew."""
    _tell("conflict_lifted", application, person, act)


def _tell(event: str, application: Application, person: Person, act: InterestAct) -> None:
    call = application.call
    page = "evaluation.call" if seat_in(person, call) else "office.call"
    queue(
        event=event,
        subject_id=act.id,
        person=person,
        template=f"evaluation/notices/{event}",
        context={"call": call, "application": application, "reason": act.reason, "page": page},
        call_id=call.id,
        application_id=application.id,
        reply_to=call.organiser.email,
    )
