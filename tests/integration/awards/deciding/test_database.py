"""The database itself refuses decisions that contradict themselves, whoever writes them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from grants import clock
from grants.applications.models import ApplicationState
from grants.awards.models import Act, Decision, Outcome
from grants.awards.queries import decision_on
from grants.db import db
from tests.factories.awards import a_decided_call, a_deliberated_call, application_in

pytestmark = pytest.mark.usefixtures("monday")


def store(reference: str = "A-1", **values: Any) -> None:
    """Store a first decision on an application of a call that is not decided."""
    application = application_in(a_deliberated_call(), reference)
    decision = Decision(
        **{"outcome": Outcome.REJECTED, "act": Act.CONFIRMED, "number": "1", "confirmed_at": clock.now()} | values
    )
    decision.application_id, decision.call_id = application.id, application.call_id
    db.session.add(decision)
    db.session.flush()


IMPOSSIBLE = {
    "awarded without an amount": {"outcome": Outcome.AWARDED},
    "an amount without an award": {"amount": Decimal("1.00")},
    "a negative amount": {"outcome": Outcome.AWARDED, "amount": Decimal("-1.00")},
    "a second decision without a first": {"sequence": 2, "act": Act.CORRECTED, "because": "Kļūda"},
    "a first decision that corrects": {"act": Act.CORRECTED, "because": "Kļūda"},
    "conditions of nothing": {"conditions": "Ar nosacījumu"},
    "a day to answer nothing": {"answer_until": date(2030, 1, 31)},
    "a resolution without a date": {"resolution_number": "12"},
    "a place in the ranking of what was not admitted": {"outcome": Outcome.INELIGIBLE, "rank": 1},
}


@pytest.mark.parametrize("values", IMPOSSIBLE.values(), ids=list(IMPOSSIBLE))
def test_it_refuses(values: dict[str, Any]) -> None:
    with pytest.raises(DBAPIError):
        store(**values)


def test_it_takes_one_that_agrees_with_itself() -> None:
    store(outcome=Outcome.AWARDED, amount=Decimal("1.00"), conditions="Ar nosacījumu", rank=1)


@pytest.mark.parametrize("state", [ApplicationState.SUBMITTED, ApplicationState.IN_CLARIFICATION])
def test_it_refuses_a_decision_while_checks_are_open(state: ApplicationState) -> None:
    call = a_deliberated_call()
    application = application_in(call, "A-1")
    application.state = state
    db.session.flush()
    decision = Decision(outcome=Outcome.REJECTED, number="1", confirmed_at=clock.now())
    decision.application_id, decision.call_id = application.id, call.id
    db.session.add(decision)
    with pytest.raises(DBAPIError, match="checks are open"):
        db.session.flush()


def test_it_refuses_to_rewrite_what_was_decided() -> None:
    decision = decision_on(application_in(a_decided_call(), "A-3"))
    assert decision is not None
    decision.reasoning = "Citi vārdi"
    with pytest.raises(DBAPIError, match="corrected by a new one"):
        db.session.flush()
