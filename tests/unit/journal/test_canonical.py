"""What the journal takes, and what its hash covers."""

import uuid
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from grants.journal.canonical import CONTENT, MAX_DETAILS, checked_code, checked_details, content_hash
from grants.journal.identifiers import time_ordered


def an_entry(**changes: Any) -> SimpleNamespace:
    """Return something with the columns of an entry."""
    values: dict[str, Any] = {
        "id": uuid.UUID(int=1),
        "chain": "system",
        "recorded_at": datetime(2018, 10, 25, 12, 0, tzinfo=UTC),
        "actor_id": uuid.UUID(int=2),
        "action": "application.submitted",
        "subject_kind": "application",
        "subject_id": uuid.UUID(int=3),
        "source": "draft",
        "target": "submitted",
        "details": {"version": 3},
        "request_id": "",
    }
    return SimpleNamespace(**{**values, **changes})


OTHER = {
    "recorded_at": datetime(2018, 10, 25, 12, 0, 0, 1, tzinfo=UTC),
    "id": uuid.UUID(int=9),
    "actor_id": None,
    "subject_id": uuid.UUID(int=9),
    "details": {"version": 4},
}


@pytest.mark.parametrize("column", CONTENT)
def test_every_column_changes_the_hash(column: str) -> None:
    assert content_hash(an_entry(**{column: OTHER.get(column, "other")})) != content_hash(an_entry())


def test_the_zone_in_which_a_moment_is_written_does_not_change_the_hash() -> None:
    in_riga = datetime(2018, 10, 25, 15, 0, tzinfo=timezone(timedelta(hours=3)))
    assert content_hash(an_entry(recorded_at=in_riga)) == content_hash(an_entry())


def test_the_order_of_details_does_not_change_the_hash() -> None:
    one, other = an_entry(details={"a": 1, "b": 2}), an_entry(details={"b": 2, "a": 1})
    assert content_hash(one) == content_hash(other)


@pytest.mark.parametrize("text", ["", "2.4.1", "2018-10-25T12:00:00+00:00", "a" * 64, "awarded_reduced"])
def test_codes_numbers_and_hashes_are_taken(text: str) -> None:
    assert checked_code(text) == text


@pytest.mark.parametrize("text", ["a" * 65, "Anna Ozola", "anna@example.org", "Jānis", "line\n", "a;b"])
def test_whatever_could_be_a_name_or_an_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no names or texts"):
        checked_code(text)


def test_details_are_turned_into_what_json_holds() -> None:
    given = {"who": uuid.UUID(int=1), "points": Decimal("44.5"), "on": date(2018, 10, 25), "list": (1, "x")}
    assert checked_details(given) == {
        "who": "00000000-0000-0000-0000-000000000001",
        "points": "44.5",
        "on": "2018-10-25",
        "list": [1, "x"],
    }


@pytest.mark.parametrize("details", [{"a": {"b": ["Anna Ozola"]}}, {"a name": 1}, {"a": {"b c": 1}}])
def test_names_are_found_at_any_depth(details: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no names or texts"):
        checked_details(details)


@pytest.mark.parametrize("value", [0.5, b"bytes", object()])
def test_other_kinds_of_values_are_refused_by_name(value: object) -> None:
    with pytest.raises(ValueError, match="cannot hold share"):
        checked_details({"share": value})


def test_details_have_a_limit() -> None:
    frame = len('{"a":[]}')
    numbers = [1] * ((MAX_DETAILS - frame + 1) // 2)
    assert checked_details({"a": numbers}) == {"a": numbers}
    with pytest.raises(ValueError, match="at most"):
        checked_details({"a": [*numbers, 1]})


def test_identifiers_sort_as_they_were_made() -> None:
    made = [time_ordered() for _ in range(1_000)]
    assert sorted(set(made)) == made


def test_identifiers_are_of_version_7() -> None:
    identifier = time_ordered()
    assert (identifier.version, identifier.variant) == (7, uuid.RFC_4122)
