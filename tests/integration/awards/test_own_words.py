"""Officials look at their words for awards and complaints with what is really there, as far as they may see it."""

from typing import Any

import pytest

from grants.accounts.models import Person
from grants.awards.contests.models import Complaint
from grants.calls.models import Call
from grants.db import db
from grants.evaluation.models import ConflictKind, Declaration
from grants.notices.wording.editable import editable
from grants.notices.wording.saying import said
from tests.factories.awards import (
    DELIBERATED,
    SLUG,
    a_deliberated_call,
    a_member,
    a_told_call,
    an_official_of,
    application_in,
    judged,
)
from tests.factories.contests import COMMITTEE, a_complaint, ruled
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("monday")

TEXTS = {
    "award_accepted": "{title}: {sum}, {decision}",
    "report_due": "{title}",
    "complaint_received": "{title}: {complaint}",
    "complaint_ruled": "{ruling} {document}",
    "complaint_evaluation": "{link}",
}


@pytest.fixture
def call() -> Call:
    """Return a decided call with one place: A-1 has it, A-3 was rejected."""
    return a_told_call(judged("A-1", "4", "4"), judged("A-3", "5", "2"), committee=COMMITTEE)


@pytest.fixture
def complaint(call: Call) -> Complaint:
    """Return a complaint about A-3 that was found to be right."""
    return ruled(a_complaint(call))


def shown(event: str, call: Call, person: Person, text: str = "") -> str:
    message: Any = editable()[event]
    return said(message, "–", text or TEXTS[event], "en", message.sample(call, person), lenient=True).text


def in_conflict(call: Call, reference: str, official: Person) -> Person:
    own = {"application_id": application_in(call, reference).id, "evaluator_id": official.id}
    db.session.query(Declaration).filter_by(**own).delete()
    db.session.add(Declaration(**own, conflict=True, kind=ConflictKind.FAMILY, declared_at=DELIBERATED))
    db.session.flush()
    return official


def test_an_award_is_looked_at_with_its_sum_and_number(call: Call) -> None:
    words = shown("award_accepted", call, an_official_of(call))
    assert "Projekts A-1: 4600.00" in words
    assert "(the number of the decision)" not in words
    assert "Projekts A-1" in shown("report_due", call, an_official_of(call))


def test_before_anything_is_decided_placeholders_stand_there() -> None:
    call = a_deliberated_call()
    words = shown("award_accepted", call, an_official_of(call))
    assert "(the sum that is awarded)" in words


def test_who_is_in_conflict_or_has_an_application_there_is_shown_no_award(call: Call) -> None:
    own = an_official_of(call)
    a_member(call, "A-3", own)
    for official in (own, in_conflict(call, "A-1", an_official_of(call))):
        assert "(the sum that is awarded)" in shown("award_accepted", call, official)


def test_a_complaint_is_looked_at_with_its_number_and_ruling(call: Call, complaint: Complaint) -> None:
    official = an_official_of(call)
    assert f"Projekts A-3: {SLUG}/{complaint.number}" in shown("complaint_received", call, official)
    assert "The complaint was found to be right. 7/2030" in shown("complaint_ruled", call, official)
    assert complaint.id.hex in shown("complaint_evaluation", call, official).replace("-", "")


def test_of_a_complaint_that_waits_nothing_is_made_up(call: Call) -> None:
    a_complaint(call)
    assert "(what was decided, in a sentence)" in shown("complaint_ruled", call, an_official_of(call))


def test_who_is_in_conflict_is_shown_no_complaint(call: Call, complaint: Complaint) -> None:
    official = in_conflict(call, "A-3", an_official_of(call))
    words = shown("complaint_received", call, official)
    assert "(the number of the complaint)" in words
    assert "A-3" not in words


def test_the_page_shows_what_the_service_says_of_them(browser_of: Browser, call: Call, complaint: Complaint) -> None:
    browser = browser_of(an_official_of(call))
    for event in TEXTS:
        assert "What the service says" in browser.see(f"/office/calls/{SLUG}/notices/{event}/en").text
