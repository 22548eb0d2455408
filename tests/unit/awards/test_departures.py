"""What is decided otherwise than the ranking has it, and what it leaves for the rest."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from grants.awards.ranking import Fixed, Outcome, Ranking, displaced, exceeds, open_to, reallocated
from grants.calls.rules.document import Rules
from tests.unit.awards.competitions import Competition, competition
from tests.unit.awards.factories import application, call, criterion, decide
from tests.unit.awards.reference import Raw
from tests.unit.awards.test_properties import competitions, decided, thorough, within_limits

AWARD, REJECT = Fixed(Outcome.AWARDED, "Jā", Fraction(100)), Fixed(Outcome.REJECTED, "Nē")
HOLD, RESERVE = Fixed(Outcome.ON_HOLD, "Vēlāk"), Fixed(Outcome.RESERVE, "Rezervē")


def rules_with(**limit: object) -> Raw:
    return call(criteria=[criterion(threshold="2")], limit=limit)


THREE = [application("A", "9"), application("B", "7"), application("C", "5"), application("D", "1")]


def departing(rules: Raw, applications: list[Raw], fixed: Mapping[str, Fixed]) -> Ranking:
    requested = {one["reference"]: Decimal(one["requested"]) for one in applications}
    return reallocated(decide(rules, applications), Rules.model_validate(rules).funding, requested, fixed)


def outcomes(ranking: Ranking) -> dict[str, str]:
    return {one.reference: one.outcome.value for one in ranking.placements}


def test_a_place_that_a_departure_frees_goes_to_the_next_in_line() -> None:
    ranking = departing(rules_with(projects=1), THREE, {"A": REJECT})
    assert outcomes(ranking) == {"A": "rejected", "B": "awarded", "C": "reserve", "D": "rejected"}


def test_a_place_of_what_is_on_hold_is_kept_for_it() -> None:
    ranking = departing(rules_with(projects=2), THREE, {"A": HOLD})
    assert outcomes(ranking) == {"A": "on_hold", "B": "awarded", "C": "reserve", "D": "rejected"}


def test_what_would_get_nothing_keeps_no_place_while_it_is_on_hold() -> None:
    ranking = departing(rules_with(projects=1), THREE, {"C": HOLD})
    assert outcomes(ranking) == {"A": "awarded", "B": "reserve", "C": "on_hold", "D": "rejected"}


def test_an_award_out_of_turn_is_served_first_and_names_who_loses_the_place() -> None:
    rules = rules_with(projects=1)
    plain, fixed = decide(rules, THREE), {"B": AWARD}
    ranking = departing(rules, THREE, fixed)
    assert outcomes(ranking)["A"] == "reserve"
    assert displaced(plain, ranking, fixed) == ["A"]


def test_who_has_a_reason_of_their_own_is_not_named() -> None:
    rules, fixed = rules_with(projects=1), {"A": RESERVE, "B": AWARD}
    assert displaced(decide(rules, THREE), departing(rules, THREE, fixed), fixed) == []


def test_no_departure_awards_what_a_threshold_rejects() -> None:
    ranking = departing(rules_with(projects=1), THREE, {"D": AWARD})
    assert outcomes(ranking) == {"A": "awarded", "B": "reserve", "C": "reserve", "D": "rejected"}
    assert {one.reference for one in ranking.placements if Outcome.AWARDED in open_to(one)} == {"A", "B", "C"}


def test_awards_beyond_the_limit_are_told() -> None:
    rules = rules_with(projects=1)
    assert exceeds(departing(rules, THREE, {"A": AWARD, "B": AWARD}), Rules.model_validate(rules).funding)


def test_an_award_as_the_ranking_has_it_departs_from_nothing() -> None:
    rules = rules_with(projects=1)
    plain = decide(rules, THREE)
    same = Fixed(Outcome.AWARDED, "Ar nosacījumu", plain.placements[0].amount)
    assert departing(rules, THREE, {"A": same}) == plain


def some_fixed(random: Random, made: Competition) -> dict[str, Fixed]:
    return {
        one["reference"]: random.choice((AWARD, REJECT, HOLD, RESERVE))
        for one in made.applications
        if random.random() < 0.4
    }


@thorough
@given(competitions)
def test_without_departures_nothing_changes(made: Competition) -> None:
    ranking, funding = decided(made), Rules.model_validate(made.rules).funding
    requested = {one["reference"]: Decimal(one["requested"]) for one in made.applications}
    assert reallocated(ranking, funding, requested, {}) == ranking


@thorough
@given(st.randoms(use_true_random=False))
def test_departures_hold_what_they_say_and_the_rest_stays_within_the_limits(random: Random) -> None:
    made = competition(random)
    fixed, plain = some_fixed(random, made), decided(made)
    requested = {one["reference"]: Decimal(one["requested"]) for one in made.applications}
    ranking = reallocated(plain, Rules.model_validate(made.rules).funding, requested, fixed)
    before = {one.reference: one for one in plain.placements}
    for one in ranking.placements:
        was = before[one.reference]
        assert (one.rank, one.total, one.criterion_means) == (was.rank, was.total, was.criterion_means)
        if one.reference in fixed and fixed[one.reference].outcome in open_to(was):
            assert one.outcome is fixed[one.reference].outcome
        elif was.rank is None:
            assert one == was
    awards_fixed = [one for one in ranking.placements if one.reference in fixed and one.outcome is Outcome.AWARDED]
    assert awards_fixed or within_limits(made.rules, ranking)
