"""The people who work on one application and see no other."""

from collections.abc import Callable

import pytest

from grants.accounts.models import Person
from grants.accounts.services import person_for
from grants.applications import services
from grants.applications.models import Application, Right
from grants.applications.services.people import MAX_MEMBERS
from grants.db import db
from grants.errors import Conflict, Forbidden
from tests.factories.applications import a_filled, an_open_call
from tests.integration.applications.conftest import SignIn
from tests.support.visitor import Visitor


@pytest.fixture
def application(anna: Person) -> Application:
    return a_filled(an_open_call(), anna)


def address(application: Application, end: str = "/people") -> str:
    db.session.commit()
    return f"/applications/{application.id}{end}"


def let_in(application: Application, actor: Person, email: str = "bruno@example.org") -> Person:
    services.let_in(application=application, email=email, name="Bruno", right=Right.READ, actor=actor)
    db.session.commit()
    return person_for(email=email)


def test_whoever_leads_lets_somebody_in(
    browser: Visitor, application: Application, queued: Callable[[str], list[str]]
) -> None:
    page = browser.see(address(application))
    page = browser.send(page, {"email": "bruno@example.org", "name": "Bruno", "right": "edit"}, button="Let in")
    assert "Bruno" in page.text
    assert queued("application_let_in") == ["bruno@example.org"]


def test_somebody_let_in_reads_the_application(application: Application, anna: Person, as_person: SignIn) -> None:
    as_person(let_in(application, anna)).see(address(application, ""))


def test_somebody_who_may_read_cannot_fill_in(application: Application, anna: Person, as_person: SignIn) -> None:
    as_person(let_in(application, anna)).see(address(application, "/applicant"), status=403)


def test_only_the_lead_lets_people_in(application: Application, anna: Person) -> None:
    bruno = let_in(application, anna)
    with pytest.raises(Forbidden):
        let_in(application, bruno, "cita@example.org")


def test_letting_in_twice_changes_the_right(application: Application, anna: Person) -> None:
    bruno = let_in(application, anna)
    services.let_in(application=application, email=bruno.email, name="", right=Right.SIGN, actor=anna)
    assert [member.right for member in application.members if member.person_id == bruno.id] == [Right.SIGN]


def test_the_right_of_the_lead_stays(application: Application, anna: Person) -> None:
    with pytest.raises(Conflict):
        let_in(application, anna, anna.email)


def test_somebody_taken_out_sees_nothing_any_more(
    browser: Visitor, application: Application, anna: Person, as_person: SignIn
) -> None:
    bruno = let_in(application, anna)
    member = next(each for each in application.members if each.person_id == bruno.id)
    browser.send(browser.see(address(application, f"/people/{member.id}/remove")), button="Take out")
    as_person(bruno).see(address(application, ""), status=404)


def test_only_the_lead_takes_people_out(application: Application, anna: Person, as_person: SignIn) -> None:
    bruno = let_in(application, anna)
    member = next(each for each in application.members if each.person_id == bruno.id)
    as_person(bruno).see(address(application, f"/people/{member.id}/remove"), status=403)


def test_the_lead_cannot_be_taken_out(application: Application, anna: Person) -> None:
    with pytest.raises(Conflict):
        services.let_out(application=application, member=application.members[0], actor=anna)


def test_an_application_has_room_for_so_many_people(application: Application, anna: Person) -> None:
    for number in range(MAX_MEMBERS - 1):
        let_in(application, anna, f"person{number}@example.org")
    with pytest.raises(Conflict):
        let_in(application, anna, "one-more@example.org")


def test_a_wrong_address_comes_back_with_what_is_wrong(browser: Visitor, application: Application) -> None:
    page = browser.see(address(application))
    page = browser.send(page, {"email": "bruno", "name": "Bruno"}, button="Let in", status=422)
    assert page.errors
    assert page.form("Let in").values["name"] == ["Bruno"]
