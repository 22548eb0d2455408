"""What the pages of others show of complaints."""

from grants.applications.models import Application
from grants.awards.contests.policies import (
    may_complain,
    may_read_complaint,
    may_read_complaints,
    may_rule,
    takes_complaints,
)
from grants.awards.contests.queries import complaints_about, open_in
from grants.awards.policies import CONFIRMED
from grants.awards.queries import decision_on
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.web.reader import reader

Shown = dict[str, object] | None


def on_office_page(call: Call, **_context: object) -> Shown:
    """Say on the official's page of a call how many decisions are contested, and lead there."""
    person = reader()
    if call.stage not in CONFIRMED or person is None or not takes_complaints(rules_of(call)):
        return None
    if not may_read_complaints(person, call):
        return None
    return {"count": len(open_in(call))}


def on_office_application(application: Application, **_context: object) -> Shown:
    """Say to officials that the decision on an application is contested."""
    person = reader()
    if application.call.stage not in CONFIRMED or person is None or not may_read_complaint(person, application):
        return None
    found = complaints_about(application)
    suspended = any(one.is_open for one in found)
    corrects = not suspended and may_rule(person, application) and decision_on(application) is not None
    return {"complaints": found, "corrects": corrects} if found or corrects else None


def on_application(application: Application, **_context: object) -> Shown:
    """Lead who works on an application to what they say against its decision."""
    person = reader()
    if application.call.stage not in CONFIRMED or person is None or not takes_complaints(rules_of(application.call)):
        return None
    return {} if may_complain(person, application) else None
