"""What holds of every decision, on random competitions with many equals."""

from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grants.awards.ranking import Outcome, Placement, Ranking
from tests.unit.awards.competitions import Competition, competition
from tests.unit.awards.factories import decide, sheet, tie
from tests.unit.awards.reference import Raw

randoms = st.randoms(use_true_random=False)
competitions = st.builds(competition, randoms)
thorough = settings(max_examples=250)


def decided(made: Competition) -> Ranking:
    return decide(made.rules, made.applications, made.ties)


def by_reference(ranking: Ranking) -> dict[str, Placement]:
    return {one.reference: one for one in ranking.placements}


def open_ties_settled(made: Competition, ranking: Ranking, random: Random) -> Ranking:
    """Decide again, with every open group of equals put into a random order."""
    groups = {one.equals for one in ranking.placements if one.tied_with}
    orders = [tie(*random.sample(group, len(group))) for group in sorted(groups)]
    return decide(made.rules, made.applications, [*made.ties, *orders])


def within_limits(rules: Raw, ranking: Ranking) -> bool:
    amounts = [one.amount for one in ranking.placements if one.amount is not None]
    projects, total = rules["funding"]["limit"]["projects"], rules["funding"]["limit"]["total"]
    return (projects is None or len(amounts) <= projects) and (total is None or sum(amounts) <= Fraction(total))


@thorough
@given(competitions)
def test_the_same_input_gives_the_same_ranking(made: Competition) -> None:
    assert decided(made) == decided(deepcopy(made))


@thorough
@given(competitions, randoms)
def test_the_order_of_input_does_not_matter(made: Competition, random: Random) -> None:
    before = decided(made).placements
    random.shuffle(made.applications)
    for one in made.applications:
        random.shuffle(one["evaluations"])
    assert decided(made).placements == before


@thorough
@given(competitions)
def test_every_application_appears_once(made: Competition) -> None:
    references = [one.reference for one in decided(made).placements]
    assert sorted(references) == sorted(one["reference"] for one in made.applications)


@thorough
@given(competitions)
def test_nobody_below_a_threshold_is_awarded(made: Competition) -> None:
    total_threshold = made.rules["scoring"]["total_threshold"]
    thresholds = {one["code"]: one["threshold"] for one in made.rules["criteria"] if one["threshold"] is not None}
    for one in decided(made).placements:
        if one.outcome is Outcome.AWARDED:
            assert all((one.criterion_means[code] or 0) >= Fraction(value) for code, value in thresholds.items())
            assert total_threshold is None or (one.total or 0) >= Fraction(total_threshold)


@thorough
@given(competitions)
def test_only_the_ranked_are_awarded_kept_on_reserve_or_tied(made: Competition) -> None:
    shared = {Outcome.AWARDED, Outcome.RESERVE, Outcome.TIED}
    assert all((one.rank is not None) == (one.outcome in shared) for one in decided(made).placements)


@thorough
@given(competitions)
def test_nobody_is_awarded_more_than_requested(made: Competition) -> None:
    requested = {one["reference"]: Decimal(one["requested"]) for one in made.applications}
    assert all(one.amount is None or one.amount <= requested[one.reference] for one in decided(made).placements)


@thorough
@given(competitions)
def test_budget_and_quota_are_never_exceeded(made: Competition) -> None:
    assert within_limits(made.rules, decided(made))


@thorough
@given(competitions, randoms)
def test_budget_and_quota_are_never_exceeded_however_open_ties_are_settled(made: Competition, random: Random) -> None:
    ranking = decided(made)
    assert within_limits(made.rules, open_ties_settled(made, ranking, random))


@thorough
@given(competitions, randoms)
def test_what_is_not_tied_stays_however_open_ties_are_settled(made: Competition, random: Random) -> None:
    assume(all(one["requested"] != "0.00" for one in made.applications))
    ranking = decided(made)
    settled = by_reference(open_ties_settled(made, ranking, random))
    for one in ranking.placements:
        if one.outcome is not Outcome.TIED:
            then = settled[one.reference]
            assert (then.outcome, then.amount, then.reasons) == (one.outcome, one.amount, one.reasons)


@thorough
@given(competitions, randoms)
def test_nobody_is_tied_once_every_tie_is_settled(made: Competition, random: Random) -> None:
    settled = open_ties_settled(made, decided(made), random)
    assert all(one.outcome is not Outcome.TIED for one in settled.placements)


@thorough
@given(competitions, randoms)
def test_raising_a_mark_never_lowers_a_rank(made: Competition, random: Random) -> None:
    before = by_reference(decided(made))
    raised = _raise_a_mark(made, random)
    assume(raised is not None)
    after = by_reference(decided(made))
    then, now = before[str(raised)].rank, after[str(raised)].rank
    assert then is None or (now is not None and now <= then)


@thorough
@given(competitions)
def test_a_withdrawn_application_counts_for_the_others_as_if_absent(made: Competition) -> None:
    withdrawn = {one["reference"] for one in made.applications if one["status"] == "withdrawn"}
    with_them = [one for one in decided(made).placements if one.reference not in withdrawn]
    made.applications[:] = [one for one in made.applications if one["reference"] not in withdrawn]
    assert list(decided(made).placements) == with_them


@thorough
@given(competitions)
def test_a_sheet_with_a_conflict_changes_nothing(made: Competition) -> None:
    before = decided(made)
    for one in made.applications:
        one["evaluations"].append(sheet("E9", conflict=True) | {"scores": {"2.0": "2"}})
    assert decided(made) == before


def _raise_a_mark(made: Competition, random: Random) -> str | None:
    """Raise one mark by one step of its scale, in place; return whose, None where no mark can rise."""
    steps = {one["code"]: (Decimal(one["step"]), Decimal(one["max"])) for one in made.rules["criteria"]}
    can_rise = [
        (one["reference"], given["scores"], code)
        for one in made.applications
        for given in one["evaluations"]
        for code, mark in given["scores"].items()
        if mark is not None and Decimal(mark) + steps[code][0] <= steps[code][1]
    ]
    if not can_rise:
        return None
    reference, scores, code = random.choice(can_rise)
    scores[code] = str(Decimal(scores[code]) + steps[code][0])
    return str(reference)
