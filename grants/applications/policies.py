"""Who may do what with an application. Everything follows from the members, the state and roles in the call."""

from grants.accounts.models import Person
from grants.applications.models import Application, ApplicationState, Right
from grants.applications.workflow import WORKFLOW, Action
from grants.calls.models import Stage
from grants.calls.policies import may_assist, may_audit

_ORDER = (Right.READ, Right.EDIT, Right.SIGN)
UNSENT = frozenset({ApplicationState.DRAFT, ApplicationState.NOT_SUBMITTED})


def right_of(person: Person, application: Application) -> Right | None:
    """Return the right a person holds as a member of the application, if any."""
    return next((member.right for member in application.members if member.person_id == person.id), None)


def may_read(person: Person, application: Application) -> bool:
    """Let members read, and officials and auditors once it was sent in; drafts are the members' own."""
    return right_of(person, application) is not None or may_read_officially(person, application)


def may_read_officially(person: Person, application: Application) -> bool:
    """Let officials and auditors of the call read what was sent in."""
    return application.state not in UNSENT and (
        may_assist(person, application.call) or may_audit(person, application.call)
    )


def may_edit(person: Person, application: Application) -> bool:
    """Let members who may edit change a draft."""
    return application.state is ApplicationState.DRAFT and _holds(person, application, Right.EDIT)


def may_submit(person: Person, application: Application) -> bool:
    """Let members who may sign send a draft in."""
    return WORKFLOW.allows(application.state, Action.SUBMIT) and _holds(person, application, Right.SIGN)


def may_withdraw(person: Person, application: Application) -> bool:
    """Let members who may sign take an application back until the decision."""
    decided = application.call.stage in (Stage.DECIDED, Stage.RESULTS_PUBLISHED, Stage.CANCELLED)
    possible = WORKFLOW.allows(application.state, Action.WITHDRAW) and not decided
    return possible and _holds(person, application, Right.SIGN)


def _holds(person: Person, application: Application, least: Right) -> bool:
    right = right_of(person, application)
    return right is not None and _ORDER.index(right) >= _ORDER.index(least)
