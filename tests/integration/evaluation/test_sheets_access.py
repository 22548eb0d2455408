"""Who reads and fills in a sheet, and who does not even find it."""

from io import BytesIO

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.accounts.services import end_role
from grants.applications.models import Application, Attachment
from grants.applications.services import withdraw
from grants.db import db
from grants.evaluation.models import Answer, CheckAnswer, ConflictKind, SheetState
from grants.storage import storage
from tests.factories.applications import form_of
from tests.factories.documents import field
from tests.factories.evaluation import (
    MARKS,
    a_scored_call,
    an_evaluator,
    chair_of,
    declare,
    first_of,
    score,
    scoring,
)
from tests.factories.people import a_person
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.sheets import (
    REVIEW,
    SAVE,
    SUBMIT,
    TYPED,
    a_call_and_judge,
    address,
    fill_in,
    sheets,
    stored,
)
from tests.integration.evaluation.support import post

pytestmark = pytest.mark.usefixtures("session")


def test_a_withdrawn_application_is_closed_and_what_was_typed_is_shown(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    visitor = as_person(person)
    application = first_of(call)
    page = visitor.see(address(application))
    withdraw(application=application, actor=application.members[0].person)
    page = visitor.send(page, TYPED, button=SAVE, status=409)
    assert "This application was withdrawn: nothing of it is judged any more." in page.text
    assert "Clear goal." in page.text
    assert not sheets()


def test_who_never_declared_about_it_finds_no_withdrawn_application(as_person: SignIn) -> None:
    call = a_scored_call()
    withdraw(application=first_of(call), actor=first_of(call).members[0].person)
    as_person(an_evaluator(call)).see(address(first_of(call)), status=404)


def test_an_evaluator_cannot_judge_an_application_of_their_own(as_person: SignIn) -> None:
    call = a_scored_call()
    application = first_of(call)
    person = an_evaluator(call, person=application.members[0].person)
    visitor = as_person(person)
    visitor.see(address(application), status=403)
    post(visitor, address(application), TYPED, status=403)
    post(visitor, f"{address(application)}/submit", {"revision": "0"}, status=403)
    assert not sheets()


def test_nor_one_whose_applicant_they_entered(as_person: SignIn) -> None:
    call = a_scored_call()
    application = first_of(call)
    person = an_evaluator(call)
    assert application.organisation
    application.organisation.created_by_id = person.id
    post(as_person(person), address(application), TYPED, status=403)
    assert not sheets()


def test_nobody_scores_before_declaring(as_person: SignIn) -> None:
    call = a_scored_call()
    page = post(as_person(an_evaluator(call)), address(first_of(call)), TYPED, status=403)
    assert "An application opens once you have declared" in page.text
    assert not sheets()


def test_nobody_scores_in_a_conflict(as_person: SignIn) -> None:
    call = a_scored_call()
    person = an_evaluator(call)
    declare(person, first_of(call), ConflictKind.ADVISER)
    post(as_person(person), address(first_of(call)), TYPED, status=403)
    assert not sheets()


def test_what_failed_the_checks_is_not_scored(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    db.session.scalars(select(CheckAnswer)).one().answer = Answer.NO
    post(as_person(person), address(first_of(call)), TYPED, status=403)
    assert not sheets()


def test_an_ended_seat_closes_the_application_and_leaves_the_draft(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    visitor = as_person(person)
    page = fill_in(visitor, call, TYPED)
    end_role(role=person.roles[0], actor=None)
    visitor.send(page, {"mark-2.1": "1"}, button=SAVE, status=404)
    assert stored().marks == MARKS


def test_the_marks_of_others_are_seen_neither_before_nor_after(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    other = an_evaluator(call, "Juris")
    score(other, first_of(call), comment="Only Juris thinks so")
    visitor = as_person(person)
    assert "Only Juris thinks so" not in visitor.see(address(first_of(call))).text
    score(person, first_of(call))
    assert "Only Juris thinks so" not in visitor.see(address(first_of(call))).text


@pytest.mark.parametrize("who", ["applicant", "stranger", "evaluator elsewhere"])
def test_nobody_else_finds_the_sheet(as_person: SignIn, who: str) -> None:
    call = a_scored_call()
    application = first_of(call)
    people: dict[str, Person] = {
        "applicant": application.members[0].person,
        "stranger": a_person(),
        "evaluator elsewhere": an_evaluator(a_scored_call(slug="cits-2030")),
    }
    visitor = as_person(people[who])
    for place in (address(application), f"{address(application)}/submit"):
        visitor.see(place, status=404)
        post(visitor, place, TYPED, status=404)


def test_the_chair_enters_the_joint_sheet(as_person: SignIn) -> None:
    call = a_scored_call(scoring=scoring(method="joint"))
    chair = chair_of(call)
    declare(chair, first_of(call))
    visitor = as_person(chair)
    page = visitor.see(address(first_of(call)))
    assert "One sheet for the whole committee, entered by the chair." in page.text
    visitor.send(fill_in(visitor, call, TYPED, REVIEW), button=SUBMIT)
    assert stored().state is SheetState.SUBMITTED


def test_members_read_but_enter_no_joint_sheet(as_person: SignIn) -> None:
    call, person = a_call_and_judge(scoring=scoring(method="joint"))
    visitor = as_person(person)
    assert "the chair enters the sheet of the committee" in visitor.see(address(first_of(call))).text
    post(visitor, address(first_of(call)), TYPED, status=403)
    assert not sheets()


def test_a_file_of_an_application_that_is_closed_is_not_handed_out(as_person: SignIn) -> None:
    call = a_scored_call()
    place = f"{address(first_of(call))}/files/5f0c3b1e-0000-4000-8000-000000000000"
    as_person(an_evaluator(call)).see(place, status=403)


def test_a_file_is_handed_out_once_the_application_is_open(as_person: SignIn) -> None:
    form = form_of(field("goal", "long_text"), field("statutes", "file"))
    call, person = a_call_and_judge(form=form)
    application = first_of(call)
    db.session.add(an_attachment(application, b"%PDF-1.7 statutes"))
    visitor = as_person(person)
    page = visitor.see(address(application))
    with visitor.get(page.links["statutes.pdf"]) as response:
        assert response.get_data() == b"%PDF-1.7 statutes"


def an_attachment(application: Application, content: bytes) -> Attachment:
    """Return a file of an application that was sent in."""
    stored = storage().put(BytesIO(content))
    return Attachment(
        application_id=application.id,
        field="statutes",
        name="statutes.pdf",
        media_type="application/pdf",
        size=stored.size,
        sha256=stored.sha256,
        storage_key=stored.key,
        uploaded_at=clock.now(),
    )


def test_an_unknown_file_is_no_page(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    as_person(person).see(f"{address(first_of(call))}/files/5f0c3b1e-0000-4000-8000-000000000000", status=404)
