"""The statistics in the document that `competition rank --json` prints."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from grants.exchange import ranking as module
from grants.exchange.cli import competition
from grants.exchange.ranking import dump_ranking, rank_bundle, ranking_document, worth_in_bundle
from grants.exchange.validation import read_bundle
from tests.unit.awards.factories import application, as_bytes, bundle, call, criterion
from tests.unit.awards.reference import Raw
from tests.unit.evaluation.statistics.panels import HEYARD

SCALE = criterion(min="1", max="6", step="1")
RANKS = ["2.45", "4.09", "4.09", "4.09", "5.10", "6.17", "7.28", "7.28", "8.39", "9.46"]


def published(*, statistics: bool = True, **changes: object) -> Raw:
    """Return the published panel of 15 by 5 as a bundle with five places."""
    rules = call(criteria=[SCALE], limit={"projects": 5}, scoring={"statistics": statistics} | changes)
    applications = [
        application(f"P{number:02}", *(str(7 - int(mark)) for mark in row)) for number, row in enumerate(HEYARD, 1)
    ]
    return bundle(rules, applications)


def ranked(raw: Raw) -> Raw:
    read = read_bundle(raw)
    ranking = rank_bundle(read)
    return ranking_document(read.call, ranking, worth_in_bundle(read, ranking))


def test_the_published_ranks_are_printed() -> None:
    rows = {row["reference"]: row for row in ranked(published())["applications"]}
    printed = [rows[f"P{number:02}"]["expected_rank"] for number in range(1, 11)]
    assert [f"{float(rank):.2f}" for rank in printed] == RANKS
    assert {len(rank.partition(".")[2]) for rank in printed} == {4}


def test_the_probabilities_of_being_funded_add_up_to_the_places() -> None:
    rows = ranked(published())["applications"]
    assert sum(float(row["probability_funded"]) for row in rows) == pytest.approx(5, abs=15 * 0.00005)


def test_all_figures_of_the_whole_are_there() -> None:
    statistics = ranked(published())["statistics"]
    assert sorted(statistics["severity"]) == ["E1", "E2", "E3", "E4", "E5"]
    assert sorted(statistics["severity"]["E1"]) == ["points", "standard_error"]
    assert sum(float(one["points"]) for one in statistics["severity"].values()) == pytest.approx(0, abs=0.0003)
    assert all(statistics[name] is not None for name in ("icc", "krippendorff_alpha", "elsewhere_share"))


def test_without_statistics_in_the_rules_nothing_is_computed() -> None:
    document = ranked(published(statistics=False))
    assert {row["expected_rank"] for row in document["applications"]} == {None}
    assert {document["statistics"][name] for name in ("icc", "severity", "elsewhere_share")} == {None}


def test_without_a_limit_there_is_no_probability() -> None:
    raw = published()
    raw["call"]["funding"]["limit"] = {}
    document = ranked(raw)
    assert {row["probability_funded"] for row in document["applications"]} == {None}
    assert document["statistics"]["elsewhere_share"] is None


def test_sheets_with_a_conflict_and_part_filled_ones_do_not_count() -> None:
    raw = published()
    raw["applications"][0]["evaluations"][0]["conflict"] = True
    raw["applications"][1]["evaluations"][0]["scores"] = {}
    document = ranked(raw)
    rows = {row["reference"]: row for row in document["applications"]}
    assert rows["P01"]["expected_rank"] != ranked(published())["applications"][0]["expected_rank"]
    assert rows["P02"]["expected_rank"] is not None


def test_fewer_than_ten_applications_say_nothing() -> None:
    raw = published()
    raw["applications"] = raw["applications"][:9]
    assert {row["expected_rank"] for row in ranked(raw)["applications"]} == {None}


def test_the_order_of_the_file_makes_no_difference() -> None:
    raw = published()
    before = dump_ranking(ranked(raw))
    raw["applications"].reverse()
    for one in raw["applications"]:
        one["evaluations"].reverse()
    assert dump_ranking(ranked(raw)) == before


def test_above_the_number_that_is_computed_unasked_it_must_be_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(module, "ON_REQUEST_ABOVE", 14)
    path = tmp_path / "bundle.json"
    path.write_bytes(as_bytes(published()))
    printed = [
        json.loads(CliRunner().invoke(competition, ["rank", str(path), "--json", *more]).stdout)
        for more in ([], ["--statistics"])
    ]
    assert [one["statistics"]["icc"] is None for one in printed] == [True, False]
