"""The messages about awards after the decision."""

from grants.applications.models import Application
from grants.awards.models import Decision
from grants.calls.queries import rules_of
from grants.notices.register import Audience, Event
from grants.notices.services import queue

EVENTS = (Event(name="award_accepted", template="awards/notices/accepted", audience=Audience.APPLICANT, urgent=True),)


def accepted(application: Application, decision: Decision) -> None:
    """Tell everybody who works on an application that its award is taken, and what comes next."""
    rules = rules_of(application.call)
    for member in application.members:
        queue(
            event="award_accepted",
            subject_id=decision.id,
            person=member.person,
            template="awards/notices/accepted",
            context={"application": application, "decision": decision, "rules": rules},
            call_id=application.call_id,
            application_id=application.id,
            reply_to=rules.organiser.email,
        )
