"""The people who work on one application and see no other: what they may do, and how they leave."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from grants import clock
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.models import Application, ApplicationMember, Right
from grants.applications.policies import has_right
from grants.applications.services import people
from grants.applications.services.people import MAX_MEMBERS
from grants.db import db
from grants.errors import Conflict, Forbidden
from tests.factories.applications import a_filled, an_open_call, invited, joined
from tests.factories.calls import OPEN
from tests.factories.people import a_person
from tests.integration.applications.conftest import SignIn
from tests.integration.applications.people import BRUNO, address, let_in, member_of, noted
from tests.support.together import at_once
from tests.support.visitor import Visitor


def test_who_is_only_invited_gets_no_messages_about_the_application(
    application: Application, anna: Person, queued: Callable[[str], list[str]]
) -> None:
    invited(application)
    services.submit(application=application, actor=anna)
    assert queued("application_received") == [anna.email]


def test_who_left_gets_no_messages_about_the_application(
    application: Application, anna: Person, bruno: Person, queued: Callable[[str], list[str]]
) -> None:
    joined(application, bruno)
    services.let_out(application=application, member=member_of(application, bruno), actor=bruno)
    services.submit(application=application, actor=anna)
    assert queued("application_received") == [anna.email]


def test_somebody_who_accepted_reads_the_application(application: Application, as_person: SignIn) -> None:
    as_person(joined(application)).see(address(application, ""))


def test_somebody_who_may_read_cannot_fill_in(application: Application, as_person: SignIn) -> None:
    as_person(joined(application)).see(address(application, "/applicant"), status=403)


def test_only_the_lead_invites(application: Application) -> None:
    with pytest.raises(Forbidden):
        let_in(application, joined(application), "cita@example.org")


def test_inviting_twice_changes_the_right(application: Application, anna: Person) -> None:
    let_in(application, anna)
    assert let_in(application, anna, right=Right.SIGN).right is Right.SIGN
    assert len(application.memberships) == 2


def test_the_right_of_who_accepted_can_be_changed(application: Application, anna: Person, bruno: Person) -> None:
    joined(application, bruno)
    assert let_in(application, anna, right=Right.SIGN).works


def test_the_right_of_the_lead_stays(application: Application, anna: Person) -> None:
    with pytest.raises(Conflict):
        let_in(application, anna, anna.email)


def test_somebody_taken_out_sees_nothing_any_more(
    browser: Visitor, application: Application, bruno: Person, as_person: SignIn
) -> None:
    member = member_of(application, joined(application, bruno))
    browser.send(browser.see(address(application, f"/people/{member.id}/remove")), button="Take out")
    as_person(bruno).see(address(application, ""), status=404)


def test_who_worked_on_an_application_stays_known(application: Application, bruno: Person) -> None:
    joined(application, bruno)
    for _ in range(2):
        services.let_out(application=application, member=member_of(application, bruno), actor=bruno)
    assert [each.person_id for each in application.memberships if not each.works] == [bruno.id]
    assert noted() == ["application.person_ended"]


def test_a_member_leaves(application: Application, as_person: SignIn) -> None:
    browser = as_person(joined(application))
    page = browser.see(browser.see(address(application)).links["Leave"])
    browser.send(page, button="Leave")
    browser.see(address(application, ""), status=404)


def test_a_member_takes_nobody_else_out(application: Application, bruno: Person, as_person: SignIn) -> None:
    member = member_of(application, joined(application))
    as_person(joined(application, bruno)).see(address(application, f"/people/{member.id}/remove"), status=403)


def test_the_lead_takes_an_invitation_back(browser: Visitor, application: Application, bruno: Person) -> None:
    member = member_of(application, invited(application, bruno))
    page = browser.send(browser.see(address(application, f"/people/{member.id}/remove")), button="Take back")
    assert f"The invitation of {BRUNO} is taken back." in page.text
    assert "invited" not in page.text


def test_the_lead_cannot_leave(application: Application, anna: Person) -> None:
    with pytest.raises(Conflict):
        services.let_out(application=application, member=application.members[0], actor=anna)


def test_an_application_has_room_for_so_many_people_with_those_invited(application: Application, anna: Person) -> None:
    for number in range(MAX_MEMBERS - 1):
        let_in(application, anna, f"person{number}@example.org")
    with pytest.raises(Conflict, match=str(MAX_MEMBERS)):
        let_in(application, anna, "one-more@example.org")


def test_who_left_makes_room(application: Application, anna: Person) -> None:
    for number in range(MAX_MEMBERS - 1):
        let_in(application, anna, f"person{number}@example.org")
    services.let_out(
        application=application, member=next(each for each in application.present if not each.leads), actor=anna
    )
    assert let_in(application, anna, "one-more@example.org").ended_at is None


def test_an_application_sends_so_many_invitations_and_no_more(
    application: Application, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "MAX_INVITATIONS", 3)
    for _ in range(2):
        services.let_out(application=application, member=let_in(application, anna), actor=anna)
    with pytest.raises(Conflict, match="3 invitations"):
        let_in(application, anna)


def test_a_wrong_address_comes_back_with_what_is_wrong(browser: Visitor, application: Application) -> None:
    page = browser.see(address(application))
    page = browser.send(page, {"email": "bruno", "name": "Bruno"}, button="Invite", status=422)
    assert page.errors
    assert page.form("Invite").values["name"] == ["Bruno"]


def test_the_database_holds_nobody_in_an_application_twice(application: Application, bruno: Person) -> None:
    joined(application, bruno)
    with pytest.raises(IntegrityError):
        joined(application, bruno)


def test_two_invitations_at_one_moment_are_one(app: Flask, browser: Visitor, application: Application) -> None:
    form = browser.see(address(application)).form("Invite")
    cookie = browser.get_cookie("session")
    assert cookie is not None

    def press() -> int:
        tab = Visitor(app, app.response_class, use_cookies=True)
        tab.set_cookie("session", cookie.value)
        return tab.post(form.action, data={**form.values, "email": BRUNO}).status_code

    assert at_once(*[press] * 3) == [303, 303, 303]
    assert db.session.scalar(select(func.count(ApplicationMember.id))) == 2


@pytest.mark.parametrize("act", ["save", "submit"])
def test_who_was_let_out_a_moment_before_changes_nothing_more(act: str) -> None:
    lead, member = a_person(), a_person()
    draft = a_filled(an_open_call(), lead)
    joined(draft, member, Right.SIGN)
    acts: dict[str, Callable[[], object]] = {
        "save": lambda: services.save(application=draft, actor=member, changes={"_title": "Cits"}),
        "submit": lambda: services.submit(application=draft, actor=member),
    }
    db.session.commit()
    assert has_right(member, draft, Right.SIGN)  # as the page looked when the button was pressed
    ended = update(ApplicationMember).where(ApplicationMember.person_id == member.id).values(ended_at=OPEN)
    db.session.execute(ended, execution_options={"synchronize_session": False})
    with clock.at(OPEN), pytest.raises(Forbidden):
        acts[act]()
