"""The decision letter: what an administrative act has to say (Administratīvā procesa likums, s. 67)."""

from zoneinfo import ZoneInfo

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.models import Decision
from grants.awards.terms import contest_until, notified_on
from grants.calls.rules.document import Rules
from grants.notices.services import queue


def decided(decision: Decision, application: Application, rules: Rules, official: Person) -> None:
    """Send the decision to everybody who works on the application."""
    for member in application.members:
        queue(
            event="decision",
            subject_id=decision.id,
            person=member.person,
            template="awards/notices/decision",
            context=letter(decision, application, rules, official),
            call_id=decision.call_id,
            reply_to=rules.organiser.email,
        )


def letter(decision: Decision, application: Application, rules: Rules, official: Person) -> dict[str, object]:
    """Return what a decision letter is made of, with its dates counted from the day it is sent."""
    sent = clock.now().astimezone(ZoneInfo(rules.schedule.timezone)).date()
    contest = rules.schedule.contest
    return {
        "decision": decision,
        "application": application,
        "rules": rules,
        "official": official,
        "sent_on": sent,
        "notified_on": notified_on(sent),
        "contest": contest,
        "contest_until": contest_until(sent, contest.months) if contest else None,
    }
