"""Somebody is invited to work on an application, and comes or stays away."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from grants import clock
from grants.accounts.models import Person
from grants.accounts.services import person_for
from grants.applications import invitations, services
from grants.applications.models import Application, Right
from grants.db import db
from grants.errors import Conflict, NotFound
from grants.notices.models import Message
from tests.factories.applications import TITLE, a_filled, a_submitted, an_open_call, invited, joined
from tests.factories.calls import CLOSED, OPEN
from tests.factories.people import a_person
from tests.integration.applications.conftest import SignIn
from tests.integration.applications.people import BRUNO, address, let_in, member_of, noted
from tests.support.visitor import Visitor


def test_whoever_leads_invites_somebody(
    browser: Visitor, application: Application, queued: Callable[[str], list[str]]
) -> None:
    page = browser.see(address(application))
    page = browser.send(page, {"email": BRUNO, "name": "Brunītis", "right": "edit"}, button="Invite")
    assert "Brunītis bruno@example.org invited" in page.text
    assert queued("application_let_in") == [BRUNO]


def test_an_address_with_an_account_looks_as_one_without(
    browser: Visitor, application: Application, anna: Person, bruno: Person
) -> None:
    seen = []
    for email in (bruno.email, "nobody@example.org"):
        form = {"email": email, "name": "Brunītis", "right": "read"}
        with clock.at(OPEN + timedelta(minutes=1)):
            page = browser.send(browser.see(address(application)), form, button="Invite")
        seen.append(page.text.replace(email, "…"))
        services.let_out(application=application, member=member_of(application, person_for(email=email)), actor=anna)
    assert seen[0] == seen[1]
    assert bruno.name not in seen[0]


def test_the_name_that_was_typed_names_nobody(application: Application, anna: Person) -> None:
    let_in(application, anna, "nobody@example.org")
    assert person_for(email="nobody@example.org").name == ""


def test_who_is_only_invited_sees_nothing_of_the_application(application: Application, as_person: SignIn) -> None:
    browser = as_person(invited(application))
    for page in ("", "/people", "/review", "/applicant"):
        browser.see(address(application, page), status=404)
    assert TITLE not in browser.see("/applications/").text


def test_an_invitation_waits_on_the_start_page(application: Application, as_person: SignIn) -> None:
    page = as_person(invited(application)).see("/account/")
    assert page.links[f"Answer the invitation: {TITLE}"] == address(application, "/invitation")


def test_the_start_page_has_room_for_so_many_invitations(
    application: Application, as_person: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitations, "MAX_SHOWN", 2)
    bruno = invited(application)
    for number in (2, 3):
        invited(a_filled(application.call, title=f"Invitation {number}"), bruno)
    waiting = [link for link in as_person(bruno).see("/account/").links if link.startswith("Answer the invitation")]
    assert len(waiting) == 2


def test_an_invitation_says_who_invites_to_what_and_what_it_means(application: Application, as_person: SignIn) -> None:
    page = as_person(invited(application, right=Right.EDIT)).see(address(application, "/invitation"))
    for shown in (TITLE, "Piemērs (en)", "Anna Ozola, anna@example.org", "may read and fill in", "can never judge it"):
        assert shown in page.text


def test_the_message_leads_to_the_invitation(application: Application, session: scoped_session[Session]) -> None:
    invited(application)
    assert f"/applications/{application.id}/invitation" in session.scalars(select(Message)).one().words.text


def test_who_accepts_works_on_the_application_under_their_own_name(
    application: Application, anna: Person, bruno: Person, as_person: SignIn
) -> None:
    let_in(application, anna)
    browser = as_person(bruno)
    page = browser.send(browser.see(address(application, "/invitation")), button="Accept")
    assert page.heading == TITLE
    assert "Bruno Bērziņš" in as_person(anna).see(address(application)).text
    assert noted() == ["application.person_invited", "application.person_accepted"]


def test_who_declines_is_asked_no_more(application: Application, bruno: Person, as_person: SignIn) -> None:
    browser = as_person(invited(application, bruno))
    page = browser.send(browser.see(address(application, "/invitation")), button="Decline")
    assert f"Answer the invitation: {TITLE}" not in page.links
    browser.see(address(application, "/invitation"), status=404)
    assert noted() == ["application.person_invited", "application.person_declined"]


def test_declining_twice_does_nothing_more(application: Application, bruno: Person) -> None:
    invited(application, bruno)
    for _ in range(2):
        services.decline(application=application, actor=bruno)
    assert noted() == ["application.person_invited", "application.person_declined"]


def test_an_answer_is_accept_or_decline(application: Application, bruno: Person, as_person: SignIn) -> None:
    browser = as_person(invited(application, bruno))
    token = browser.see(address(application, "/invitation")).form("Accept").values["csrf_token"]
    answer = browser.post(address(application, "/invitation"), data={"csrf_token": token, "answer": "perhaps"})
    assert answer.status_code == 422
    assert not member_of(application, bruno).works


def test_an_invitation_is_for_nobody_else(application: Application, browser: Visitor, as_person: SignIn) -> None:
    invited(application)
    browser.see(address(application, "/invitation"), status=404)
    as_person(a_person()).see(address(application, "/invitation"), status=404)


def test_nobody_accepts_without_an_invitation(application: Application, bruno: Person) -> None:
    with pytest.raises(NotFound):
        services.accept(application=application, actor=bruno)


def test_what_was_accepted_is_not_declined(application: Application, bruno: Person) -> None:
    joined(application, bruno)
    with pytest.raises(Conflict):
        services.decline(application=application, actor=bruno)


def test_an_invitation_that_was_taken_back_is_not_accepted(
    application: Application, anna: Person, bruno: Person
) -> None:
    services.let_out(application=application, member=let_in(application, anna), actor=anna)
    with pytest.raises(Conflict, match="over"):
        services.accept(application=application, actor=bruno)


def test_an_invitation_that_was_taken_back_can_be_made_anew(
    application: Application, anna: Person, bruno: Person, queued: Callable[[str], list[str]]
) -> None:
    services.let_out(application=application, member=let_in(application, anna), actor=anna)
    let_in(application, anna)
    services.accept(application=application, actor=bruno)
    assert {each.person_id for each in application.members} == {anna.id, bruno.id}
    assert queued("application_let_in") == [BRUNO, BRUNO]


def test_nobody_is_invited_to_what_was_sent_in(anna: Person) -> None:
    application = a_submitted(an_open_call(), anna)
    with pytest.raises(Conflict, match="only while"):
        let_in(application, anna)


def test_nobody_is_invited_once_the_call_is_closed_and_what_was_typed_stays(
    browser: Visitor, application: Application
) -> None:
    page = browser.see(address(application))
    with clock.at(CLOSED):
        page = browser.send(page, {"email": BRUNO, "name": "Brunītis"}, button="Invite", status=409)
    assert "People are invited only while the application is a draft and the call is open." in page.text
    assert page.form("Invite").values["email"] == [BRUNO]


def test_there_is_no_form_once_the_application_was_sent_in(browser: Visitor, anna: Person) -> None:
    page = browser.see(address(a_submitted(an_open_call(), anna)))
    assert all("Invite" not in form.buttons for form in page.forms)


def test_nobody_accepts_after_the_application_was_sent_in(
    application: Application, anna: Person, bruno: Person, as_person: SignIn
) -> None:
    browser = as_person(invited(application, bruno))
    page = browser.see(address(application, "/invitation"))
    services.submit(application=application, actor=anna)
    db.session.commit()
    browser.send(page, button="Accept", status=409)
    assert "cannot be accepted any more" in browser.see(address(application, "/invitation")).text


def test_nobody_accepts_at_the_deadline(application: Application, bruno: Person) -> None:
    invited(application, bruno)
    with clock.at(application.call.closes_at), pytest.raises(Conflict):
        services.accept(application=application, actor=bruno)


def test_an_invitation_that_cannot_be_accepted_waits_nowhere(application: Application, as_person: SignIn) -> None:
    bruno = invited(application)
    with clock.at(CLOSED):
        assert f"Answer the invitation: {TITLE}" not in as_person(bruno).see("/account/").links
