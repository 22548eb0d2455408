"""Who types in the paper sheets of members."""

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.calls.models import Stage
from grants.calls.policies import may_assist
from grants.calls.queries import rules_of
from grants.evaluation.policies import JUDGEABLE, is_evaluator, is_own


def may_enter(person: Person, application: Application) -> bool:
    """Tell whether an official could type in sheets for an application now, whatever they have declared.

    Who sits in the committee does not: their own marks are theirs alone only while they know those of nobody else.
    """
    call = application.call
    official = may_assist(person, call) and not is_evaluator(person, call) and not is_own(person, application)
    scored = call.stage is Stage.SCORING and application.state in JUDGEABLE
    return official and scored and bool(rules_of(call).criteria)
