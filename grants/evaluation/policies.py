"""Who may check, declare and score. A conflict of interest beats every role."""

from grants.accounts.models import Person, RoleKind
from grants.accounts.policies import holds
from grants.applications.models import Application, ApplicationState
from grants.applications.policies import UNSENT, right_of
from grants.calls.models import Call, Stage
from grants.calls.policies import may_assist
from grants.evaluation.models import Declaration

OUT_OF_JUDGEMENT = UNSENT | {ApplicationState.WITHDRAWN}
DECLARABLE = frozenset({Stage.CHECKING, Stage.SCORING})
JUDGEABLE = frozenset({ApplicationState.CHECKED, ApplicationState.SCORED})


def is_evaluator(person: Person | None, call: Call) -> bool:
    """Tell whether a person sits in the committee of the call; a role in the organiser alone does not do."""
    return holds(person, RoleKind.EVALUATOR, call_id=call.id)


def is_own(person: Person, application: Application) -> bool:
    """Tell whether a person works on the application or entered its applicant, so that they never judge it."""
    organisation = application.organisation
    entered = organisation is not None and organisation.created_by_id == person.id
    return entered or right_of(person, application) is not None


def may_check(person: Person | None, call: Call) -> bool:
    """Let officials answer the administrative criteria while the call is being checked."""
    return call.stage is Stage.CHECKING and may_assist(person, call)


def may_judge(person: Person, application: Application) -> bool:
    """Tell whether an evaluator's judgement of an application is possible at all, before any declaration."""
    possible = application.state not in OUT_OF_JUDGEMENT and not is_own(person, application)
    return possible and is_evaluator(person, application.call)


def may_declare(person: Person, application: Application) -> bool:
    """Let evaluators declare a conflict or none, from the checks on until the sheets are closed."""
    return application.call.stage in DECLARABLE and may_judge(person, application)


def may_read_content(person: Person, application: Application, declaration: Declaration | None) -> bool:
    """Let an evaluator read an application once they have declared that they have no conflict."""
    return declaration is not None and not declaration.conflict and may_judge(person, application)


def may_score(person: Person, application: Application, declaration: Declaration | None) -> bool:
    """Let an evaluator without conflict score what passed the checks, while the call is being scored."""
    scoring = application.call.stage is Stage.SCORING and application.state in JUDGEABLE
    return scoring and may_read_content(person, application, declaration)
