"""Officials hold sittings, keep minutes and handle letters once they have declared, which they may do late."""

import pytest

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.accounts.services import grant_role
from grants.awards.letters.services import make_letters, take_signed
from grants.awards.meetings import services as meetings
from grants.awards.minutes.services import approve, write
from grants.calls.models import Call, Stage
from grants.db import db
from grants.errors import Conflict
from grants.evaluation.committees import taken_seats
from grants.evaluation.models import ConflictKind
from grants.evaluation.services import declare_as_official
from tests.factories.awards import DELIBERATED, a_decided_call, application_in, impartial, judged
from tests.factories.meetings import TOMORROW, a_call_to_meet_about, a_sitting, an_open_sitting
from tests.factories.people import a_person
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("monday")

FIRST = "Declare first for each application"
LETTERS = "/office/calls/piemers-2030/letters"
DECLARE = "/office/calls/piemers-2030/interests/declarations"


def come_late(call: Call) -> Person:
    """Return a secretary of a call who has declared nothing."""
    person = a_person("Sanda Vēlā")
    grant_role(person=person, kind=RoleKind.SECRETARY, actor=None, organiser_id=call.organiser_id)
    return person


def test_who_has_not_declared_plans_a_sitting_and_does_not_open_it() -> None:
    call = a_call_to_meet_about()
    secretary = come_late(call)
    sitting = a_sitting(call, secretary)
    with clock.at(TOMORROW), pytest.raises(Conflict, match=FIRST):
        meetings.open_sitting(
            call=call, number=sitting.number, chair_id=None, secretary_id=secretary.id, present=[], actor=secretary
        )


def test_who_has_not_declared_neither_writes_nor_approves_minutes() -> None:
    call = a_call_to_meet_about()
    sitting, secretary = an_open_sitting(call), come_late(call)
    with pytest.raises(Conflict, match=FIRST):
        write(call=call, number=sitting.number, words={"opening": "Sākums"}, seen=0, actor=secretary)
    with pytest.raises(Conflict, match=FIRST):
        approve(call=call, number=sitting.number, seen="", actor=secretary)


def test_who_comes_late_to_sign_declares_on_one_page_first(browser_of: Browser) -> None:
    call = a_decided_call(judged("A-1", "5", "5"), judged("A-2"))
    while make_letters():
        db.session.flush()
    secretary = come_late(call)
    browser = browser_of(secretary)
    assert "Take the signed letters in" not in browser.see(LETTERS).text
    with pytest.raises(Conflict, match=FIRST):
        take_signed(call=call, kept=[], actor=secretary)
    page = browser.see(DECLARE)
    ids = [application_in(call, reference).id for reference in ("A-1", "A-2")]
    browser.send(page, {f"choice-{each}": "none" for each in ids}, button="Declare")
    assert "Take the signed letters in" in browser.see(LETTERS).text


def test_a_conflict_with_what_one_has_scored_is_recorded_by_others_once_the_sheets_are_closed() -> None:
    call = a_call_to_meet_about()
    evaluator = taken_seats(call.id)[0].person
    grant_role(person=evaluator, kind=RoleKind.SECRETARY, actor=None, organiser_id=call.organiser_id)
    with clock.at(DELIBERATED), pytest.raises(Conflict, match="let another official record"):
        declare_as_official(
            application=application_in(call, "A-1"), actor=evaluator, conflict=True, kind=ConflictKind.FAMILY
        )


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.RESULTS_PUBLISHED])
def test_officials_declare_after_the_decision_too(stage: Stage) -> None:
    call = a_decided_call(judged("A-1", "5", "5"))
    call.stage, secretary = stage, come_late(call)
    impartial(secretary, call)
    assert not declare_as_official(application=application_in(call, "A-1"), actor=secretary, conflict=False).conflict
