"""Who may see the ranking, settle ties and decide."""

from grants.accounts.models import Person
from grants.calls.models import Call, Stage
from grants.calls.policies import may_assist, may_audit, may_manage
from grants.evaluation.policies import is_evaluator

RANKED = frozenset({Stage.DELIBERATION, Stage.DECIDED, Stage.RESULTS_PUBLISHED})


def may_see_ranking(person: Person | None, call: Call) -> bool:
    """Show the ranking to officials, auditors and the committee once all sheets are closed, never before."""
    return call.stage in RANKED and (may_assist(person, call) or may_audit(person, call) or is_evaluator(person, call))


def may_settle(person: Person | None, call: Call) -> bool:
    """Let officials record how the committee settled a tie, while it deliberates."""
    return call.stage is Stage.DELIBERATION and may_assist(person, call)


def may_confirm(person: Person | None, call: Call) -> bool:
    """Let the coordinator confirm the decisions of the whole call."""
    return call.stage is Stage.DELIBERATION and may_manage(person, call)


def may_publish_results(person: Person | None, call: Call) -> bool:
    """Let the coordinator publish the results once they are decided."""
    return call.stage is Stage.DECIDED and may_manage(person, call)
