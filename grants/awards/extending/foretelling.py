"""What an applicant knows of the term to decide, of the decision and of what follows it, for the time line."""

from grants import clock
from grants.applications.foretelling import Known
from grants.applications.models import Application
from grants.awards.extending.queries import sent_until
from grants.awards.letters.dates import last_day_of
from grants.awards.letters.queries import letter_of
from grants.awards.models import Decision
from grants.awards.queries import told_decision_on
from grants.awards.terms import last_day_to_decide, local_day
from grants.calls.models import Stage
from grants.calls.queries import rules_of

DECIDED = frozenset({Stage.DECIDED, Stage.RESULTS_PUBLISHED})


def known_to_applicant(application: Application) -> Known:
    """Return what the applicant knows; the same whatever was judged, until the letter is sent.

    It asks by the stage of the call and never by the state of the application.
    """
    if application.call.stage in DECIDED:
        decision = told_decision_on(application)
        if decision is not None:
            return _told(application, decision)
    return _awaited(application)


def _awaited(application: Application) -> Known:
    if application.submitted_at is None:
        return Known()
    timezone = rules_of(application.call).schedule.timezone
    extended = sent_until(application)
    last = last_day_to_decide(local_day(application.submitted_at, timezone), extended)
    over = last < local_day(clock.now(), timezone)
    return Known(last_day=last, is_extended=extended is not None, is_over=over)


def _told(application: Application, decision: Decision) -> Known:
    rules, letter = rules_of(application.call), letter_of(decision)
    until = last_day_of(decision, letter, rules)
    return Known(
        told=True,
        told_at=letter.sent_at if letter is not None else decision.confirmed_at,
        contest_until=until,
        contest_is_over=until < local_day(clock.now(), rules.schedule.timezone),
        results_at=application.call.results_at,
    )
