"""Who is written to: the sets that are offered, and who of them must not be written to or not by this official."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.applications import services as applications
from grants.applications.models import Application
from grants.calls.models import Call
from grants.db import db
from grants.errors import Invalid, NotFound
from grants.evaluation.models import ConflictKind, Declaration
from grants.notices.batches.audiences import audiences_of
from grants.notices.batches.keeping import EVENT
from grants.notices.models import Message, MessageState, Withheld
from grants.notices.services import deliver_due
from tests.factories.applications import a_filled, a_submitted, an_open_call, joined
from tests.factories.awards import a_decided_call, a_told_call, an_official_of, judged
from tests.factories.batches import a_batch, begun, expanded, written_to
from tests.factories.calls import OPEN, an_official
from tests.factories.evaluation import JUDGED, a_scored_call, an_evaluator, first_of
from tests.factories.people import a_person
from tests.support.smtp import SmtpServer

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def open_now() -> Iterator[None]:
    """Let it be a moment at which applications are taken."""
    with clock.at(OPEN):
        yield


@pytest.fixture
def call(open_now: None) -> Call:
    """Return an open call with three drafts."""
    call = an_open_call()
    for number in range(3):
        a_filled(call, a_person(email=f"d{number}@pieteikums.example", language="lv"))
    return call


@pytest.fixture
def official(call: Call) -> Person:
    """Return the coordinator."""
    return an_official()


def messages() -> list[Message]:
    """Return the messages of batches by address."""
    return list(db.session.scalars(select(Message).where(Message.event == EVENT).order_by(Message.address)))


def recipients(call: Call, official: Person) -> list[Any]:
    """Return whom an official would write to among all applicants."""
    audience = next(one for one in audiences_of(call.id) if one.code == "applicants")
    return list(audience.find(call.id, official, None))


def declare_conflict(official: Person, application: Application) -> None:
    """Let an official have declared a conflict."""
    declared = {"application_id": application.id, "evaluator_id": official.id}
    for one in db.session.scalars(select(Declaration).filter_by(**declared)):
        db.session.delete(one)
    db.session.flush()
    db.session.add(Declaration(**declared, conflict=True, kind=ConflictKind.FAMILY, declared_at=clock.now()))
    db.session.flush()


def test_nobody_is_told_of_a_draft_who_does_not_work_on_it_any_more(
    call: Call, official: Person, server: SmtpServer
) -> None:
    draft = a_filled(call, a_person(email="lead@pieteikums.example"))
    gone = joined(draft, a_person(email="gone@pieteikums.example"))
    begun(a_batch(call, official), official)
    expanded()
    next(member for member in draft.members if member.person_id == gone.id).ended_at = clock.now()
    db.session.commit()
    with clock.at(OPEN + timedelta(minutes=3)):
        deliver_due()
    found = {message.address: message for message in messages()}
    assert found["gone@pieteikums.example"].withheld is Withheld.NOT_THEIRS
    assert found["lead@pieteikums.example"].state is MessageState.SENT


def test_who_has_submitted_meanwhile_is_not_told_to_finish_a_draft(
    call: Call, official: Person, server: SmtpServer
) -> None:
    draft = a_filled(call, a_person(email="ready@pieteikums.example"))
    assert draft.lead
    begun(a_batch(call, official), official)
    expanded()
    applications.submit(application=draft, actor=draft.lead.person)
    db.session.commit()
    with clock.at(OPEN + timedelta(minutes=3)):
        deliver_due()
    found = {message.address: message for message in messages()}
    assert found["ready@pieteikums.example"].withheld is Withheld.OVER


def test_an_official_does_not_write_about_their_own_application(call: Call, official: Person) -> None:
    a_filled(call, official)
    begun(a_batch(call, official), official)
    expanded()
    assert official.email not in written_to()


def test_an_official_in_conflict_does_not_write_to_that_application() -> None:
    call = a_scored_call("Pirmais", "Otrais")
    official = an_official_of(call)
    first = first_of(call)
    joined(first, a_person(email="conflict@pieteikums.example"))
    before = len(recipients(call, official))
    declare_conflict(official, first)
    assert before - len(recipients(call, official)) == len(first.members)


def test_nobody_can_be_written_to_as_awarded_before_the_outcome_is_told() -> None:
    call = a_decided_call(judged("A-1"), judged("A-2", first="1"))
    assert not {"awarded", "rejected", "reserve"} & {one.code for one in audiences_of(call.id)}


def test_those_awarded_are_written_to_once_they_know() -> None:
    call = a_told_call(judged("A-1"))
    official = an_official_of(call)
    application = db.session.scalars(select(Application).where(Application.call_id == call.id)).first()
    assert application
    joined(application, a_person(email="awarded@pieteikums.example"))
    begun(a_batch(call, official, "awarded"), official)
    expanded()
    assert "awarded@pieteikums.example" in written_to()


def test_the_committee_is_written_to() -> None:
    call = a_scored_call("Pirmais")
    official = an_official_of(call)
    member = an_evaluator(call, "Ilze")
    with clock.at(JUDGED):
        begun(a_batch(call, official, "committee"), official)
        expanded()
    assert member.email in written_to()


def test_nobody_in_the_set_is_refused(open_now: None) -> None:
    with pytest.raises(Invalid):
        a_batch(an_open_call(), an_official())


def test_a_set_that_is_not_offered_is_not_there(call: Call, official: Person) -> None:
    with pytest.raises(NotFound):
        a_batch(call, official, "awarded")


def test_withdrawn_applicants_are_not_written_to_as_applicants(call: Call) -> None:
    official = an_official(RoleKind.COORDINATOR)
    kept = a_submitted(call, a_person(email="kept@pieteikums.example"))
    gone = a_submitted(call, a_person(email="withdrew@pieteikums.example"))
    assert gone.lead
    assert kept.lead
    applications.withdraw(application=gone, actor=gone.lead.person)
    assert [one.person.email for one in recipients(call, official) if one.person] == ["kept@pieteikums.example"]


def test_members_who_are_behind_and_who_passed_the_checks_are_sets_of_their_own() -> None:
    call = a_scored_call("Pirmais")
    late = an_evaluator(call, "Zane")
    writer = an_official_of(call)
    with clock.at(JUDGED):
        found = {one.code: one for one in audiences_of(call.id)}
        behind = {code: found[code].find(call.id, writer, None) for code in ("undeclared", "unscored", "admitted")}
    assert late in [one.person for one in behind["undeclared"]]
    assert late in [one.person for one in behind["unscored"]]
    assert {one.application_id for one in behind["admitted"]} == {first_of(call).id}
    assert found["admitted"].caution
