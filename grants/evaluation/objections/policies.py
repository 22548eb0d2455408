"""Who may object to whom, and until when."""

from grants.accounts.models import Person
from grants.applications.models import Application, Right
from grants.applications.policies import has_right
from grants.calls.models import Call, Stage
from grants.calls.rules.document import Rules
from grants.evaluation.policies import DECLARABLE, OUT_OF_JUDGEMENT

NAMED = DECLARABLE | {Stage.PUBLISHED}
"""While an applicant sees the names: from submitting on, until the sheets are closed."""


def names_members(call: Call, rules: Rules) -> bool:
    """Tell whether applicants are told now who evaluates."""
    return rules.committee.objections and call.stage in NAMED


def may_see_members(person: Person, application: Application, rules: Rules) -> bool:
    """Let those who work on what was sent in see who evaluates it."""
    is_sent = application.state not in OUT_OF_JUDGEMENT
    return is_sent and names_members(application.call, rules) and has_right(person, application, Right.READ)


def may_object(person: Person, application: Application, rules: Rules) -> bool:
    """Let members who may edit object to somebody who evaluates."""
    return may_see_members(person, application, rules) and has_right(person, application, Right.EDIT)
