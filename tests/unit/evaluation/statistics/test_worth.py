"""All figures together: rounded, the same to the byte every time, and a plain reason where nothing is said."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from grants.evaluation.statistics import worth as module
from grants.evaluation.statistics.panel import Panel
from grants.evaluation.statistics.rounding import rounded
from grants.evaluation.statistics.worth import Unsaid, Worth, worth_of
from tests.support.site import ROOT
from tests.unit.evaluation.statistics.panels import heyard, panel, thinned

PRINTED = """
from grants.evaluation.statistics.worth import worth_of
from tests.unit.evaluation.statistics.panels import heyard, thinned
print(worth_of(heyard(), 5), worth_of(thinned(heyard(), 4), 5))
"""


def expected_of(worth: Worth) -> dict[str, Decimal | None]:
    return {one.reference: one.expected_rank for one in worth.applications}


def test_figures_have_four_decimals_and_equal_sums_equal_figures() -> None:
    second, third, fourth = worth_of(heyard(), 5).applications[1:4]
    assert str(second.expected_rank) == "4.0949"
    assert replace(second, reference="") == replace(third, reference="") == replace(fourth, reference="")


@pytest.mark.parametrize("threads", ["1", "2"])
def test_another_process_gives_the_same_bytes_with_whatever_threads(threads: str) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = kept | {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": threads, "PYTHONHASHSEED": threads}
    done = subprocess.run([sys.executable, "-c", PRINTED], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert done.stdout.decode() == f"{worth_of(heyard(), 5)} {worth_of(thinned(heyard(), 4), 5)}\n"


def test_other_names_for_the_same_marks_change_the_figures_of_none() -> None:
    some = thinned(heyard(), 7)
    order = [*range(15)]
    Random(1).shuffle(order)
    names = {some.applications[place]: f"B-{number:02}" for number, place in enumerate(order)}
    points = tuple(some.points[place] for place in order)
    renamed = Panel(tuple(f"B-{number:02}" for number in range(15)), some.evaluators, points, some.low, some.high)
    before, after = expected_of(worth_of(some, 5)), expected_of(worth_of(renamed, 5))
    assert {names[reference]: rank for reference, rank in before.items()} == after


def test_progress_is_told_up_to_the_whole() -> None:
    told: list[float] = []
    worth_of(thinned(heyard(), 4), 5, told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1)


@pytest.mark.parametrize("rows", [[[3, 4, 5]] * 9, [[3, 4]] * 10, [[3]] * 10])
def test_below_ten_applications_by_three_evaluators_nothing_is_said(rows: list[list[int]]) -> None:
    assert worth_of(panel(rows), 3) == Worth(unsaid={"all": Unsaid.TOO_SMALL})


def test_without_evaluators_nothing_is_said() -> None:
    assert worth_of(Panel((), (), (), heyard().low, heyard().high), 3) == Worth(unsaid={"all": Unsaid.TOO_SMALL})


def test_equal_marks_leave_every_rank_equally_probable_and_no_agreement_to_tell() -> None:
    worth = worth_of(panel([[4, 4, 4]] * 32), 1)
    assert {(str(one.expected_rank), str(one.probability), one.interval) for one in worth.applications} == {
        ("16.5000", "0.0313", (2, 31))
    }
    assert (worth.icc, worth.alpha, worth.elsewhere) == (None, None, None)
    assert worth.unsaid == {"agreement": Unsaid.UNIFORM, "elsewhere": Unsaid.UNIFORM}


def test_where_all_agree_the_marks_themselves_are_the_order() -> None:
    worth = worth_of(panel([[place, place, place] for place in range(10)], 0, 10), 3)
    assert [str(one.expected_rank) for one in worth.applications] == [f"{rank}.0000" for rank in range(10, 0, -1)]
    assert [str(one.probability) for one in worth.applications] == ["0.0000"] * 7 + ["1.0000"] * 3
    assert (str(worth.icc), str(worth.alpha), str(worth.elsewhere)) == ("1.0000", "1.0000", "0.0000")


def test_one_evaluator_for_each_application_allows_no_comparison() -> None:
    rows: list[list[int | None]] = [
        [place % 6 + 1 if place % 3 == judge else None for judge in range(3)] for place in range(12)
    ]
    worth = worth_of(panel(rows), 3)
    assert set(worth.unsaid.values()) == {Unsaid.UNREPEATED}
    assert {one.expected_rank for one in worth.applications} == {None}
    assert {one.severity for one in worth.evaluators} == {None}


def test_unconnected_groups_keep_their_expected_ranks_and_lose_severity() -> None:
    rows = [[4, 5, 3, None, None, None]] * 6 + [[None, None, None, 2, 3, 3]] * 6
    worth = worth_of(panel(rows), 3)
    assert worth.unsaid == {"severity": Unsaid.UNCONNECTED}
    assert {one.corrected for one in worth.applications} == {None}
    assert None not in expected_of(worth).values()


def test_without_a_limit_nobody_is_more_or_less_likely_to_be_funded() -> None:
    worth = worth_of(heyard(), None)
    assert worth.unsaid == {"funded": Unsaid.NO_LIMIT, "elsewhere": Unsaid.NO_LIMIT}
    assert {one.probability for one in worth.applications} == {None}


@pytest.mark.parametrize(("awards", "chance"), [(0, "0.0000"), (15, "1.0000")])
def test_where_nothing_or_everything_is_funded_every_chance_is_certain(awards: int, chance: str) -> None:
    worth = worth_of(heyard(), awards)
    assert {str(one.probability) for one in worth.applications} == {chance}
    assert worth.unsaid == {"elsewhere": Unsaid.NO_LIMIT}


def test_above_what_memory_holds_only_expected_ranks_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = expected_of(worth_of(heyard(), 5))
    monkeypatch.setattr(module, "MOST_PLACED", 14)
    worth = worth_of(heyard(), 5)
    assert expected_of(worth) == whole
    assert {(one.interval, one.probability) for one in worth.applications} == {(None, None)}
    assert worth.unsaid == {"intervals": Unsaid.TOO_MANY, "funded": Unsaid.TOO_MANY}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1 / 32, "0.0313"),
        (1 / 32 - 1e-14, "0.0313"),
        (1 / 32 + 1e-14, "0.0313"),
        (-0.00001, "0.0000"),
        (-0.5, "-0.5000"),
    ],
)
def test_rounding_forgets_the_last_bits(value: float, written: str) -> None:
    assert str(rounded(value)) == written


def test_a_web_process_starts_without_what_only_workers_use() -> None:
    code = (
        "import json, sys; from grants import create_app; from config import Settings; create_app(Settings()); "
        "print(json.dumps(sorted({'numpy', 'scipy', 'ortools', 'pypdf', 'pyhanko'} & {*sys.modules})))"
    )
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=kept | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=True
    )
    assert json.loads(done.stdout) == []
