"""A conflict found once the sheets are closed takes the marks out; the order before and after stays on record."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.awards.deliberation.models import ConsensusMark
from grants.awards.late.comparison import digest_of
from grants.awards.late.models import LateConflict
from grants.awards.late.services import order_without, record_late_conflict
from grants.awards.meetings.models import Sitting
from grants.awards.minutes.models import MinutesVersion
from grants.awards.queries import decisions_of, standing_of
from grants.calls.models import Call, Stage
from grants.db import db
from grants.errors import Conflict, Forbidden, Stale
from grants.evaluation.models import ConflictKind, Sheet
from grants.notices.models import Message
from tests.factories.applications import joined
from tests.factories.awards import (
    a_decided_call,
    a_deliberated_call,
    an_official_of,
    application_in,
    judged,
    judged_apart,
)
from tests.factories.meetings import a_sitting
from tests.integration.awards.conftest import Browser
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("monday")

LATE = "/office/calls/piemers-2030/ranking/late-conflicts"
FIRST = judged_apart("A-1", "555", "551")
"""Ahead with all three marks, and further ahead without the last."""
SECOND = judged_apart("A-2", "522", "544")
"""Behind without the first of its marks."""


@pytest.fixture
def call() -> Call:
    return a_deliberated_call(judged("A-1", "4", "3"), SECOND)


@pytest.fixture
def secretary(call: Call, browser_of: Browser) -> Visitor:
    return browser_of(an_official_of(call, RoleKind.SECRETARY))


def judge(call: Call, number: int = 1) -> Person:
    """Return one of those who filled in the sheets."""
    return db.session.scalars(select(Person).where(Person.email == f"e{number}@example.org")).one()


def typed(call: Call) -> dict[str, str]:
    return {"person": str(judge(call).id), "reference": "a-2", "kind": "board", "reason": "Ir valdē."}


def recorded(call: Call, actor: Person, reference: str = "A-2", seen: str = "") -> LateConflict | None:
    application, person = application_in(call, reference), judge(call)
    seen = seen or digest_of(order_without(call, application, person)[1])
    return record_late_conflict(
        call=call,
        application=application,
        person=person,
        kind=ConflictKind.BOARD,
        reason="Ir valdē.",
        actor=actor,
        seen=seen,
    )


def written_minutes(sitting: Sitting) -> None:
    """Let somebody have written in the minutes of a sitting."""
    db.session.add(MinutesVersion(sitting_id=sitting.id, number=1, digest="0" * 64, made_at=clock.now()))
    db.session.commit()


def agreed_mark(call: Call, reference: str, code: str, sequence: int = 1) -> None:
    """Let the committee have agreed on a mark."""
    about = {"application_id": application_in(call, reference).id, "code": code, "sequence": sequence}
    db.session.add(ConsensusMark(**about, mark="4", reason="Vienojās.", recorded_at=clock.now()))
    db.session.commit()


def order_of(call: Call) -> list[str]:
    return [one.reference for one in standing_of(call).ranking.placements]


def test_what_would_change_is_seen_before_anything_is_stored(call: Call, secretary: Visitor) -> None:
    page = secretary.send(secretary.see(f"{LATE}/new"), typed(call), button="See what changes")
    assert "points: 11.67" in page.text
    assert not list(db.session.scalars(select(LateConflict)))


def test_confirmed_it_takes_the_marks_out_and_keeps_both_orders(call: Call, secretary: Visitor) -> None:
    before = standing_of(call).placements["A-2"].total
    page = secretary.send(secretary.see(f"{LATE}/new"), typed(call), button="See what changes")
    page = secretary.send(page, button="Record the conflict")
    assert page.address == LATE
    assert "The order before and after" in page.text
    assert standing_of(call).placements["A-2"].total != before


def test_the_sheet_itself_stays_on_record(call: Call) -> None:
    recorded(call, an_official_of(call))
    assert len(list(db.session.scalars(select(Sheet)))) == 6


def test_the_member_is_told(call: Call) -> None:
    recorded(call, an_official_of(call))
    told = db.session.scalars(select(Message).where(Message.event == "conflict_recorded")).one()
    assert (told.address, "Ir valdē." in told.words.text) == ("e1@example.org", True)


def test_twice_is_once(call: Call) -> None:
    official = an_official_of(call)
    recorded(call, official)
    assert recorded(call, official) is None
    assert len(list(db.session.scalars(select(LateConflict)))) == 1


def test_an_order_that_changed_since_it_was_seen_is_looked_at_again(call: Call, secretary: Visitor) -> None:
    page = secretary.send(secretary.see(f"{LATE}/new"), typed(call), button="See what changes")
    application_in(call, "A-1").requested = None
    sheets = select(Sheet).where(Sheet.application_id == application_in(call, "A-1").id)
    for sheet in db.session.scalars(sheets):
        sheet.marks = {**sheet.marks, "2.2": "5"}
    db.session.commit()
    page = secretary.send(page, button="Record the conflict", status=409)
    assert "The ranking has changed since you looked at it." in page.text


def test_a_digest_made_up_is_refused(call: Call) -> None:
    with pytest.raises(Stale):
        recorded(call, an_official_of(call), seen="made up")


def test_nobody_with_an_application_of_their_own_records_one(call: Call) -> None:
    official = an_official_of(call)
    joined(application_in(call, "A-1"), official)
    with pytest.raises(Forbidden):
        recorded(call, official)


def test_while_sheets_are_open_it_is_recorded_elsewhere(call: Call) -> None:
    official, seen = an_official_of(call), digest_of(order_without(call, application_in(call, "A-2"), judge(call))[1])
    call.stage = Stage.SCORING
    with pytest.raises(Conflict):
        recorded(call, official, seen=seen)


def test_after_the_decisions_the_letters_it_concerns_are_named(browser_of: Browser) -> None:
    call = a_decided_call(FIRST, SECOND)
    official = browser_of(an_official_of(call))
    page = official.send(official.see(f"{LATE}/new"), typed(call), button="See what changes")
    assert "need new decisions: A-2." in page.text


@pytest.mark.parametrize(("decided", "said"), [(False, "has to be approved anew"), (True, "stays as it is")])
def test_minutes_that_say_the_old_order_are_named(browser_of: Browser, decided: bool, said: str) -> None:
    call = a_decided_call(FIRST, SECOND) if decided else a_deliberated_call(judged("A-1", "4", "3"), SECOND)
    official = an_official_of(call)
    written_minutes(a_sitting(call, official))
    browser = browser_of(official)
    page = browser.send(browser.see(f"{LATE}/new"), typed(call), button="See what changes")
    assert said in page.text
    assert page.links["Minutes of sitting 1"].endswith("/sittings/1/minutes")


def test_a_mark_agreed_together_with_the_member_is_pointed_out_before_and_after(call: Call, secretary: Visitor) -> None:
    agreed_mark(call, "A-2", "2.1")
    page = secretary.send(secretary.see(f"{LATE}/new"), typed(call), button="See what changes")
    assert "in criterion 2.1. They go on counting" in page.text
    page = secretary.send(page, button="Record the conflict")
    assert "before this was known, in criterion 2.1" in page.text


def test_a_mark_agreed_on_anew_since_is_not_pointed_out_any_more(call: Call, secretary: Visitor) -> None:
    agreed_mark(call, "A-2", "2.1")
    recorded(call, an_official_of(call))
    with clock.at(clock.now() + timedelta(minutes=1)):
        agreed_mark(call, "A-2", "2.1", sequence=2)
    assert "before this was known" not in secretary.see(LATE).text


def test_after_the_decisions_nothing_of_them_is_overwritten() -> None:
    call = a_decided_call(FIRST, SECOND)
    before = {key: (one.outcome, one.total) for key, one in decisions_of(call).items()}
    recorded(call, an_official_of(call))
    assert {key: (one.outcome, one.total) for key, one in decisions_of(call).items()} == before


def test_an_unknown_reference_is_named_and_nothing_typed_is_lost(call: Call, secretary: Visitor) -> None:
    page = secretary.send(
        secretary.see(f"{LATE}/new"), typed(call) | {"reference": "NAV"}, button="See what changes", status=422
    )
    assert page.errors == ["Error: No application of this call has this reference."]
    assert page.form("See what changes").values["reason"] == ["Ir valdē."]


def test_a_page_without_any_says_so(secretary: Visitor) -> None:
    assert "No conflict of interest was found after the sheets were closed." in secretary.see(LATE).text
