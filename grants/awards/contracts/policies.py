"""Who may draft contracts, and read the drafts."""

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.calls.policies import may_assist
from grants.evaluation.queries import stands_aside


def may_draft(person: Person, application: Application) -> bool:
    """Let coordinators and secretaries of the call who are in no conflict of interest with the application."""
    return may_assist(person, application.call) and not stands_aside(person, application)
