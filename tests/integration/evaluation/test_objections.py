"""Applicants see who evaluates and object to a member, where the rules let them; an official decides."""

import pytest
from sqlalchemy import select

from grants.accounts.models import Person
from grants.applications.models import Application, Right
from grants.calls.models import Call
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, NotFound
from grants.evaluation.models import ConflictKind
from grants.evaluation.objections.models import Objection
from grants.evaluation.objections.queries import calls_with_objections
from grants.evaluation.objections.services import MAX_WORDS, decide_objection, object_to
from grants.evaluation.queries import conflicts_of
from grants.notices.models import Message
from tests.factories.applications import joined
from tests.factories.calls import an_official
from tests.factories.evaluation import COMMITTEE, a_checked_call, a_scored_call, an_evaluator, first_of, unseat
from tests.factories.people import a_person
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.support import entries

pytestmark = pytest.mark.usefixtures("session")

OPEN_TO = COMMITTEE | {"objections": True}
INTERESTS = "/office/calls/piemers-2030/interests"


@pytest.fixture
def call() -> Call:
    return a_scored_call("Ziemas nometne", committee=OPEN_TO)


@pytest.fixture
def application(call: Call) -> Application:
    return first_of(call)


@pytest.fixture
def applicant(application: Application) -> Person:
    return application.members[0].person


@pytest.fixture
def ilze(call: Call) -> Person:
    return an_evaluator(call, "Ilze")


def objected(application: Application, member: Person, applicant: Person) -> Objection:
    return object_to(application=application, member=member, reason="Strīds.", actor=applicant)


def decided(objection: Objection, *, upheld: bool, actor: Person | None = None) -> Objection:
    kind = ConflictKind.OTHER if upheld else None
    return decide_objection(
        objection=objection, upheld=upheld, kind=kind, answer="Pamatojums.", actor=actor or an_official()
    )


def test_an_applicant_sees_who_evaluates(
    as_person: SignIn, application: Application, applicant: Person, ilze: Person
) -> None:
    assert "Ilze" in as_person(applicant).see(f"/applications/{application.id}").text


def test_without_the_rule_no_applicant_sees_who_evaluates(as_person: SignIn) -> None:
    call = a_scored_call("Ziemas nometne")
    applicant = first_of(call).members[0].person
    visitor = as_person(applicant)
    assert "Who evaluates" not in visitor.see(f"/applications/{first_of(call).id}").text
    visitor.see(f"/applications/{first_of(call).id}/objection", status=404)


def test_an_applicant_objects_once_to_each_member(
    as_person: SignIn, application: Application, applicant: Person, ilze: Person
) -> None:
    visitor = as_person(applicant)
    address = f"/applications/{application.id}/objection"
    typed = {"member": str(ilze.id), "reason": "Strīds."}
    page = visitor.send(visitor.see(address), typed, button="Send the objection")
    assert "you have objected; the organiser decides" in page.text
    assert "Ilze" not in visitor.see(address).text
    objected(application, ilze, applicant)
    assert len(entries("objection.made")) == 1


def test_who_only_reads_an_application_does_not_object(application: Application, ilze: Person) -> None:
    reader = joined(application, a_person("Lasa"), Right.READ)
    with pytest.raises(Forbidden):
        objected(application, ilze, reader)


def test_nobody_objects_to_who_does_not_sit_in_the_committee(
    call: Call, application: Application, applicant: Person, ilze: Person
) -> None:
    unseat(call, ilze)
    with pytest.raises(NotFound):
        objected(application, ilze, applicant)


def test_a_stranger_finds_no_page_to_object(as_person: SignIn, application: Application) -> None:
    as_person(a_person("Svešs")).see(f"/applications/{application.id}/objection", status=404)


def test_the_member_does_not_learn_who_objected(
    as_person: SignIn, application: Application, applicant: Person, ilze: Person
) -> None:
    objected(application, ilze, applicant)
    assert "Strīds." not in as_person(ilze).see("/evaluation/calls/piemers-2030").text


def test_an_upheld_objection_bars_the_member_and_tells_the_applicant(
    as_person: SignIn, call: Call, application: Application, applicant: Person, ilze: Person
) -> None:
    objection = objected(application, ilze, applicant)
    visitor = as_person(an_official())
    page = visitor.see(f"{INTERESTS}/objections/{objection.id}")
    visitor.send(page, {"decision": "uphold", "kind": "other", "answer": "Jā."}, button="Decide")
    told = db.session.scalars(select(Message).where(Message.event == "objection_decided")).one()
    assert conflicts_of(call.id) == {application.id: {ilze.id}}
    assert (told.address, "Jā." in told.words.text) == (applicant.email, True)


def test_a_dismissed_objection_changes_nothing_for_the_member(
    as_person: SignIn, call: Call, application: Application, applicant: Person, ilze: Person
) -> None:
    decided(objected(application, ilze, applicant), upheld=False)
    assert conflicts_of(call.id) == {}
    page = as_person(applicant).see(f"/applications/{application.id}")
    assert "your objection was dismissed: Pamatojums." in page.text


def test_a_decision_on_an_objection_stays(application: Application, applicant: Person, ilze: Person) -> None:
    objection = objected(application, ilze, applicant)
    decided(objection, upheld=False)
    assert decided(objection, upheld=True).upheld is False


def test_who_upholds_says_what_kind_of_conflict_it_is(
    as_person: SignIn, application: Application, applicant: Person, ilze: Person
) -> None:
    objection = objected(application, ilze, applicant)
    visitor = as_person(an_official())
    page = visitor.see(f"{INTERESTS}/objections/{objection.id}")
    page = visitor.send(page, {"decision": "uphold", "answer": "Jā."}, button="Decide", status=422)
    assert page.errors == ["Error: Choose what kind of conflict it is."]


def test_nobody_decides_on_an_objection_to_themselves(call: Call, application: Application, applicant: Person) -> None:
    official = an_official()
    an_evaluator(call, person=official)
    with pytest.raises(Forbidden):
        decided(objected(application, official, applicant), upheld=False, actor=official)


def test_an_official_with_an_own_application_does_not_see_objections_of_it(
    as_person: SignIn, application: Application, applicant: Person, ilze: Person
) -> None:
    official = an_official()
    objected(application, ilze, applicant)
    joined(application, official)
    assert "Objections of applicants" not in as_person(official).see(INTERESTS).text
    assert calls_with_objections(official) == []


def test_an_objection_waits_on_the_start_page_of_officials(
    call: Call, application: Application, applicant: Person, ilze: Person
) -> None:
    objected(application, ilze, applicant)
    assert calls_with_objections(an_official()) == [(call, 1)]


@pytest.mark.parametrize("reason", ["", " ", "a" * (MAX_WORDS + 1)])
def test_an_objection_has_a_reason_and_a_limit(
    application: Application, applicant: Person, ilze: Person, reason: str
) -> None:
    with pytest.raises(Invalid):
        object_to(application=application, member=ilze, reason=reason, actor=applicant)


def test_an_objection_as_long_as_allowed_is_kept(application: Application, applicant: Person, ilze: Person) -> None:
    said = object_to(application=application, member=ilze, reason="ž" * MAX_WORDS, actor=applicant)
    assert len(said.reason) == MAX_WORDS


def test_without_the_rule_nobody_objects() -> None:
    call = a_checked_call()
    with pytest.raises(Conflict):
        objected(first_of(call), an_evaluator(call), first_of(call).members[0].person)
