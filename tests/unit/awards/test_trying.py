"""What other limits come to: exactly what ranking under them would."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from grants.awards.deciding.trying import Limits, crossings, limit_of, narrower, tried
from grants.calls.rules.document import Rules
from tests.unit.awards.competitions import competition
from tests.unit.awards.factories import decide
from tests.unit.awards.test_properties import decided, thorough


@thorough
@given(st.randoms(use_true_random=False))
def test_trying_limits_comes_to_what_ranking_under_them_does(random: Random) -> None:
    made = competition(random)
    funding = Rules.model_validate(made.rules).funding
    projects, total = random.choice((None, 0, 1, 2, 5)), random.choice((None, Decimal("150.00"), Decimal("400.00")))
    limits = replace(Limits.of(funding), by_lot=((None, limit_of(projects, total)),))
    requested = {one["reference"]: Decimal(one["requested"]) for one in made.applications}
    now = decided(made)
    then = tried(now, funding, limits, requested, {})
    limit = {"projects": projects, "total": None if total is None else str(total)}
    amended = made.rules | {"funding": made.rules["funding"] | {"limit": limit}}
    assert then.ranking.placements == decide(amended, made.applications, made.ties).placements
    assert (crossings(now, then.ranking) == []) == (
        [(one.outcome, one.amount) for one in now.placements]
        == [(one.outcome, one.amount) for one in then.ranking.placements]
    )


@thorough
@given(st.randoms(use_true_random=False))
def test_the_limits_of_the_rules_are_never_narrower_and_survive_writing(random: Random) -> None:
    funding = Rules.model_validate(competition(random).rules).funding
    limits = Limits.of(funding)
    assert not narrower(limits, funding)
    assert Limits.read(limits.document()) == limits
    assert limits.of_rules(funding) == funding
