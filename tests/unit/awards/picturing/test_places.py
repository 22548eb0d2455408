"""Addresses name their municipality; what they do not say is not guessed."""

import pytest

from grants.awards.picturing.places import asks_for_school, by_frequency, municipality_of, names_school


@pytest.mark.parametrize(
    ("address", "municipality"),
    [
        ("Gaujas iela 30, Ādaži, Ādažu nov., LV-2164", "Ādažu novads"),
        ("Gaujas iela 30, Ādaži, Ādažu novads, LV-2164", "Ādažu novads"),
        ("Skolas iela 1, Vandzene, Vandzenes pag., Talsu nov., LV-3281", "Talsu novads"),
        ("Brīvības iela 1, Dienvidkurzemes novads", "Dienvidkurzemes novads"),
        ("Brīvības iela 1-2, Rīga, LV-1010", "Rīga"),
        ("Rīgas iela 1, Jēkabpils, Jēkabpils nov., LV-5201", "Jēkabpils novads"),
        ("Rīgas iela 1, Valmiera", ""),
        ("Rīgas iela 5", ""),
        ("", ""),
    ],
)
def test_an_address_names_its_municipality(address: str, municipality: str) -> None:
    assert municipality_of(address) == municipality


@pytest.mark.parametrize(
    ("name", "school"),
    [
        ("Ādažu vidusskola", True),
        ("Rīgas Valsts 1. ģimnāzijas skolēnu pašpārvalde", True),
        ("Biedrība „Jauniešu klubs”", False),
    ],
)
def test_a_school_is_known_by_its_name(name: str, *, school: bool) -> None:
    assert names_school(name) is school


def test_the_most_frequent_stand_first_and_equals_by_name() -> None:
    assert by_frequency(["B", "A", "C", "", "C"]) == [("C", 2), ("A", 1), ("B", 1)]


@pytest.mark.parametrize(
    ("label", "asks"),
    [
        ("Skola, kurā projekts notiks", True),
        ("Izglītības iestāde", True),
        ("Your school", True),
        ("Preschool", False),
        ("Projekta mērķis", False),
    ],
)
def test_a_question_that_asks_for_a_school_is_known_by_its_words(label: str, *, asks: bool) -> None:
    assert asks_for_school(["Jautājums", label]) is asks
