"""The details of a call are read from its rules and written back where they stood."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from grants.calls.details import Detail, Group, Kind, Path, detail_about, details_of, replaced
from tests.factories.documents import rules_document, schedule, words

CLOSES = Detail(Group.DATES, Kind.MOMENT, ("schedule", "closes_at"))
TOTAL = Detail(Group.MONEY, Kind.MONEY, ("funding", "limit", "total"))


def names(**changes: object) -> set[str]:
    return {detail.name for detail in details_of(rules_document(**changes))}


def test_there_is_a_title_in_each_language_of_the_call() -> None:
    assert {"title_lv", "title_en"} <= names()


@pytest.mark.parametrize(
    ("amount", "fields"),
    [
        ({"fixed": "100.00"}, {"funding_amount_fixed"}),
        ({"max": "100.00"}, {"funding_amount_min", "funding_amount_max"}),
    ],
)
def test_the_sum_is_asked_for_in_the_way_of_the_call(amount: dict[str, str], fields: set[str]) -> None:
    funding = rules_document()["funding"] | {"amount": amount}
    assert {name for name in names(funding=funding) if name.startswith("funding_amount")} == fields


def test_the_dates_of_events_and_of_other_ways_to_apply_are_details_too() -> None:
    event = {"title": words(), "starts_at": "2029-11-05T10:00:00+02:00", "place": "Rīga"}
    channels = [{"kind": "online"}, {"kind": "post", "until": "2029-12-05T17:00:00+02:00"}]
    found = names(schedule=schedule(events=[event]), channels=channels)
    assert {"schedule_events_0_starts_at", "channels_1_until"} <= found
    assert "channels_0_until" not in found


def test_a_moment_is_written_with_the_offset_of_its_day() -> None:
    summer = datetime(2029, 7, 1, 12, tzinfo=UTC)
    assert CLOSES.written(summer, ZoneInfo("Europe/Riga")) == "2029-07-01T15:00:00+03:00"


def test_what_is_not_there_is_none() -> None:
    assert TOTAL.read(rules_document(funding={"limit": {}})) is None


def test_only_what_is_named_is_replaced() -> None:
    changed = replaced(rules_document(), {TOTAL.keys: "1.00"})
    assert changed["funding"]["limit"] == {"projects": 7, "total": "1.00"}


def test_nothing_takes_a_value_away() -> None:
    assert replaced(rules_document(), {TOTAL.keys: None})["funding"]["limit"] == {"projects": 7}


def test_an_act_of_which_nothing_is_said_is_no_act() -> None:
    nothing: dict[Path, None] = {("approved_by", name): None for name in ("body", "number", "date")}
    assert "approved_by" not in replaced(rules_document(), nothing)


def test_the_document_itself_stays_as_it_was() -> None:
    document = rules_document()
    replaced(document, {CLOSES.keys: "2031-01-01T00:00:00+02:00"})
    assert document == rules_document()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("schedule.closes_at", "schedule_closes_at"),
        ("title", "title_lv"),
        ("approved_by", "approved_by_body"),
        ("schedule.closes", None),
        ("criteria[0].title", None),
        ("", None),
    ],
)
def test_a_problem_finds_the_detail_it_is_about(path: str, name: str | None) -> None:
    found = detail_about(details_of(rules_document()), path)
    assert (found and found.name) == name
