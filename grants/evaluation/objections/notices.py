"""What an applicant is told about an objection."""

from grants.accounts.queries import people_by_id
from grants.applications.models import Application
from grants.evaluation.objections.models import Objection
from grants.notices.register import Audience, Event
from grants.notices.services import queue

EVENTS = (
    Event(name="objection_decided", template="evaluation/notices/objection_decided", audience=Audience.APPLICANT),
)


def decided(application: Application, objection: Objection) -> None:
    """Tell whoever objected what was decided, and why."""
    call = application.call
    queue(
        event="objection_decided",
        subject_id=objection.id,
        person=people_by_id([objection.made_by_id])[objection.made_by_id],
        template="evaluation/notices/objection_decided",
        context={
            "call": call,
            "application": application,
            "member": objection.member.name,
            "upheld": objection.upheld,
            "answer": objection.answer,
        },
        call_id=call.id,
        application_id=application.id,
        reply_to=call.organiser.email,
    )
