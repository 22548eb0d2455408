"""One address has one spelling."""

import pytest

from grants.accounts.emails import normalised
from grants.errors import Invalid

LONGEST = f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 58}.lv"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("anna@example.org", "anna@example.org"),
        ("  Anna.Ozola@Example.ORG ", "anna.ozola@example.org"),
        ("anna@rēzekne.lv", "anna@xn--rzekne-p3a.lv"),
        (LONGEST, LONGEST),
    ],
)
def test_spellings_of_an_address_become_one(typed: str, stored: str) -> None:
    assert normalised(typed) == stored


@pytest.mark.parametrize(
    "typed",
    ["", "anna", "anna@", "anna@localhost", "a b@example.org", "jānis@example.org", "a\0@example.org", f"e{LONGEST}"],
)
def test_what_is_no_address_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        normalised(typed)
    assert set(refused.value.fields) == {"email"}


def test_the_longest_address_has_254_characters() -> None:
    assert len(LONGEST) == 254
