"""Officials see which conflicts are likely and declared, record and lift those of others, and declare their own."""

import uuid

import pytest
from sqlalchemy import select

from grants.accounts.models import Person, RoleKind, Seat
from grants.applications.models import Application, Confirmation, Party
from grants.calls.models import Call
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid
from grants.evaluation import services
from grants.evaluation.interests import queries
from grants.evaluation.interests import services as acts
from grants.evaluation.interests.hints import Hint
from grants.evaluation.interests.models import Act, Consultation, InterestAct
from grants.evaluation.interests.queries import hints_for
from grants.evaluation.models import ConflictKind, Declaration
from grants.evaluation.queries import conflicts_of, declaration_of
from grants.notices.models import Message
from tests.factories.applications import a_submitted, an_open_call, joined
from tests.factories.calls import OPEN, an_official
from tests.factories.evaluation import (
    JUDGED,
    a_checked_call,
    a_checker,
    a_scored_call,
    an_evaluator,
    chair_of,
    declare,
    first_of,
    score,
    unseat,
)
from tests.factories.people import a_person
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.support import entries, post

pytestmark = pytest.mark.usefixtures("session")

INTERESTS = "/office/calls/piemers-2030/interests"
ILZE = "ilze@vertetaji.lv"
"""An address at a body that nobody else here has one at."""
REPORTED = {"kind": "family", "reason": "Pastāstīja kolēģis."}


def hinted(person: Person, call: Call) -> tuple[Hint, ...]:
    """Return why a person is likely in conflict with the first application of a call."""
    return hints_for([person], call).get((person.id, first_of(call).id), ())


def bar(person: Person, application: Application, official: Person) -> Declaration:
    """Record a conflict of somebody."""
    return acts.record_conflict(
        application=application, person=person, kind=ConflictKind.FAMILY, reason="Teica.", actor=official
    )


def events(name: str) -> list[Message]:
    """Return the messages of an event."""
    return list(db.session.scalars(select(Message).where(Message.event == name)))


def consult(call: Call, helper: Person, **said: object) -> Consultation:
    """Write down that somebody helped the first applicant."""
    organisation = first_of(call).organisation
    assert organisation
    typed = {"applicant": organisation.name, "registration_number": None, "given_on": JUDGED.date(), "about": "Tāme"}
    return acts.write_down_consultation(call=call, helper=helper, actor=helper, **{**typed, **said})  # type: ignore[arg-type]  # mixed values


def asked_to_confirm(application: Application, email: str) -> Confirmation:
    """Ask somebody to confirm an application as its partner."""
    asked = Confirmation(application_id=application.id, role=Party.PARTNER, name="Biedrība Osis", email=email)
    asked.way, asked.digest, asked.asked_at = "signatory_link", "0" * 64, OPEN
    db.session.add(asked)
    return asked


def test_nothing_is_likely_about_a_stranger() -> None:
    call = a_checked_call()
    assert hinted(a_person("Ilze", ILZE), call) == ()


def test_an_address_at_the_same_body_is_pointed_out() -> None:
    call = a_checked_call()
    joined(first_of(call), a_person("Anna", "anna@osis.lv"))
    assert hinted(a_person("Ilze", "ilze@osis.lv"), call) == (Hint.DOMAIN,)


def test_an_address_where_anybody_can_have_one_says_nothing() -> None:
    call = a_checked_call()
    joined(first_of(call), a_person("Anna", "anna@inbox.lv"))
    assert hinted(a_person("Ilze", "ilze@inbox.lv"), call) == ()


def test_work_on_an_application_of_the_same_applicant_is_pointed_out() -> None:
    call, person = a_checked_call("Ziemas nometne"), a_person("Ilze", ILZE)
    earlier = an_open_call(slug="agrak")
    number = first_of(call).organisation
    assert number
    other = a_submitted(earlier, a_person("Cits"), name=number.name)
    joined(other, person)
    assert hinted(person, call) == (Hint.ORGANISATION,)


