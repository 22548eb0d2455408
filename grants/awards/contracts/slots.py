"""The contract on an award, on the official's page of the application."""

from grants.applications.models import Application
from grants.awards.contracts.notices import was_sent
from grants.awards.contracts.policies import may_draft
from grants.awards.contracts.queries import contracts_on
from grants.awards.models import Outcome
from grants.awards.policies import CONFIRMED
from grants.awards.queries import decision_on
from grants.awards.stakes import has_own_in
from grants.calls.policies import may_read_office
from grants.web.reader import reader


def on_office_application(application: Application, **_context: object) -> dict[str, object] | None:
    """Show the drafts of the contract, and let officials draft one on an award."""
    person, call = reader(), application.call
    if call.stage not in CONFIRMED or person is None or not may_read_office(person, call) or has_own_in(call, person):
        return None
    contracts, decision = contracts_on(application), decision_on(application)
    is_awarded = decision is not None and decision.outcome is Outcome.AWARDED
    lacking = is_awarded and all(one.decision_id != decision.id for one in contracts if decision)
    if not contracts and not lacking:
        return None
    may = may_draft(person, application)
    was_told = bool(contracts) and was_sent(contracts[-1])
    return {
        "contracts": contracts,
        "drafts": lacking and may,
        "lacking": lacking,
        "sends": is_awarded and not lacking and may and not was_told,
        "was_sent": was_told,
    }
