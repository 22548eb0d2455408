"""Money of a call that was not awarded, where its rules say that it goes to the next round."""

from decimal import Decimal

from grants.accounts.models import Person
from grants.awards import queries
from grants.awards.policies import CONFIRMED
from grants.awards.stakes import has_own_in
from grants.calls.models import Call
from grants.calls.policies import are_results_public
from grants.calls.queries import rules_of


def left_of(call: Call) -> Decimal | None:
    """Return what the decisions in force leave for the next round; None where the rules do not say so."""
    rules = rules_of(call)
    if call.stage not in CONFIRMED or rules.funding.unused is None or rules.funding.limit.total is None:
        return None
    _projects, awarded = queries.awarded_in([call.id]).get(call.id, (0, Decimal(0)))
    return rules.funding.limit.total - awarded


def left_to(call: Call, person: Person) -> Decimal | None:
    """Return it for somebody who may know it: nobody with an application in the call before its results are public."""
    if not are_results_public(call) and has_own_in(call, person):
        return None
    return left_of(call)
