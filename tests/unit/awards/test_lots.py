"""Lots: places and money of each direction or parish are its own, and only what competes for them competes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.awards.ranking import Fixed, Outcome, Placement, Ranking, exceeds, reallocated
from grants.calls.rules.document import Rules
from tests.unit.awards.factories import WORDS, application, call, decide
from tests.unit.awards.reference import Raw

NORTH, SOUTH = "north", "south"
PARISH = {
    "code": "parish",
    "type": "choice",
    "label": WORDS,
    "required": True,
    "options": [{"code": NORTH, "label": {"lv": "Ziemeļi"}}, {"code": SOUTH, "label": {"lv": "Dienvidi"}}],
}


def with_lots(north: Raw, south: Raw, **changes: Any) -> Raw:
    """Build a call with two lots; what they have together is not what is tested here."""
    rules = call(fields=(PARISH,), **changes)
    limits = [{"option": NORTH, **north}, {"option": SOUTH, **south}]
    rules["funding"] |= {"lots": {"field": "parish", "limits": limits}}
    return rules


def in_lot(reference: str, lot: str | None, *marks: str, **changes: Any) -> Raw:
    return application(reference, *marks, answers={"parish": lot} if lot else {}, **changes)


def outcomes(ranking: Ranking) -> dict[str, str]:
    return {one.reference: one.outcome.value for one in ranking.placements}


def placed(ranking: Ranking, reference: str) -> Placement:
    return next(one for one in ranking.placements if one.reference == reference)


def test_each_lot_gives_its_own_places_down_the_one_ranking() -> None:
    rules = with_lots({"projects": 1}, {"projects": 1})
    ranking = decide(rules, [in_lot("A", NORTH, "9"), in_lot("B", NORTH, "8"), in_lot("C", SOUTH, "7")])
    assert outcomes(ranking) == {"A": "awarded", "B": "reserve", "C": "awarded"}
    assert [one.rank for one in ranking.placements] == [1, 2, 3]


def test_equals_of_different_lots_do_not_hang_on_each_other() -> None:
    rules = with_lots({"projects": 1}, {"projects": 1})
    ranking = decide(rules, [in_lot("A", NORTH, "9"), in_lot("B", SOUTH, "9")])
    assert outcomes(ranking) == {"A": "awarded", "B": "awarded"}


def test_equals_of_one_lot_that_do_not_both_fit_are_tied() -> None:
    rules = with_lots({"projects": 1}, {"projects": 1})
    ranking = decide(rules, [in_lot("A", NORTH, "9"), in_lot("B", SOUTH, "9"), in_lot("C", SOUTH, "9")])
    assert outcomes(ranking) == {"A": "awarded", "B": "tied", "C": "tied"}


def test_money_of_one_lot_never_helps_another() -> None:
    rules = with_lots({"total": "100.00"}, {"total": "500.00"})
    ranking = decide(rules, [in_lot("A", NORTH, "9"), in_lot("B", NORTH, "8"), in_lot("C", SOUTH, "7")])
    assert outcomes(ranking) == {"A": "awarded", "B": "reserve", "C": "awarded"}


@pytest.mark.parametrize("answer", [None, "west"])
def test_an_application_of_no_lot_waits_and_holds_nobody_up(answer: str | None) -> None:
    rules = with_lots({"projects": 1}, {"projects": 1})
    ranking = decide(rules, [in_lot("A", answer, "9"), in_lot("B", NORTH, "8")])
    assert outcomes(ranking) == {"A": "pending", "B": "awarded"}
    assert not ranking.final


def test_what_is_fixed_takes_a_place_of_its_own_lot_only() -> None:
    rules = with_lots({"projects": 1}, {"projects": 1})
    ranking = decide(rules, [in_lot("A", NORTH, "9"), in_lot("B", NORTH, "8"), in_lot("C", SOUTH, "7")])
    read, fixed = Rules.model_validate(rules), {"B": Fixed(Outcome.AWARDED, "Why.", placed(ranking, "A").amount)}
    after = reallocated(ranking, read.funding, dict.fromkeys("ABC", 100), fixed)  # type: ignore[arg-type]  # numbers
    assert outcomes(after) == {"A": "reserve", "B": "awarded", "C": "awarded"}
    assert not exceeds(after, read.funding)


LIMITS = st.fixed_dictionaries(
    {"projects": st.none() | st.integers(0, 3), "total": st.none() | st.sampled_from(["150.00", "400.00"])}
)
DRAWN = st.lists(
    st.tuples(st.sampled_from([NORTH, SOUTH]), st.sampled_from(["7", "8", "9"]), st.sampled_from(["50.00", "120.00"])),
    max_size=8,
)


@given(LIMITS, LIMITS, DRAWN, st.sampled_from(["stop", "skip", "partial"]))
def test_every_lot_comes_out_as_if_there_were_no_other(
    north: Raw, south: Raw, drawn: list[tuple[str, str, str]], mode: str
) -> None:
    entries = [in_lot(f"A{place}", lot, mark, requested=sum_) for place, (lot, mark, sum_) in enumerate(drawn)]
    together = decide(with_lots(north, south, when_short=mode), entries)
    for lot, limit in ((NORTH, north), (SOUTH, south)):
        own = [one for one in entries if one["answers"]["parish"] == lot]
        alone = decide(call(limit=limit, when_short=mode, fields=(PARISH,)), own)
        expected = {one.reference: (one.outcome, one.amount, one.reasons) for one in alone.placements}
        found = {one.reference: (one.outcome, one.amount, one.reasons) for one in together.placements}
        assert {reference: found[reference] for reference in expected} == expected
