"""The format of record-keeping numbers."""

import pytest

from grants.accounts.record_numbers import DEFAULT_FORMAT, MAX_FORMAT, FormatFault, fault_in, numbered, series_of


@pytest.mark.parametrize(
    ("number_format", "number"),
    [
        (DEFAULT_FORMAT, "ziema-2030/7"),
        ("4.2-8/{year}/{number}", "4.2-8/2030/7"),
        ("Nr. {number} {call}", "Nr. 7 ziema-2030"),
        ("{number}", "7"),
    ],
)
def test_a_format_says_how_a_number_looks(number_format: str, number: str) -> None:
    assert fault_in(number_format) is None
    assert numbered(series_of(number_format, call="ziema-2030", year=2030), 7) == number


@pytest.mark.parametrize(
    ("number_format", "fault"),
    [
        ("4.2-8", FormatFault.NO_NUMBER),
        ("{number}/{number}", FormatFault.NO_NUMBER),
        ("{number}/{month}", FormatFault.UNKNOWN),
        ("{number!r}", FormatFault.CHARACTER),
        ("{number", FormatFault.CHARACTER),
        ("{{number}}", FormatFault.CHARACTER),
        ("{number}\n", FormatFault.CHARACTER),
        ("=1+{number}", FormatFault.CHARACTER),
        ("<b>{number}", FormatFault.CHARACTER),
    ],
)
def test_what_is_no_format_is_refused(number_format: str, fault: FormatFault) -> None:
    assert fault_in(number_format) is fault


def test_the_longest_number_fits() -> None:
    longest = "{number}{call}".ljust(MAX_FORMAT, "4")
    assert len(numbered(series_of(longest, call="a" * 80, year=2030), 9999)) <= 120
