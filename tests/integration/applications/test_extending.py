"""A later deadline for one applicant: only where the rules allow it, by a decision, and nothing closes before it."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.models import Application, ApplicationState, Extension
from grants.applications.queries import receipt_of
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.phase import CLOSING_MARGIN
from grants.calls.workflow import Action
from grants.db import db
from grants.errors import Closed, Conflict, Invalid
from grants.notices.models import Message
from tests.factories.applications import a_filled, an_open_call
from tests.factories.calls import OPEN, a_call, an_official
from tests.factories.documents import schedule
from tests.integration.applications.conftest import SignIn
from tests.support.visitor import Visitor

CLOSES = datetime(2029, 12, 10, 13, tzinfo=UTC)
LATE = CLOSES + timedelta(hours=12)
UNTIL = CLOSES + timedelta(days=2)
ACT = ("Komisija", "3", date(2029, 12, 10))
OFFICE = "/office/calls/piemers-2030"


def an_extendable_call() -> Call:
    """Return a call whose rules allow three days more for one applicant."""
    return an_open_call(schedule=schedule(individual_extension_days=3))


def extend(call: Call, person: Person, until: datetime = UNTIL) -> Extension:
    with clock.at(LATE):
        return services.extend_for(
            call=call, email=person.email, until=until, reason="Slimība.", act=ACT, actor=an_official()
        )


def close(now: datetime) -> None:
    while calls.finish_closing(now):
        db.session.commit()


def test_the_applicant_submits_after_the_deadline_of_all_others(anna: Person) -> None:
    call = an_extendable_call()
    draft = a_filled(call, anna)
    extend(call, anna)
    with clock.at(UNTIL - timedelta(seconds=1)):
        services.submit(application=draft, actor=anna)
    assert draft.state is ApplicationState.SUBMITTED


def test_the_later_moment_is_a_deadline_too(anna: Person) -> None:
    call = an_extendable_call()
    draft = a_filled(call, anna)
    extend(call, anna)
    with clock.at(UNTIL), pytest.raises(Closed):
        services.submit(application=draft, actor=anna)


def test_nobody_else_has_more_time(anna: Person, bruno: Person) -> None:
    call = an_extendable_call()
    draft = a_filled(call, bruno)
    extend(call, anna)
    with clock.at(LATE), pytest.raises(Closed):
        services.submit(application=draft, actor=bruno)


def test_a_draft_that_ended_with_the_deadline_goes_on(anna: Person) -> None:
    call = an_extendable_call()
    draft = a_filled(call, anna)
    with clock.at(LATE):
        close(LATE)
        ended = draft.state.value
        extend(call, anna)
    assert (ended, draft.state.value) == ("not_submitted", "draft")


def test_one_can_be_begun_after_the_deadline(anna: Person) -> None:
    call = an_extendable_call()
    extend(call, anna)
    with clock.at(LATE):
        assert services.start(call=call, actor=anna).open_until == UNTIL


def test_the_call_closes_only_after_it_and_the_root_holds_what_came_late(anna: Person, bruno: Person) -> None:
    call = an_extendable_call()
    early, late = a_filled(call, bruno), a_filled(call, anna)
    with clock.at(OPEN):
        services.submit(application=early, actor=bruno)
    extend(call, anna)
    with clock.at(LATE):
        close(LATE)
    open_still = call.receipts_root is None
    with clock.at(LATE):
        services.submit(application=late, actor=anna)
    after = UNTIL + CLOSING_MARGIN
    with clock.at(after):
        close(after)
    assert open_still
    assert call.receipts_root is not None
    assert receipt_of(late).call_id == call.id


def test_checking_waits_for_it(anna: Person) -> None:
    call = an_extendable_call()
    extend(call, anna)
    with clock.at(LATE), pytest.raises(Conflict, match="12 December"):
        calls.advance(call=call, action=Action.START_CHECKING, actor=None)


def test_rules_that_say_nothing_allow_nothing(anna: Person) -> None:
    with pytest.raises(Conflict):
        extend(a_call(), anna)


@pytest.mark.parametrize("until", [CLOSES, LATE, CLOSES + timedelta(days=3, seconds=1)])
def test_a_moment_that_is_no_later_or_too_late_is_refused(anna: Person, until: datetime) -> None:
    with pytest.raises(Invalid):
        extend(an_extendable_call(), anna, until)


def test_the_last_moment_the_rules_allow_is_allowed(anna: Person) -> None:
    last = CLOSES + timedelta(days=3)
    assert extend(an_extendable_call(), anna, last).until == last


def test_the_same_decision_twice_is_one(anna: Person) -> None:
    call = an_extendable_call()
    assert extend(call, anna) is extend(call, anna)
    assert len(list(db.session.scalars(select(Message).where(Message.event == "deadline_extended")))) == 1


def test_the_official_decides_and_the_applicant_reads_it(as_person: SignIn, anna: Person) -> None:
    an_extendable_call()
    with clock.at(LATE):
        official = as_person(an_official())
        decided = {
            "email": anna.email,
            "until": "12.12.2029 15.00",
            "reason": "Slimība.",
            "body": "Komisija",
            "number": "3",
            "date": "10.12.2029",
        }
        page = official.see(f"{OFFICE}/extensions/new")
        listed = official.send(page, decided, button="Move the deadline for one applicant")
        assert "Slimība." in listed.text
        applicant = as_person(anna)
        assert "/start/" in applicant.see("/calls/piemers-2030").form("Apply").action
        assert "more time than others" in applicant.see("/applications/new/piemers-2030").text


def test_it_is_printed_in_the_record_for_the_minutes(as_person: SignIn, anna: Person) -> None:
    call = an_extendable_call()
    extend(call, anna)
    with clock.at(LATE):
        made = Document(BytesIO(as_person(an_official()).get(f"{OFFICE}/record.docx").data))
    said = [cell.text for row in made.tables[0].rows for cell in row.cells]
    assert "anna@example.org" in said
    assert any("Komisija" in each for each in said)


def test_a_call_without_it_shows_nothing_of_it(as_person: SignIn, client: Visitor) -> None:
    a_call()
    assert "Later deadlines" not in as_person(an_official()).see(OFFICE).text
    assert db.session.scalars(select(Application)).all() == []