def test_a_conflict_declared_in_another_call_is_pointed_out() -> None:
    call, person = a_checked_call("Ziemas nometne"), a_person("Ilze", ILZE)
    organisation = first_of(call).organisation
    assert organisation
    other = a_submitted(an_open_call(slug="agrak"), a_person("Cits"), name=organisation.name)
    declared = Declaration(application_id=other.id, evaluator_id=person.id, conflict=True, kind=ConflictKind.BOARD)
    declared.declared_at = OPEN
    db.session.add(declared)
    assert hinted(person, call) == (Hint.EARLIER,)


def test_help_that_was_written_down_is_pointed_out() -> None:
    call = a_checked_call()
    official = an_official()
    consult(call, official)
    assert hinted(official, call) == (Hint.HELP,)


def test_help_to_a_number_is_pointed_out_whatever_the_name() -> None:
    call = a_checked_call()
    organisation = first_of(call).organisation
    assert organisation
    organisation.registration_number = "40008000000"
    official = an_official()
    consult(call, official, applicant="Cits vārds", registration_number="40008000000")
    assert hinted(official, call) == (Hint.HELP,)


def test_who_was_asked_to_stand_behind_an_application_is_pointed_out() -> None:
    call = a_checked_call()
    asked_to_confirm(first_of(call), ILZE)
    assert hinted(a_person("Ilze", ILZE), call) == (Hint.DOMAIN, Hint.PARTY)


def test_so_is_somebody_at_the_body_of_its_partner() -> None:
    call = a_checked_call()
    asked_to_confirm(first_of(call), "valde@osis.lv")
    assert hinted(a_person("Ilze", "ilze@osis.lv"), call) == (Hint.DOMAIN,)


def test_who_was_asked_before_somebody_else_took_their_place_is_not() -> None:
    call = a_checked_call()
    asked_to_confirm(first_of(call), ILZE).replaced_at = OPEN
    assert hinted(a_person("Ilze", ILZE), call) == ()


def test_a_member_is_told_why_a_conflict_is_likely_before_they_declare(as_person: SignIn) -> None:
    call = a_checked_call()
    joined(first_of(call), a_person("Anna", "anna@osis.lv"))
    person = an_evaluator(call, person=a_person("Ilze", "ilze@osis.lv"))
    page = as_person(person).see("/evaluation/calls/piemers-2030/declarations")
    assert "Your e-mail address is at the same body as one of the applicant's." in page.text


def test_officials_see_likely_conflicts_that_nobody_declared(as_person: SignIn) -> None:
    call = a_checked_call()
    joined(first_of(call), a_person("Anna", "anna@osis.lv"))
    person = an_evaluator(call, person=a_person("Ilze", "ilze@osis.lv"))
    visitor = as_person(an_official())
    assert "e-mail address at the same body" in visitor.see(INTERESTS).text
    declare(person, first_of(call), ConflictKind.EMPLOYMENT)
    assert "e-mail address at the same body" not in visitor.see(INTERESTS).text


def test_one_answer_declares_for_all_others_on_the_page(as_person: SignIn) -> None:
    call = a_checked_call("Viens", "Divi", "Trīs", "Četri")
    person = an_evaluator(call)
    visitor = as_person(person)
    page = visitor.see("/evaluation/calls/piemers-2030/declarations")
    key = first_of(call).id
    visitor.send(page, {f"choice-{key}": "conflict", f"kind-{key}": "family", "rest": "none"}, button="Declare")
    declared = [one.conflict for one in db.session.scalars(select(Declaration))]
    assert sorted(declared) == [False, False, False, True]


def test_few_applications_have_no_answer_for_all_of_them(as_person: SignIn) -> None:
    call = a_checked_call("Viens", "Divi", "Trīs")
    page = as_person(an_evaluator(call)).see("/evaluation/calls/piemers-2030/declarations")
    assert "rest" not in page.form("Declare").values


def test_who_checks_declares_first(as_person: SignIn) -> None:
    call = a_checked_call()
    visitor = as_person(an_official())
    page = visitor.see(f"/office/applications/{first_of(call).id}/checks")
    assert page.address == f"{INTERESTS}/declarations"
    page = visitor.send(page, {f"choice-{first_of(call).id}": "none"}, button="Declare")
    assert page.address == f"/office/applications/{first_of(call).id}/checks"
    assert "seen" in page.form("Save the answers").values


