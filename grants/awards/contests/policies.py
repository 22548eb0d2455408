"""Who may complain, and who handles complaints."""

from grants.accounts.models import Person
from grants.applications.models import Application, Right
from grants.applications.policies import has_right
from grants.awards.stakes import has_own_in
from grants.calls.models import Call
from grants.calls.policies import may_assist, may_manage, may_read_office
from grants.calls.rules.document import Rules
from grants.evaluation.queries import stands_aside


def takes_complaints(rules: Rules) -> bool:
    """Tell whether a decision is contested at the organiser's; what is appealed goes to a court."""
    return rules.schedule.contest is None or rules.schedule.contest.kind == "contest"


def may_complain(person: Person, application: Application) -> bool:
    """Let those who may submit an application complain about the decision on it."""
    return has_right(person, application, Right.SIGN)


def may_read_complaints(person: Person, call: Call) -> bool:
    """Let officials and auditors know of the complaints in a call, but for who has an application in it."""
    return may_read_office(person, call) and not has_own_in(call, person)


def may_read_complaint(person: Person, application: Application) -> bool:
    """Let them read a complaint about what they are not in conflict with."""
    return may_read_complaints(person, application.call) and not stands_aside(person, application)


def may_record(person: Person, call: Call) -> bool:
    """Let coordinators and secretaries record what came, name evaluators and look at the new ranking."""
    return may_assist(person, call) and may_read_complaints(person, call)


def may_rule(person: Person, application: Application) -> bool:
    """Let coordinators write down what was decided, and make the decisions that follow."""
    return may_manage(person, application.call) and may_read_complaint(person, application)
