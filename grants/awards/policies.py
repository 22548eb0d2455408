"""Who may see the ranking, settle ties and decide."""

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.policies import right_of
from grants.awards.deliberation.sealing import are_open
from grants.calls.models import Call, Stage
from grants.calls.policies import are_results_public, may_assist, may_read_office
from grants.evaluation.policies import is_evaluator

CONFIRMED = frozenset({Stage.DECIDED, Stage.RESULTS_PUBLISHED})
RANKED = CONFIRMED | {Stage.DELIBERATION}


def may_see_ranking(person: Person | None, call: Call) -> bool:
    """Show the ranking to officials, auditors and the committee once the marks are open, never before."""
    return (may_read_office(person, call) or is_evaluator(person, call)) and are_open(call)


def may_settle(person: Person | None, call: Call) -> bool:
    """Let officials record how the committee settled a tie, while it deliberates."""
    return call.stage is Stage.DELIBERATION and may_assist(person, call)


def may_read_results(person: Person | None, call: Call) -> bool:
    """Let everybody read the results once they are published, and officials look at their page before."""
    return are_results_public(call) or may_read_office(person, call)


def may_read_letter(person: Person, application: Application) -> bool:
    """Let those who work on an application read its decision letter."""
    return right_of(person, application) is not None