def test_who_has_not_declared_answers_no_check(as_person: SignIn) -> None:
    call = a_checked_call()
    post(
        as_person(an_official()), f"/office/applications/{first_of(call).id}/checks", {"choice-1.1": "yes"}, status=403
    )
    assert not entries("checks.answered")


def test_an_official_in_conflict_reads_nothing_of_it_any_more(as_person: SignIn) -> None:
    call, official = a_checked_call("Ziemas nometne"), an_official()
    services.declare_as_official(
        application=first_of(call), actor=official, conflict=True, kind=ConflictKind.FAMILY, note="Māsa"
    )
    visitor = as_person(official)
    visitor.see(f"/office/applications/{first_of(call).id}/checks", status=404)
    assert "goal" not in visitor.see(f"/office/applications/{first_of(call).id}").text


def test_an_official_in_conflict_checks_nothing_of_it(as_person: SignIn) -> None:
    call, official = a_checked_call(), an_official()
    services.declare_as_official(application=first_of(call), actor=official, conflict=True, kind=ConflictKind.FAMILY)
    post(as_person(official), f"/office/applications/{first_of(call).id}/checks", {"choice-1.1": "yes"}, status=404)
    assert not entries("checks.answered")


def test_an_official_does_not_take_a_declared_conflict_back() -> None:
    call, official = a_checked_call(), an_official()
    services.declare_as_official(application=first_of(call), actor=official, conflict=True, kind=ConflictKind.FAMILY)
    with pytest.raises(Conflict):
        services.declare_as_official(application=first_of(call), actor=official, conflict=False)


def test_an_auditor_declares_nothing() -> None:
    with pytest.raises(Forbidden):
        services.declare_as_official(
            application=first_of(a_checked_call()), actor=an_official(RoleKind.AUDITOR), conflict=False
        )


def test_the_page_of_declarations_says_when_nothing_is_left(as_person: SignIn) -> None:
    a_checked_call()
    official = a_checker()
    assert "You have declared for every application." in as_person(official).see(f"{INTERESTS}/declarations").text


def test_nothing_chosen_declares_nothing(as_person: SignIn) -> None:
    a_checked_call()
    visitor = as_person(an_official())
    page = visitor.send(visitor.see(f"{INTERESTS}/declarations"), button="Declare", status=422)
    assert "Choose an answer first." in page.text


def test_a_conflict_that_others_reported_is_recorded_and_told(as_person: SignIn) -> None:
    call = a_scored_call()
    person = an_evaluator(call)
    visitor = as_person(an_official())
    typed = {"person": str(person.id), "reference": str(first_of(call).reference).lower(), **REPORTED}
    visitor.send(visitor.see(f"{INTERESTS}/conflict"), typed, button="Record the conflict")
    assert conflicts_of(call.id) == {first_of(call).id: {person.id}}
    assert "Pastāstīja kolēģis." in events("conflict_recorded")[0].words.text


def test_the_marks_of_whoever_is_barred_count_no_more() -> None:
    call = a_scored_call()
    dace = chair_of(call)
    score(dace, first_of(call))
    bar(dace, first_of(call), an_official())
    assert conflicts_of(call.id)[first_of(call).id] == {dace.id}


def test_recording_a_conflict_twice_is_recording_it_once() -> None:
    call, official = a_scored_call(), an_official()
    for _ in range(2):
        bar(chair_of(call), first_of(call), official)
    assert (len(entries("conflict.recorded")), len(events("conflict_recorded"))) == (1, 1)


def test_an_unknown_reference_is_named_and_nothing_typed_is_lost(as_person: SignIn) -> None:
    call = a_scored_call()
    visitor = as_person(an_official())
    typed = {"person": str(chair_of(call).id), "reference": "NAV", **REPORTED}
    page = visitor.send(visitor.see(f"{INTERESTS}/conflict"), typed, button="Record the conflict", status=422)
    assert page.errors == ["Error: No application of this call has this reference."]
    assert page.form("Record the conflict").values["reason"] == ["Pastāstīja kolēģis."]


