"""What the decision shows on the pages of earlier stages."""

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal

from grants.applications.labels import STATES
from grants.applications.models import Application, ApplicationState
from grants.applications.policies import may_read_officially
from grants.applications.reading import rules_for
from grants.awards import labels
from grants.awards.deliberation.policies import may_read_marks
from grants.awards.deliberation.sealing import are_open
from grants.awards.elsewhere import awarded_by_year, elsewhere_of, is_applicant
from grants.awards.models import Outcome
from grants.awards.policies import CONFIRMED, RANKED, may_read_letter
from grants.awards.printing import shown
from grants.awards.queries import awarded_in, decision_known_to, decision_on
from grants.awards.reports import is_unfinished, report_on
from grants.calls.models import Call
from grants.calls.policies import are_results_public, may_assist, may_read_office
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.web.reader import reader

Shown = dict[str, object] | None


def on_call_page(call: Call, **_context: object) -> Shown:
    """Show everybody where the results are, once they are published."""
    return {} if are_results_public(call) else None


def elsewhere(application: Application, **_context: object) -> Shown:
    """Show officials what the same applicant asked for and got in other calls of the organiser."""
    person = reader()
    if person is None or not may_read_office(person, application.call):
        return None
    found = elsewhere_of(application, person)
    if not found:
        return None
    is_first = rules_for(application).applicants.never_funded
    return {
        "elsewhere": found,
        "years": awarded_by_year(found),
        "against_rules": is_first and any(each.is_awarded and is_applicant(each) for each in found),
        "outcomes": labels.OUTCOMES,
        "same_words": labels.SAME,
        "states": STATES,
    }


def report(application: Application, **_context: object) -> Shown:
    """Show officials whether the report on an awarded project was accepted, and let them write it down."""
    person = reader()
    if application.call.stage not in CONFIRMED or person is None or not may_read_office(person, application.call):
        return None
    decision = decision_on(application)
    if decision is None or decision.outcome is not Outcome.AWARDED:
        return None
    accepted, projects = report_on(application), rules_of(application.call).schedule.implementation
    return {
        "report": accepted,
        "until": projects.until,
        "due": projects.report_until,
        "unfinished": is_unfinished(application.call, accepted),
        "assists": may_assist(person, application.call),
    }


def on_programme(calls: Sequence[Call], rules: Mapping[uuid.UUID, Rules]) -> Shown:
    """Show what the calls of a programme came to, of those whose results are published."""
    done = [call for call in calls if are_results_public(call)]
    if not done:
        return None
    awarded = awarded_in([call.id for call in done])
    lines = []
    for call in done:
        projects, together = awarded.get(call.id, (0, Decimal(0)))
        total = rules[call.id].funding.limit.total
        unused = None if total is None else total - together
        goes_on = rules[call.id].funding.unused == "next_round"
        line = {"call": call, "projects": projects, "awarded": together, "unused": unused, "goes_on": goes_on}
        lines.append(line)
    return {"lines": lines}


def on_sheet(application: Application, **_context: object) -> Shown:
    """Lead an evaluator to the sheets of others, once they may be read."""
    person = reader()
    if person is None or not rules_of(application.call).criteria or not may_read_marks(person, application):
        return None
    return {"opened": are_open(application.call)}


def case_file(application: Application, **_context: object) -> Shown:
    """Let officials and auditors take everything there is about an application along."""
    person = reader()
    if person is None or not may_read_officially(person, application):
        return None
    scored = bool(rules_of(application.call).criteria) and application.call.stage in RANKED
    return {"summary": scored and are_open(application.call) and may_read_marks(person, application)}


def on_application(application: Application, **_context: object) -> Shown:
    """Show what was decided on an application; its members once its letter was sent, beside the way to it."""
    person = reader()
    if person is None or application.state is not ApplicationState.DECIDED:
        return None
    decision = decision_known_to(person, application)
    if decision is None:
        return None
    return {
        "decision": decision,
        "total": shown(decision.total) if decision.total else "",
        "reads_letter": may_read_letter(person, application),
        "outcomes": labels.OUTCOMES,
        "tones": labels.TONES,
    }
