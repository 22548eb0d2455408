"""The messages about awards after the decision."""

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.contests.queries import officials_in
from grants.awards.models import Decision
from grants.calls.queries import rules_of
from grants.evaluation.queries import stands_aside
from grants.notices.register import Audience, Event
from grants.notices.services import queue

EVENTS = (
    Event(name="award_accepted", template="awards/notices/accepted", audience=Audience.APPLICANT, urgent=True),
    Event(name="award_ended", template="awards/notices/award_ended", audience=Audience.OFFICIAL),
)


def accepted(application: Application, decision: Decision) -> None:
    """Tell everybody who works on an application that its award is taken, and what comes next."""
    rules = rules_of(application.call)
    for member in application.members:
        queue(
            event="award_accepted",
            subject_id=decision.id,
            person=member.person,
            template="awards/notices/accepted",
            context={"call": application.call, "application": application, "decision": decision, "rules": rules},
            call_id=application.call_id,
            application_id=application.id,
            reply_to=rules.organiser.email,
        )


def ended(application: Application, decision: Decision, actor: Person | None) -> None:
    """Tell the officials of a call that an award has ended, but for who did it and who is in conflict with it."""
    call = application.call
    for official in officials_in(call):
        if (actor is None or official.id != actor.id) and not stands_aside(official, application):
            queue(
                event="award_ended",
                subject_id=decision.id,
                person=official,
                template="awards/notices/award_ended",
                context={"application": application, "call": call, "decision": decision},
                call_id=call.id,
                application_id=application.id,
                reply_to=rules_of(call).organiser.email,
            )