def test_nobody_acts_on_conflicts_with_an_application_of_their_own() -> None:
    call, official = a_scored_call(), an_official()
    joined(first_of(call), official)
    with pytest.raises(Forbidden):
        bar(chair_of(call), first_of(call), official)


def test_officials_learn_nothing_of_interests_in_their_own_application(as_person: SignIn) -> None:
    call, official = a_scored_call("Ziemas nometne"), an_official()
    declare(chair_of(call), first_of(call), ConflictKind.MONEY)
    joined(first_of(call), official)
    assert "Money or property" not in as_person(official).see(INTERESTS).text


def test_a_conflict_that_was_a_mistake_is_lifted_and_declared_anew(as_person: SignIn) -> None:
    call = a_scored_call()
    dace = chair_of(call)
    declare(dace, first_of(call), ConflictKind.FAMILY)
    visitor = as_person(an_official())
    page = visitor.see(visitor.see(INTERESTS).links["It was a mistake (Dace, " + str(first_of(call).reference) + ")"])
    visitor.send(page, {"reason": "Cits cilvēks."}, button="Lift the conflict")
    assert declaration_of(dace, first_of(call)) is None
    assert [act.act for act in db.session.scalars(select(InterestAct))] == [Act.LIFTED]


def test_nobody_lifts_a_conflict_of_their_own() -> None:
    call, official = a_scored_call(), an_official()
    services.declare_as_official(application=first_of(call), actor=official, conflict=True, kind=ConflictKind.FAMILY)
    with pytest.raises(Forbidden):
        acts.lift_conflict(application=first_of(call), person=official, reason="Nē.", actor=official)


@pytest.mark.parametrize("reason", ["", "  ", "a" * (acts.MAX_REASON + 1)])
def test_a_reason_is_needed_and_has_a_limit(reason: str) -> None:
    call = a_scored_call()
    with pytest.raises(Invalid):
        acts.record_conflict(
            application=first_of(call),
            person=chair_of(call),
            kind=ConflictKind.FAMILY,
            reason=reason,
            actor=an_official(),
        )


def test_where_fewer_than_the_quorum_are_left_officials_are_warned(as_person: SignIn) -> None:
    call = a_scored_call(committee={"size": 3, "quorum": 1, "decided_by": "committee"})
    visitor = as_person(an_official())
    assert "in the committee may judge" not in visitor.see(INTERESTS).text
    bar(chair_of(call), first_of(call), an_official(email="cits@piemers.example"))
    db.session.commit()
    assert f"Fewer than 1 in the committee may judge: {first_of(call).reference}" in visitor.see(INTERESTS).text


def test_help_is_written_down_once(as_person: SignIn) -> None:
    a_checked_call()
    visitor = as_person(an_official())
    typed = {"applicant": "Biedrība Osis", "about": "Tāme"}
    for _ in range(2):
        visitor.send(visitor.see(f"{INTERESTS}/help"), typed, button="Write it down")
    assert len(list(db.session.scalars(select(Consultation)))) == 1


def test_help_on_a_day_to_come_is_refused(as_person: SignIn) -> None:
    a_checked_call()
    visitor = as_person(an_official())
    typed = {"applicant": "Biedrība Osis", "given_on": "1.1.2031"}
    page = visitor.send(visitor.see(f"{INTERESTS}/help"), typed, button="Write it down", status=422)
    assert page.errors == ["Error: This day is still to come."]


def test_a_conflict_of_another_call_is_not_found_here(as_person: SignIn) -> None:
    a_checked_call()
    as_person(an_official()).see(f"{INTERESTS}/conflicts/{uuid.uuid4()}/lift", status=404)


def test_who_left_the_committee_is_not_offered(as_person: SignIn) -> None:
    call = a_checked_call()
    person = an_evaluator(call, "Projām", Seat.MEMBER)
    unseat(call, person)
    page = as_person(an_official()).see(f"{INTERESTS}/conflict")
    assert "Projām" not in page.text


def test_an_official_has_nothing_to_declare_about_their_own() -> None:
    call, official = a_checked_call(), an_official()
    joined(first_of(call), official)
    assert not queries.has_to_declare(official, call)
