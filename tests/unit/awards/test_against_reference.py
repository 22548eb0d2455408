"""The decision agrees with the text said a second time, on thousands of random competitions."""

from random import Random
from typing import Any

import pytest

from grants.awards.ranking import Placement
from tests.unit.awards.competitions import competition
from tests.unit.awards.factories import decide
from tests.unit.awards.reference import reference_ranking

BATCHES = 20
BATCH = 150


def _as_reference(placement: Placement) -> dict[str, Any]:
    reasons = [
        {"code": str(one.code)}
        | ({"check": one.check} if one.check else {})
        | ({"criterion": one.criterion} if one.criterion else {})
        for one in placement.reasons
    ]
    return {
        "rank": placement.rank,
        "total": placement.total,
        "means": dict(placement.criterion_means),
        "outcome": str(placement.outcome),
        "amount": placement.amount,
        "reasons": reasons,
        "tied_with": list(placement.tied_with),
    }


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_decision_agrees_with_the_reference(batch: int) -> None:
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        made = competition(Random(seed))
        decided = {
            one.reference: _as_reference(one) for one in decide(made.rules, made.applications, made.ties).placements
        }
        assert decided == reference_ranking(made.rules, made.applications, made.ties), f"seed {seed}"
