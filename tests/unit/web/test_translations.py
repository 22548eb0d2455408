"""The Latvian catalogue: its plural forms and its quotation marks."""

from gettext import c2py

import pytest

from scripts.translations import CATALOGUES, PLURALS

ZERO, ONE, OTHER = range(3)


FORMS = {
    ZERO: (0, 10, 11, 19, 20, 30, 100, 111, 112),
    ONE: (1, 21, 101, 121),
    OTHER: (2, 9, 22, 102),
}


@pytest.mark.parametrize(("number", "form"), [(number, form) for form, numbers in FORMS.items() for number in numbers])
def test_latvian_counts_as_cldr_has_it(number: int, form: int) -> None:
    rule = PLURALS["lv"].partition("plural=")[2].rstrip(";")
    assert c2py(rule)(number) == form


def test_latvian_quotes_are_its_own() -> None:
    said = [
        line
        for line in CATALOGUES["lv"].read_text(encoding="utf-8").splitlines()
        if line.startswith("msgstr") and ("“" in line or '\\"' in line)
    ]
    assert said == []


def test_no_text_waits_for_a_second_look() -> None:
    catalogue = CATALOGUES["lv"].read_text(encoding="utf-8")
    assert "fuzzy" not in catalogue
    assert "#~" not in catalogue
