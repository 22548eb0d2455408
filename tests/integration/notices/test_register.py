"""The register holds every message there is, and the page of notices says the same."""

import re
from pathlib import Path

import pytest
from flask import Flask

from grants.notices import register
from grants.notices.register import Audience, Event, Purpose
from tests.unit.docs.test_notices import events_queued

LINES = Path("docs/notices.md").read_text(encoding="utf-8").splitlines()
CELLS = [[cell.strip() for cell in line.strip("|").split("|")] for line in LINES if line.startswith("| `")]
OFF = {Purpose.DUTY: "no", Purpose.NEWS: "by its link"}


def row_of(event: Event) -> list[str]:
    """Return what the page says about the channel, the switch and the law."""
    channel = "e-mail" if event.secret or event.purpose in {Purpose.NEWS, Purpose.SUMMARY} else "e-mail, inbox"
    return [channel, OFF.get(event.purpose, "yes"), "starts a term" if event.starts_term else "courtesy"]


@pytest.fixture
def events(app: Flask) -> dict[str, Event]:
    with app.app_context():
        return dict(register.events())


def test_every_queued_event_is_registered_and_every_registered_one_queued(events: dict[str, Event]) -> None:
    assert sorted(set(events_queued())) == sorted(events)


def test_the_page_of_notices_says_how_each_event_is_treated(events: dict[str, Event]) -> None:
    said = {cells[0].strip("`"): [cells[4], cells[6], cells[7]] for cells in CELLS}
    assert said == {name: row_of(event) for name, event in events.items()}


def test_the_page_of_notices_says_who_gets_it_when_and_in_which_language(events: dict[str, Event]) -> None:
    assert all(len(cells) == 8 and all(cells) for cells in CELLS)


def test_the_words_of_a_registered_event_are_there(events: dict[str, Event]) -> None:
    said = {cells[0].strip("`"): re.findall(r"\[([^]]+)\]", cells[1]) for cells in CELLS}
    assert said == {name: [event.template] for name, event in events.items()}


def test_the_same_event_is_not_registered_twice(app: Flask, events: dict[str, Event]) -> None:
    with pytest.raises(ValueError, match="twice"):
        register.register(app, [next(iter(events.values()))])


def test_what_nobody_registered_is_a_duty(app: Flask) -> None:
    with app.app_context():
        unknown = register.of("nobody_knows")
    assert (unknown.audience, unknown.switchable, unknown.may_be_digested) == (Audience.ANYBODY, False, False)
