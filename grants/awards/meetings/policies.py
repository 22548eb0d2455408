"""Who plans sittings, keeps their record and reads of them."""

from grants.accounts.models import Person
from grants.awards.deliberation.sealing import are_open
from grants.calls.models import Call, Stage
from grants.calls.policies import may_assist, may_read_office
from grants.evaluation.policies import is_evaluator

HELD = frozenset({Stage.CHECKING, Stage.SCORING, Stage.DELIBERATION, Stage.DECIDED, Stage.RESULTS_PUBLISHED})
"""While the committee of a call meets: once nothing more can arrive, and after the decisions about complaints."""


def may_read(person: Person, call: Call) -> bool:
    """Let officials, auditors and the committee know when it meets and about what."""
    return may_read_office(person, call) or is_evaluator(person, call)


def may_plan(person: Person, call: Call) -> bool:
    """Let coordinators and secretaries plan sittings of the committee."""
    return may_assist(person, call) and call.stage in HELD


def may_hold(person: Person, call: Call) -> bool:
    """Let coordinators and secretaries keep the record of a sitting."""
    return may_assist(person, call)


def shows_ranking(call: Call) -> bool:
    """Tell whether there is a ranking that a sitting can look at."""
    return call.stage in {Stage.DELIBERATION, Stage.DECIDED, Stage.RESULTS_PUBLISHED} and are_open(call)
