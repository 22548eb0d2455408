"""Who ever worked on an application never judges it; who was only invited to judges as everybody does."""

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from grants import clock
from grants.accounts.models import Organisation, OrganisationKind, Person, Seat
from grants.applications.models import Application, Right
from grants.applications.services import decline, let_out, submit
from grants.calls import services as calls
from grants.calls.workflow import Action
from grants.db import db
from grants.errors import Forbidden
from grants.evaluation import services
from grants.evaluation.dockets import tally_of
from grants.evaluation.models import Answer, CheckAnswer, Declaration, Sheet
from grants.evaluation.policies import Standing
from tests.factories.applications import a_filled, an_open_call, invited, joined
from tests.factories.calls import OPEN, an_official
from tests.factories.evaluation import (
    COMMITTEE,
    CRITERIA,
    JUDGED,
    MARKS,
    an_evaluator,
    check,
    declare,
    declare_as_official,
    score,
    start_scoring,
)
from tests.factories.people import a_person
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.sheets import SAVE, TYPED
from tests.integration.evaluation.sheets import address as sheet_of
from tests.integration.evaluation.support import post
from tests.integration.evaluation.test_office_panels import row

REASON = "You work or have worked on this application, so you never judge it."


@pytest.fixture
def application(session: scoped_session[Session]) -> Application:
    """Return a draft to which people can still come."""
    return a_filled(an_open_call(criteria=CRITERIA, committee=COMMITTEE), a_person("Lead"))


def left(application: Application, person: Person | None = None) -> Person:
    """Return somebody who worked on a draft and does no more."""
    person = joined(application, person, Right.SIGN)
    let_out(
        application=application,
        member=next(each for each in application.members if each.person_id == person.id),
        actor=person,
    )
    return person


def sent_in(application: Application, *, scored: bool = False) -> None:
    """Send a draft in and let its call be checked, or scored."""
    assert application.lead
    with clock.at(OPEN):
        submit(application=application, actor=application.lead.person)
    with clock.at(JUDGED):
        calls.advance(call=application.call, action=Action.START_CHECKING, actor=None)
    if scored:
        check(application)
        an_evaluator(application.call, "Dace", Seat.CHAIR)
        start_scoring(application.call)


def judgements() -> int:
    """Count what anybody has said about applications."""
    return sum(db.session.scalar(select(func.count(kind.id))) or 0 for kind in (Declaration, Sheet))


def test_a_former_member_finds_the_application_excluded(application: Application, as_person: SignIn) -> None:
    person = left(application)
    sent_in(application)
    an_evaluator(application.call, person=person)
    page = as_person(person).see(f"/evaluation/calls/{application.call.slug}")
    assert "Your own: you do not judge it" in page.text


def test_a_former_member_is_told_why_there_is_no_form(application: Application, as_person: SignIn) -> None:
    person = left(application)
    sent_in(application, scored=True)
    an_evaluator(application.call, person=person)
    visitor = as_person(person)
    for page in ("", "/declaration"):
        assert REASON in visitor.see(f"{sheet_of(application)}{page}", status=403).text


def test_a_former_member_neither_declares_nor_scores(application: Application, as_person: SignIn) -> None:
    person = left(application)
    sent_in(application, scored=True)
    an_evaluator(application.call, person=person)
    visitor = as_person(person)
    post(visitor, f"{sheet_of(application)}/declaration", {f"choice-{application.id}": "none"}, status=403)
    post(visitor, sheet_of(application), TYPED, status=403)
    post(visitor, f"{sheet_of(application)}/submit", {"revision": "0"}, status=403)
    assert judgements() == 0


def test_no_service_takes_a_judgement_of_a_former_member(application: Application) -> None:
    person = left(application, an_official())
    sent_in(application, scored=True)
    an_evaluator(application.call, person=person)
    with pytest.raises(Forbidden):
        services.declare(application=application, actor=person, conflict=False)
    with pytest.raises(Forbidden):
        services.save_sheet(application=application, actor=person, marks=MARKS, comments={}, revision=0, submit=False)
    with pytest.raises(Forbidden):
        services.answer_checks(application=application, answers={"1.1": services.Checked(Answer.NO)}, actor=person)


def test_an_official_who_was_a_member_reads_the_checks_and_why_there_is_no_form(
    application: Application, as_person: SignIn
) -> None:
    person = left(application, an_official())
    sent_in(application)
    visitor = as_person(person)
    page = visitor.see(f"/office/applications/{application.id}/checks")
    assert "so you never check it" in page.text
    assert all("Save the answers" not in form.buttons for form in page.forms)
    post(visitor, page.address, {"choice-1.1": "yes"}, status=403)
    assert db.session.scalar(select(func.count(CheckAnswer.id))) == 0


def test_who_was_only_invited_declares_and_scores(application: Application, as_person: SignIn) -> None:
    person = invited(application, right=Right.SIGN)
    sent_in(application, scored=True)
    an_evaluator(application.call, person=person)
    declare(person, application)
    visitor = as_person(person)
    page = visitor.see(sheet_of(application))
    visitor.send(page, TYPED, button=SAVE)
    assert judgements() == 2


def test_who_declined_judges_as_everybody_does(application: Application) -> None:
    person = invited(application)
    decline(application=application, actor=person)
    sent_in(application, scored=True)
    an_evaluator(application.call, person=person)
    assert score(person, application).marks == MARKS


def test_an_official_who_was_only_invited_checks(application: Application, as_person: SignIn) -> None:
    person = invited(application, an_official())
    sent_in(application)
    declare_as_official(person, application)
    visitor = as_person(person)
    page = visitor.see(f"/office/applications/{application.id}/checks")
    assert "so you never check it" not in page.text
    visitor.send(page, {"choice-1.1": "yes"}, button="Save the answers")
    assert db.session.scalar(select(CheckAnswer.answered_by_id)) == person.id


def test_the_sheets_expected_leave_out_former_members_and_count_who_was_only_invited(
    application: Application, as_person: SignIn
) -> None:
    former, asked = left(application, a_person("Former")), invited(application, a_person("Asked"))
    sent_in(application, scored=True)
    for person in (former, asked):
        an_evaluator(application.call, person.name, person=person)
    page = as_person(an_official()).see(f"/office/calls/{application.call.slug}")
    assert row(page, "Former").endswith("0 of 0")
    assert row(page, "Asked").endswith("0 of 1")


def test_who_entered_the_same_body_elsewhere_does_not_judge_it(application: Application) -> None:
    person = a_person("Ilze")
    sent_in(application, scored=True)
    number = application.organisation.registration_number if application.organisation else ""
    elsewhere = Organisation(
        kind=OrganisationKind.ASSOCIATION, name="Tā pati", registration_number=number, created_by_id=person.id
    )
    elsewhere.created_at = JUDGED
    db.session.add(elsewhere)
    db.session.flush()
    an_evaluator(application.call, person=person)
    with pytest.raises(Forbidden):
        declare(person, application)
    assert tally_of(person, application.call).counts == {Standing.OWN: 1}
