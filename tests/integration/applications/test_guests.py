"""Filling in starts before signing in: a draft is of one browser until its address is known, and then of the person."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from grants import clock
from grants.accounts.models import GUEST_HOST, DeviceSession, Person
from grants.accounts.services import ask, redeem_link
from grants.accounts.sessions import SESSION_OF_APPLICANT
from grants.applications import services
from grants.applications.models import Application, ApplicationState, Attachment, EarlierAnswer
from grants.applications.upkeep.abandoned import forget_abandoned
from grants.applications.upkeep.closing import end_drafts
from grants.applications.upkeep.reminding import remind
from grants.calls.models import Call
from grants.db import db
from grants.errors import Invalid
from grants.notices.models import Message
from grants.web.formats import moment
from tests.factories.applications import an_open_call, form_of
from tests.factories.calls import CLOSED, OPEN
from tests.factories.documents import field
from tests.factories.people import a_person
from tests.integration.applications.conftest import SignIn
from tests.support.pages import Page
from tests.support.visitor import Visitor

FORM = form_of(field("goal", "long_text"), field("statutes", "file", accept=["pdf"]))
SAVE = "Save and continue"


@pytest.fixture(autouse=True)
def call() -> Call:
    return an_open_call(form=FORM)


@pytest.fixture
def guest(client: Visitor) -> Visitor:
    """Return the browser of somebody who has begun and filled in something."""
    client.get("/language/en")
    page = client.send(client.see("/applications/new/piemers-2030"), button="Start the application")
    page = client.send(page, {"a-_title": "Nometne"}, button=SAVE)
    client.send(section(client), {"a-goal": "Mana doma", "a-statutes": (io.BytesIO(b"%PDF-1.7"), "a.pdf")}, button=SAVE)
    return client


def draft() -> Application:
    return db.session.scalars(select(Application)).one()


def section(browser: Visitor) -> Page:
    return browser.see(f"/applications/{draft().id}/sections/project")


def signed_in(browser: Visitor, email: str = "anna@example.org") -> Page:
    """Sign in by the code of the message, in the same browser."""
    page = browser.send(browser.see("/account/sign-in"), {"email": email}, button="Send me the message")
    return browser.send(page, {"code": code_to(email)}, button="Sign in")


def code_to(email: str) -> str:
    newest = select(Message).where(Message.address == email).order_by(Message.queued_at.desc())
    message = db.session.scalars(newest).first()
    found = re.search(r"\b\d{6}\b", message.words.text) if message else None
    assert found
    return found[0]


def guests() -> int:
    return db.session.scalar(select(func.count(Person.id)).where(Person.email.endswith(GUEST_HOST))) or 0


def test_filling_in_starts_without_an_address(guest: Visitor) -> None:
    assert (draft().title, draft().answers["goal"], guests()) == ("Nometne", "Mana doma", 1)
    assert "Only this browser knows this draft." in section(guest).text


def test_a_guest_comes_back_to_the_draft_from_the_page_of_the_call(guest: Visitor) -> None:
    page = guest.see("/applications/new/piemers-2030")
    assert "Nometne – not submitted yet" in page.text


def test_another_browser_does_not_find_the_draft(guest: Visitor, visitor: Callable[[], Visitor]) -> None:
    other = visitor()
    assert other.get(f"/applications/{draft().id}").location.startswith("/account/sign-in")
    other.send(other.see("/applications/new/piemers-2030"), button="Sākt iesniegumu")
    ids = list(db.session.scalars(select(Application.id)))
    assert len(ids) == 2
    assert sorted(other.get(f"/applications/{one}").status_code for one in ids) == [200, 404]
    assert guest.get(f"/applications/{ids[0]}").status_code != guest.get(f"/applications/{ids[1]}").status_code


def test_answers_are_kept_one_at_a_time_for_guests_too(guest: Visitor) -> None:
    tag = section(guest).form(SAVE).values["seen-goal"][0]
    address = f"/applications/{draft().id}/answers/goal"
    answer = guest.post(address, data={"a-goal": "Cita doma"}, headers={"If-Match": f'"{tag}"'})
    assert (answer.status_code, draft().answers["goal"]) == (200, "Cita doma")


NOT_FOR_GUESTS = (
    ("post", "/submit"),
    ("get", "/people"),
    ("get", "/comments"),
    ("post", "/show"),
    ("post", "/ask-to-confirm"),
    ("get", "/to-sign.pdf"),
    ("post", "/open-again"),
    ("get", "/receipt"),
    ("get", "/withdraw"),
    ("get", "/clarification"),
)


@pytest.mark.parametrize(("method", "page"), NOT_FOR_GUESTS)
def test_what_takes_an_address_or_other_people_asks_to_sign_in(guest: Visitor, method: str, page: str) -> None:
    token = section(guest).form(SAVE).values["csrf_token"][0]
    answer = guest.open(f"/applications/{draft().id}{page}", method=method, data={"csrf_token": token})
    assert answer.location.startswith("/account/sign-in")
    assert draft().state is ApplicationState.DRAFT


@pytest.mark.parametrize("page", ["/account/", "/account/profile", "/applications/", "/office/calls/piemers-2030"])
def test_a_guest_is_signed_in_nowhere_else(guest: Visitor, page: str) -> None:
    assert guest.get(page).location.startswith("/account/sign-in")


def test_the_review_asks_for_the_address_and_comes_back_to_submit(guest: Visitor) -> None:
    fill_in_the_rest(guest)
    page = guest.see(f"/applications/{draft().id}/review")
    assert "One thing is left: your e-mail address." in page.text
    page = guest.send(page, {"email": "anna@example.org"}, button="Send me the code")
    page = guest.send(page, {"code": code_to("anna@example.org")}, button="Sign in")
    page = guest.send(page, {"name": "Anna Ozola"}, button="Continue")
    assert guest.send(page, button="Submit the application").heading.startswith("Receipt ")
    assert (draft().members[0].person.email, draft().state) == ("anna@example.org", ApplicationState.SUBMITTED)


def fill_in_the_rest(guest: Visitor) -> None:
    typed = {"a-_kind": "association", "a-_name": "Osis", "a-_registration_number": "40008000013"}
    guest.send(guest.see(f"/applications/{draft().id}/applicant"), typed, button=SAVE)


def test_signing_in_takes_everything_over(guest: Visitor) -> None:
    guest.send(section(guest), {"a-goal": "Cita doma"}, button=SAVE)
    signed_in(guest)
    anna = db.session.scalars(select(Person).where(Person.email == "anna@example.org")).one()
    assert draft().created_by_id == anna.id
    assert [(each.person_id, each.leads) for each in draft().members] == [(anna.id, True)]
    assert set(db.session.scalars(select(Attachment.uploaded_by_id))) == {anna.id}
    assert set(db.session.scalars(select(EarlierAnswer.replaced_by_id))) == {anna.id}
    assert "Only this browser" not in section(guest).text


def test_signing_in_adds_to_what_somebody_has_already(guest: Visitor, call: Call, anna: Person) -> None:
    services.start(call=call, actor=anna)
    signed_in(guest)
    assert {each.members[0].person_id for each in db.session.scalars(select(Application))} == {anna.id}


def test_the_link_opened_elsewhere_takes_the_draft_along(guest: Visitor, anna: Person) -> None:
    """Mail programs of phones open links in a browser of their own."""
    guest.send(guest.see("/account/sign-in"), {"email": anna.email}, button="Send me the message")
    text = db.session.scalars(select(Message).where(Message.address == anna.email)).one().words.text
    token = re.search(r"/account/sign-in/link/([\w-]+)", text)
    assert token
    redeem_link(token=token[1], language="en")
    db.session.commit()
    assert draft().members[0].person_id == anna.id
    assert guest.get(f"/applications/{draft().id}").location.startswith("/account/sign-in")


def test_what_was_begun_after_asking_for_the_code_is_taken_over_too(client: Visitor) -> None:
    client.get("/language/en")
    asked = client.send(client.see("/account/sign-in"), {"email": "anna@example.org"}, button="Send me the message")
    client.send(client.see("/applications/new/piemers-2030"), button="Start the application")
    client.send(asked, {"code": code_to("anna@example.org")}, button="Sign in")
    assert draft().members[0].person.email == "anna@example.org"


def test_a_link_that_somebody_else_asked_for_takes_nothing_and_loses_nothing(guest: Visitor, anna: Person) -> None:
    ask(email=anna.email, language="en")
    text = db.session.scalars(select(Message).where(Message.address == anna.email)).one().words.text
    token = re.search(r"/account/sign-in/link/([\w-]+)", text)
    assert token
    db.session.commit()
    guest.send(guest.see(f"/account/sign-in/link/{token[1]}"), button="Sign in")
    assert draft().is_of_guest
    guest.send(guest.see("/account/"), button="Sign out")
    assert "Mana doma" in section(guest).form(SAVE).values["a-goal"][0]


@pytest.mark.usefixtures("guest")
def test_whoever_signs_in_in_another_browser_gets_nothing_of_a_guest(as_person: SignIn) -> None:
    as_person(a_person("Bruno", "bruno@example.org")).see("/applications/")
    assert draft().is_of_guest


def test_nobody_can_sign_in_as_a_guest() -> None:
    with pytest.raises(Invalid):
        ask(email=f"{'0' * 32}@{GUEST_HOST}", language="en")


@pytest.mark.usefixtures("guest")
def test_nothing_is_written_to_guests(call: Call) -> None:
    with clock.at(CLOSED - timedelta(hours=30)):
        assert remind() == 1
    with clock.at(CLOSED + timedelta(hours=1)):
        assert end_drafts(call, 10) == 1
    assert list(db.session.scalars(select(Message))) == []
    assert draft().state is ApplicationState.NOT_SUBMITTED


def test_after_the_deadline_a_guest_can_still_read_what_they_wrote(guest: Visitor, call: Call) -> None:
    with clock.at(CLOSED + timedelta(hours=1)):
        end_drafts(call, 10)
        assert "Mana doma" in guest.see(f"/applications/{draft().id}").text


@pytest.mark.usefixtures("guest")
def test_what_no_browser_can_open_any_more_is_deleted() -> None:
    with clock.at(OPEN + SESSION_OF_APPLICANT - timedelta(minutes=1)):
        assert forget_abandoned() == 0
    with clock.at(OPEN + SESSION_OF_APPLICANT + timedelta(minutes=1)):
        assert forget_abandoned() == 1
        assert forget_abandoned() == 0
    assert list(db.session.scalars(select(Application))) == []
    assert (guests(), list(db.session.scalars(select(DeviceSession)))) == (0, [])


def test_the_draft_of_a_guest_says_until_when_it_is_kept(guest: Visitor) -> None:
    page = guest.see(f"/applications/{draft().id}").text
    until = moment(OPEN + SESSION_OF_APPLICANT, "en", ZoneInfo("Europe/Riga"))
    assert f"what you save is kept until {until}" in page


def test_what_was_taken_over_stays_when_the_guest_is_forgotten(guest: Visitor) -> None:
    signed_in(guest)
    assert forget_abandoned() == 1
    assert (draft().title, guests()) == ("Nometne", 0)


def test_a_guest_can_delete_the_draft(guest: Visitor) -> None:
    page = guest.send(guest.see(f"/applications/{draft().id}/delete"), button="Delete the draft")
    assert page.address == "/"
    assert list(db.session.scalars(select(Application))) == []


def test_a_hundred_in_an_hour_may_begin_from_one_network_and_the_next_waits(visitor: Callable[[], Visitor]) -> None:
    statuses = []
    for _number in range(101):
        browser = visitor()
        token = browser.see("/applications/new/piemers-2030").form("Sākt iesniegumu").values["csrf_token"][0]
        statuses.append(browser.post("/applications/start/piemers-2030", data={"csrf_token": token}).status_code)
    assert statuses == [303] * 100 + [429]
