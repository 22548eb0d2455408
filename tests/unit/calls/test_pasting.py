"""What is understood of a table of criteria that is pasted from a text document."""

from decimal import Decimal

import pytest

from grants.calls.editing.pasting import MAX_ROWS, Fault, Pasted, criteria_in


def paste(*rows: str) -> Pasted:
    return criteria_in("\n".join(rows), "lv")


def said(*rows: str) -> list[tuple[str, str, str, str | None]]:
    return [(one["code"], one["title"]["lv"], one["max"], one.get("threshold")) for one in paste(*rows).criteria]


def test_a_row_is_a_number_a_title_and_points() -> None:
    assert said("2.1.\tIdeja\t5\t3") == [("2.1", "Ideja", "5", "3")]


def test_points_needed_may_be_missing() -> None:
    assert said("2.1\tIdeja\t5") == [("2.1", "Ideja", "5", None)]


def test_a_heading_is_no_criterion() -> None:
    assert said("Nr.p.k.\tKritērijs\tMaksimālais punktu skaits", "1.\tIdeja\t5") == [("1", "Ideja", "5", None)]


@pytest.mark.parametrize("words", ["Kopā", "KOPĀ:", "Kopējais punktu skaits", "Pavisam", "Total"])
def test_a_row_that_adds_up_is_compared_and_no_criterion(words: str) -> None:
    pasted = paste("1.\tIdeja\t5", "2.\tPlāns\t10", f"\t{words}\t15")
    assert (len(pasted.criteria), pasted.most, pasted.total) == (2, Decimal(15), Decimal(15))


def test_decimal_commas_and_halves_are_understood() -> None:
    found = paste("1.\tIdeja\t7,5\t2,5").criteria[0]
    assert (found["max"], found["threshold"], found["step"]) == ("7.5", "2.5", "0.5")


@pytest.mark.parametrize("points", ["5 punkti", "0–5", "0-5 punkti", "no 0 līdz 5", "5 p."])
def test_points_are_written_in_many_ways(points: str) -> None:
    assert said(f"1.\tIdeja\t{points}")[0][2] == "5"


def test_a_title_on_several_lines_is_one_title() -> None:
    assert said("1.	Jauniešu	5", "līdzdalība", "2.	Plāns	5")[0][1] == "Jauniešu līdzdalība"


def test_a_cell_merged_over_several_rows_is_empty_in_the_following_ones() -> None:
    rows = ("Kvalitāte\t2.1.\tIdeja\t5", "\t2.2.\tPlāns\t5")
    assert [title for _code, title, _most, _least in said(*rows)][1] == "Plāns"


def test_a_number_may_stand_before_the_title_in_one_cell() -> None:
    assert said("2.4.1. Aktivitātes\t5\t3") == [("2.4.1", "Aktivitātes", "5", "3")]


def test_rows_without_numbers_get_some() -> None:
    assert [code for code, *_rest in said("Ideja\t5", "Plāns\t5")] == ["1", "2"]


def test_bars_and_semicolons_divide_cells_too() -> None:
    assert said("| 2.1 | Ideja | 5 |", "2.2;Plāns;10") == [("2.1", "Ideja", "5", None), ("2.2", "Plāns", "10", None)]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("2.\tPlāns\t5\t9", Fault.TOO_HIGH),
        ("2.\t\t5", Fault.NO_TITLE),
        ("2.\tPlāns\t", Fault.NO_POINTS),
        ("1.\tCits\t5", Fault.REPEATED),
    ],
)
def test_what_is_not_understood_is_named(row: str, fault: Fault) -> None:
    assert [reason for _row, reason in paste("1.\tIdeja\t5", row).faults] == [fault]


def test_there_are_at_most_so_many() -> None:
    rows = [f"{number}.\tIdeja\t5" for number in range(1, MAX_ROWS + 2)]
    pasted = paste(*rows)
    assert (len(pasted.criteria), pasted.faults[0][1]) == (MAX_ROWS, Fault.TOO_MANY)


def test_nothing_is_found_in_nothing() -> None:
    assert paste("", "  ").criteria == []


def test_the_most_points_are_weighted() -> None:
    assert paste("1.\tIdeja\t5").most == Decimal(5)
