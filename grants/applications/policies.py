"""Who may do what with an application. Everything follows from the members, the state and roles in the call."""

from grants.accounts.models import Person
from grants.applications.models import Application, ApplicationState, Right
from grants.applications.workflow import WORKFLOW, Action
from grants.calls.models import Stage
from grants.calls.policies import may_read_office

_ORDER = (Right.READ, Right.EDIT, Right.SIGN)
UNSENT = frozenset({ApplicationState.DRAFT, ApplicationState.NOT_SUBMITTED})
FINAL_STAGES = frozenset({Stage.DECIDED, Stage.RESULTS_PUBLISHED, Stage.CANCELLED})
"""Stages of a call in which nothing can be withdrawn any more."""


def right_of(person: Person, application: Application) -> Right | None:
    """Return the right a person holds as a member of the application, if any."""
    return next((member.right for member in application.members if member.person_id == person.id), None)


def has_right(person: Person, application: Application, least: Right) -> bool:
    """Tell whether a person holds a right, or one that includes it, as a member, whatever the state allows now."""
    right = right_of(person, application)
    return right is not None and _ORDER.index(right) >= _ORDER.index(least)


def may_lead(person: Person, application: Application) -> bool:
    """Let whoever leads an application decide who works on it."""
    return any(member.person_id == person.id and member.leads for member in application.members)


def may_read(person: Person, application: Application) -> bool:
    """Let members read, and officials and auditors once it was sent in; drafts are the members' own."""
    return right_of(person, application) is not None or may_read_officially(person, application)


def may_read_officially(person: Person, application: Application) -> bool:
    """Let officials and auditors of the call read what was sent in."""
    return application.state not in UNSENT and may_read_office(person, application.call)


def may_edit(person: Person, application: Application) -> bool:
    """Let members who may edit change a draft."""
    return application.state is ApplicationState.DRAFT and has_right(person, application, Right.EDIT)


def may_submit(person: Person, application: Application) -> bool:
    """Let members who may sign send a draft in."""
    return WORKFLOW.allows(application.state, Action.SUBMIT) and has_right(person, application, Right.SIGN)


def may_withdraw(person: Person, application: Application) -> bool:
    """Let members who may sign take an application back until the decision."""
    possible = WORKFLOW.allows(application.state, Action.WITHDRAW) and application.call.stage not in FINAL_STAGES
    return possible and has_right(person, application, Right.SIGN)
