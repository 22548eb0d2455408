"""What goes into the panel, and what it is like."""

from decimal import Decimal
from fractions import Fraction

import pytest

from grants.calls.rules.document import Criterion
from grants.evaluation.statistics.panel import panel_of
from tests.unit.evaluation.statistics.panels import heyard, panel, thinned

CRITERIA = (
    Criterion.model_validate({"code": "1", "title": {"lv": "A"}, "min": "0", "max": "5", "step": "1"}),
    Criterion.model_validate({"code": "2", "title": {"lv": "B"}, "min": "1", "max": "5", "step": "1", "weight": "2"}),
)


def marks(first: str, second: str | None = None) -> dict[str, Decimal]:
    return {"1": Decimal(first)} | ({} if second is None else {"2": Decimal(second)})


def test_a_sheet_counts_by_its_weighted_sum() -> None:
    found = panel_of(CRITERIA, {"A": {"E1": marks("3", "4"), "E2": marks("0", "1")}})
    assert [*found.points] == [{0: Fraction(11), 1: Fraction(2)}]
    assert (int(found.low), int(found.high)) == (2, 15)


def test_the_lowest_and_highest_sums_are_1_and_6() -> None:
    found = panel_of(CRITERIA, {"A": {"E1": marks("3", "4")}})
    assert [found.rescaled(Fraction(points)) for points in (2, 15)] == [1, 6]


def test_part_filled_sheets_are_absent_and_so_is_what_has_no_other() -> None:
    found = panel_of(CRITERIA, {"A": {"E1": marks("3"), "E2": marks("5", "5")}, "B": {"E1": marks("3")}, "C": {}})
    assert (found.applications, found.evaluators) == (("A",), ("E2",))


def test_the_order_in_which_sheets_come_makes_no_difference() -> None:
    one = panel_of(CRITERIA, {"A": {"E1": marks("3", "4"), "E2": marks("5", "5")}, "B": {"E2": marks("1", "1")}})
    other = panel_of(CRITERIA, {"B": {"E2": marks("1", "1")}, "A": {"E2": marks("5", "5"), "E1": marks("3", "4")}})
    assert one.digest == other.digest


def test_without_criteria_there_is_nothing() -> None:
    assert panel_of((), {"A": {"E1": {}}}).applications == ()


def test_another_mark_is_another_panel() -> None:
    assert heyard().digest != thinned(heyard(), 5).digest


@pytest.mark.parametrize(
    ("rows", "connected"),
    [
        ([[1, 2], [3, 4]], True),
        ([[1, 2, None], [None, 2, 3]], True),
        ([[1, 2, None, None], [None, None, 2, 3]], False),
        ([[1, None], [None, 2]], False),
    ],
)
def test_evaluators_are_connected_by_shared_applications(rows: list[list[int | None]], connected: bool) -> None:
    assert panel(rows).is_connected is connected
