"""A role counts where it is held and as long as it lasts."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from grants.accounts import policies
from grants.accounts.models import Person, Role, RoleKind

TODAY = date(2030, 5, 14)
HERE, ELSEWHERE = uuid.UUID(int=1), uuid.UUID(int=2)
CALL = uuid.UUID(int=3)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold the date."""
    monkeypatch.setattr(policies, "today", lambda: TODAY)


def holder(**role: Any) -> Person:
    """Return a person with one role, coordinator here unless said."""
    values = {"kind": RoleKind.COORDINATOR, "organiser_id": HERE, "starts_on": TODAY}
    return Person(email="anna@example.org", roles=[Role(**{**values, **role})])


def test_nobody_holds_nothing() -> None:
    assert not policies.holds(None, *RoleKind)


def test_a_role_counts_in_its_organiser() -> None:
    assert policies.holds(holder(), RoleKind.COORDINATOR, organiser_id=HERE)


def test_a_role_does_not_count_in_another_organiser() -> None:
    assert not policies.holds(holder(), RoleKind.COORDINATOR, organiser_id=ELSEWHERE)


def test_a_role_is_found_anywhere_when_no_place_is_asked() -> None:
    assert policies.holds(holder(), RoleKind.COORDINATOR)


def test_a_role_in_the_organiser_counts_in_its_calls() -> None:
    assert policies.holds(holder(), RoleKind.COORDINATOR, organiser_id=HERE, call_id=CALL)


def test_a_role_in_a_call_does_not_count_in_the_organiser() -> None:
    secretary = holder(kind=RoleKind.SECRETARY, organiser_id=None, call_id=CALL)
    assert policies.holds(secretary, RoleKind.SECRETARY, organiser_id=HERE, call_id=CALL)
    assert not policies.holds(secretary, RoleKind.SECRETARY, organiser_id=HERE)


def test_another_kind_of_role_does_not_count() -> None:
    assert not policies.holds(holder(), RoleKind.AUDITOR, RoleKind.SECRETARY)


@pytest.mark.parametrize(
    ("starts", "ends", "held"),
    [(0, 0, True), (0, None, True), (1, None, False), (-5, -1, False), (-5, 0, True), (-5, 1, True)],
)
def test_a_role_is_held_from_its_first_to_its_last_day(starts: int, ends: int | None, held: bool) -> None:
    last = None if ends is None else TODAY + timedelta(days=ends)
    person = holder(starts_on=TODAY + timedelta(days=starts), ends_on=last)
    assert policies.holds(person, RoleKind.COORDINATOR) is held


def test_a_role_taken_away_at_once_is_held_no_more() -> None:
    assert not policies.holds(holder(ended_at=datetime(2030, 5, 14, 9, tzinfo=UTC)), RoleKind.COORDINATOR)


def test_an_administrator_holds_no_other_role() -> None:
    person = holder(kind=RoleKind.ADMINISTRATOR, organiser_id=None)
    assert policies.is_administrator(person)
    assert not policies.holds(person, RoleKind.COORDINATOR, RoleKind.AUDITOR)


@pytest.mark.parametrize("kind", [RoleKind.COORDINATOR, RoleKind.AUDITOR])
def test_coordinators_and_auditors_see_the_officials_of_their_organiser(kind: RoleKind) -> None:
    assert policies.may_see_officials(holder(kind=kind), HERE)
    assert not policies.may_see_officials(holder(kind=kind), ELSEWHERE)


def test_secretaries_do_not_see_officials() -> None:
    assert not policies.may_see_officials(holder(kind=RoleKind.SECRETARY), HERE)
