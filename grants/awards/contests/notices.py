"""What is told of complaints: to who complains, to who handles them, to who evaluates anew."""

from grants.accounts.models import Person
from grants.awards.contests.models import Complaint, RulingSending
from grants.awards.contests.queries import officials_in
from grants.awards.mailing import mail_paper
from grants.evaluation.queries import stands_aside
from grants.notices.envelope import AttachedFile
from grants.notices.register import Audience, Event
from grants.notices.services import queue

ANSWERED = "complaint_answered"
"""The event of the e-mail that carries the signed decision on a complaint."""
EVENTS = (
    Event(
        name="complaint_received",
        template="awards/notices/complaint_received",
        audience=Audience.APPLICANT,
        urgent=True,
    ),
    Event(name="complaint_made", template="awards/notices/complaint_made", audience=Audience.OFFICIAL),
    Event(name="complaint_withdrawn", template="awards/notices/complaint_withdrawn", audience=Audience.OFFICIAL),
    Event(name="complaint_ruled", template="awards/notices/complaint_ruled", audience=Audience.APPLICANT),
    Event(
        name=ANSWERED,
        template="awards/notices/complaint_answered",
        audience=Audience.APPLICANT,
        once=True,
        heard=True,
        starts_term=True,
    ),
    Event(name="complaint_evaluation", template="awards/notices/complaint_evaluation", audience=Audience.COMMITTEE),
)


def received(complaint: Complaint, person: Person) -> None:
    """Send the receipt to who filed a complaint here."""
    _tell("complaint_received", complaint, person)


def made(complaint: Complaint) -> None:
    """Tell the officials of the call, but for who is in conflict with the application."""
    for official in officials_in(complaint.application.call):
        if not stands_aside(official, complaint.application):
            _tell("complaint_made", complaint, official)


def withdrawn(complaint: Complaint, actor: Person) -> None:
    """Tell the same officials that it was taken back, but for who wrote it down."""
    for official in officials_in(complaint.application.call):
        if official.id != actor.id and not stands_aside(official, complaint.application):
            _tell("complaint_withdrawn", complaint, official)


def ruled(complaint: Complaint) -> None:
    """Tell who works on the application what was decided, and why."""
    for member in complaint.application.members:
        _tell("complaint_ruled", complaint, member.person)


def answered(sending: RulingSending) -> None:
    """Send the signed decision itself to who works on the application."""
    complaint, file = sending.complaint, sending.document
    application = complaint.application
    mail_paper(
        AttachedFile(file.name, file.media_type, file.sha256, file.storage_key),
        event=ANSWERED,
        subject_id=sending.id,
        application=application,
        context={"complaint": complaint},
        reply_to=application.call.organiser.email,
    )


def asked_to_evaluate(complaint: Complaint, person: Person) -> None:
    """Ask somebody to evaluate an application anew; it names neither the applicant nor the complaint's words."""
    _tell("complaint_evaluation", complaint, person)


def _tell(event: str, complaint: Complaint, person: Person) -> None:
    call = complaint.application.call
    queue(
        event=event,
        subject_id=complaint.id,
        person=person,
        template=f"awards/notices/{event}",
        context={"call": call, "application": complaint.application, "complaint": complaint},
        call_id=call.id,
        application_id=complaint.application.id,
        reply_to=call.organiser.email,
    )
