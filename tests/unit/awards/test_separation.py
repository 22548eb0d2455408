"""What set applications with as many points apart."""

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from grants.awards.ranking import SETTLED, TOTAL, Ranking, rounded
from tests.unit.awards.competitions import Competition, competition
from tests.unit.awards.factories import application, call, criterion, decide, sheet, tie
from tests.unit.awards.reference import Raw

CRITERIA = [criterion("c1"), criterion("c2")]


def marked(reference: str, first: str, second: str, **changes: Any) -> Raw:
    """Return an application with one sheet."""
    return application(reference, evaluations=[sheet(c1=first, c2=second)], **changes)


def apart(ranking: Ranking) -> dict[str, tuple[str, ...]]:
    return {one.reference: one.separated_by for one in ranking.placements}


def broken_by(*tie_breaks: str, **scoring: object) -> Raw:
    return call(criteria=CRITERIA, scoring={"tie_break": list(tie_breaks), **scoring})


def test_different_totals_need_nothing_else() -> None:
    ranking = decide(broken_by("criterion:c1"), [marked("A", "5", "5"), marked("B", "4", "4")])
    assert apart(ranking) == {"A": (), "B": ()}


def test_the_tie_break_that_decided_is_named_for_both() -> None:
    ranking = decide(broken_by("criterion:c1"), [marked("A", "5", "4"), marked("B", "4", "5")])
    assert apart(ranking) == {"A": ("criterion:c1",), "B": ("criterion:c1",)}


def test_a_tie_break_that_left_them_equal_is_not_named() -> None:
    applications = [marked("A", "5", "4", requested="90.00"), marked("B", "5", "4")]
    assert apart(decide(broken_by("criterion:c1", "requested:asc"), applications))["A"] == ("requested:asc",)


def test_what_set_it_apart_from_one_further_away_is_named_too() -> None:
    applications = [marked("A", "5", "4"), marked("B", "4", "5", requested="90.00"), marked("C", "4", "5")]
    found = apart(decide(broken_by("criterion:c1", "requested:asc"), applications))
    both = ("criterion:c1", "requested:asc")
    assert found == {"A": ("criterion:c1",), "B": both, "C": both}


def test_an_order_of_the_committee_is_named() -> None:
    ranking = decide(broken_by(), [marked("A", "5", "4"), marked("B", "4", "5")], [tie("B", "A")])
    assert apart(ranking) == {"A": (SETTLED,), "B": (SETTLED,)}


def test_equals_that_nobody_has_settled_are_not_apart() -> None:
    assert apart(decide(broken_by(), [marked("A", "5", "4"), marked("B", "4", "5")])) == {"A": (), "B": ()}


def test_an_order_of_which_one_is_left_separates_nobody() -> None:
    applications = [marked("A", "5", "4"), marked("B", "4", "5", status="withdrawn")]
    assert apart(decide(broken_by(), applications, [tie("B", "A")]))["A"] == ()


def test_totals_that_only_rounding_makes_equal_are_told_apart_by_themselves() -> None:
    applications = [marked("A", "5", "4.5"), marked("B", "5", "5"), marked("C", "5", "4")]
    assert apart(decide(broken_by(decimals=0), applications)) == {"B": (TOTAL,), "A": (TOTAL,), "C": ()}


def test_what_is_not_ranked_is_not_compared() -> None:
    rules = call(criteria=[criterion("c1", threshold="5"), criterion("c2")], scoring={"tie_break": ["criterion:c1"]})
    assert apart(decide(rules, [marked("A", "5", "4"), marked("B", "4", "5")])) == {"A": (), "B": ()}


@settings(max_examples=250)
@given(st.builds(competition, st.randoms(use_true_random=False)))
def test_what_is_named_is_what_leaving_it_out_would_change(made: Competition) -> None:
    """Compare with the definition: of the rankings under ever more tie-breaks, which first tells a pair apart."""
    tie_breaks = made.rules["scoring"]["tie_break"]
    steps = [_ranks(made, tie_breaks[:count]) for count in range(len(tie_breaks) + 1)]
    ranking = decide(made.rules, made.applications, made.ties)
    ranked = [one for one in ranking.placements if one.rank is not None]
    for one in ranked:
        expected = set()
        for other in ranked:
            same = _in_print(made, one.total) == _in_print(made, other.total)
            if same and one.rank != other.rank:
                differs = (count for count, ranks in enumerate(steps) if ranks[one.reference] != ranks[other.reference])
                first = next(differs, len(steps))
                expected.add([TOTAL, *tie_breaks, SETTLED][first])
        assert set(one.separated_by) == expected


def _ranks(made: Competition, tie_breaks: list[str]) -> dict[str, int | None]:
    rules = made.rules | {"scoring": made.rules["scoring"] | {"tie_break": tie_breaks}}
    return {one.reference: one.rank for one in decide(rules, made.applications).placements}


def _in_print(made: Competition, total: Fraction | None) -> str:
    assert total is not None
    return rounded(total, made.rules["scoring"]["decimals"])
