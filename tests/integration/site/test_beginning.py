"""A new installation is led through its first steps, each on its own page, until an administrator ends them."""

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from grants.accounts.models import Organiser, Person, RoleKind
from grants.accounts.services import change_organiser
from grants.db import db
from grants.notices.models import Message
from grants.notices.services import deliver_due
from grants.site.beginning.models import Step
from grants.site.beginning.queries import beginning_of, is_over
from grants.site.beginning.services import change_ways, put_aside
from grants.web.slots import arrival_of
from tests.factories.people import an_administrator, an_official, an_organiser, sign_in
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

FIRST_STEPS = "/office/first-steps"


@pytest.fixture
def administrator(client: Visitor) -> Person:
    """Return the administrator who is signed in."""
    person = an_administrator()
    sign_in(client, person)
    return person


def an_organiser_with_everything() -> Organiser:
    """Return an organiser whose details, numbers, ways and coordinator are known."""
    organiser = an_organiser(slug="liepkalne")
    change_organiser(
        organiser=organiser,
        name="Liepkalne",
        registration_number="90000000000",
        address="Lielā iela 1",
        email="a@example.org",
        phone="",
        needs_two=False,
        number_format="4.2-8/{year}/{number}",
        actor=None,
    )
    change_ways(organiser=organiser, contest_to="Strīdu komisija", privacy={"lv": "Glabājam gadu."}, actor=None)
    an_official(RoleKind.COORDINATOR, organiser)
    return organiser


def test_a_new_installation_has_every_step_open(administrator: Person, client: Visitor) -> None:
    assert beginning_of(administrator).open == list(Step)
    assert "7 steps are left" in client.see("/account/").text
    assert "First create the organiser." in client.see(FIRST_STEPS).text


def test_what_is_known_is_done_and_leads_to_its_own_page(administrator: Person, client: Visitor) -> None:
    an_organiser_with_everything()
    assert beginning_of(administrator).open == [Step.LOOKS, Step.MAIL]
    shown = client.get(FIRST_STEPS).text
    pages = ("edit", "looks", "ways", "officials/new")
    assert [page for page in pages if f'href="/office/organisers/liepkalne/{page}"' not in shown] == []


def test_the_test_message_really_leaves(administrator: Person, client: Visitor) -> None:
    client.send(client.see(FIRST_STEPS), button="Send me a test message")
    assert Step.MAIL not in beginning_of(administrator).done
    deliver_due(10)
    db.session.commit()
    assert Step.MAIL in beginning_of(administrator).done
    sent = db.session.scalars(select(Message).where(Message.event == "site.test_mail")).one()
    assert sent.address == administrator.email


def test_a_step_can_wait_and_all_of_them_can_end(administrator: Person, client: Visitor) -> None:
    client.send(client.see(FIRST_STEPS), button="Later")
    assert beginning_of(administrator).aside == {Step.ORGANISER}
    client.send(client.see(FIRST_STEPS), button="End the first steps")
    assert is_over()
    assert "First steps" not in client.see("/account/").text
    assert client.see(FIRST_STEPS).heading == "First steps"


def test_putting_a_step_aside_twice_does_nothing(administrator: Person) -> None:
    for step in (Step.LOOKS, Step.LOOKS, None, None):
        put_aside(step=step, actor=administrator)
    assert beginning_of(administrator).aside == {Step.LOOKS}


def test_a_step_that_is_none_is_not_found(administrator: Person, client: Visitor) -> None:
    page = client.see(FIRST_STEPS)
    token = page.form("Later").values["csrf_token"][0]
    answer = client.post(f"{FIRST_STEPS}/nothing/later", data={"csrf_token": token})
    assert answer.status_code == 404


def test_what_the_organiser_says_of_personal_data_stands_on_the_page_about_privacy(
    administrator: Person, client: Visitor
) -> None:
    an_organiser(slug="liepkalne")
    page = client.see("/office/organisers/liepkalne/ways")
    typed = {"contest_to": "Strīdu komisija", "privacy_lv": "Glabājam gadu.", "privacy_en": "Kept for a year."}
    assert "Strīdu komisija" in client.send(page, typed, button="Save").text
    assert "Kept for a year." in client.see("/privacy").text


def test_too_long_a_text_is_refused_and_stays(administrator: Person, client: Visitor) -> None:
    an_organiser(slug="liepkalne")
    page = client.see("/office/organisers/liepkalne/ways")
    again = client.send(page, {"contest_to": "x" * 501}, button="Save", status=422)
    assert again.form("Save").values["contest_to"] == ["x" * 501]


def test_nobody_but_administrators_sees_the_steps(client: Visitor, session: scoped_session[Session]) -> None:
    sign_in(client, an_official(RoleKind.COORDINATOR, an_organiser()))
    assert client.get(FIRST_STEPS).status_code == 404


def test_who_signs_in_on_an_empty_installation_is_led_to_the_first_steps(session: object, client: Visitor) -> None:
    person = an_administrator()
    with client.application.test_request_context():
        assert arrival_of(person) == FIRST_STEPS
        an_organiser(slug="liepkalne")
        assert arrival_of(person) is None


def test_nobody_else_is_led_there(session: object, client: Visitor) -> None:
    with client.application.test_request_context():
        assert arrival_of(an_official(RoleKind.COORDINATOR, an_organiser(slug="liepkalne"))) is None


def test_the_page_of_a_step_leads_on_and_back(administrator: Person, client: Visitor) -> None:
    an_organiser_with_everything()
    shown = client.see("/office/organisers/liepkalne/edit")
    assert {"Next step: Logo and colour", "Back to the first steps"} <= shown.links.keys()


def test_no_step_is_led_to_once_they_are_ended(administrator: Person, client: Visitor) -> None:
    an_organiser_with_everything()
    put_aside(step=None, actor=administrator)
    assert "Back to the first steps" not in client.get("/office/organisers/liepkalne/edit").text
