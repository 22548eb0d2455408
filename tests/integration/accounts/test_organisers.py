"""Administrators create organisers, invite their officials and end roles; officials only look."""

from datetime import UTC, datetime

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from grants import clock
from grants.accounts import queries, services
from grants.accounts.models import Organiser, Person, Role, RoleKind
from grants.db import db
from grants.errors import Conflict, Invalid
from grants.notices.models import Message
from grants.web.lists.asked import LONG
from tests.factories.people import a_person, an_administrator, an_official, an_organiser, sign_in
from tests.support.statements import selects
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

NOW = datetime(2030, 5, 14, 12, 0, tzinfo=UTC)
INVITATION = {"email": "otto@example.org", "kind": "coordinator"}


@pytest.fixture
def administrator(session: scoped_session[Session], client: Visitor) -> Person:
    """Return the administrator who is signed in."""
    person = an_administrator()
    session.commit()
    sign_in(client, person)
    return person


def only_role() -> Role:
    """Return the one role that is held in an organiser."""
    return db.session.scalars(select(Role).where(Role.organiser_id.is_not(None))).one()


@pytest.mark.usefixtures("administrator")
def test_an_organiser_is_created(client: Visitor) -> None:
    page = client.see("/office/organisers/new")
    shown = client.send(page, {"slug": "liepkalne", "name": "Liepkalne"}, button="Create the organiser")
    assert shown.address == "/office/organisers/liepkalne"
    assert shown.heading == "Liepkalne"


@pytest.mark.usefixtures("administrator")
def test_the_same_form_sent_twice_creates_one_organiser(client: Visitor) -> None:
    page = client.see("/office/organisers/new")
    for _ in range(2):
        client.send(page, {"slug": "liepkalne", "name": "Liepkalne"}, button="Create the organiser")
    assert len(db.session.scalars(select(Organiser)).all()) == 1


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize("slug", ["taken", "Liepkalne", "liep kalne", "-a", "ē", "a" * 81])
def test_a_short_name_that_cannot_be_used_is_refused(client: Visitor, slug: str) -> None:
    an_organiser(slug="taken", name="Another")
    page = client.see("/office/organisers/new")
    again = client.send(page, {"slug": slug, "name": "Liepkalne"}, button="Create the organiser", status=422)
    assert again.form("Create the organiser").values["name"] == ["Liepkalne"]


@pytest.mark.usefixtures("administrator")
def test_an_organiser_is_changed(client: Visitor) -> None:
    an_organiser(slug="liepkalne")
    page = client.see("/office/organisers/liepkalne/edit")
    shown = client.send(page, {"name": "Liepkalne novads", "phone": "+371 60000000"}, button="Save")
    assert shown.heading == "Liepkalne novads"
    assert "+371 60000000" in shown.text


@pytest.mark.usefixtures("administrator")
def test_an_invited_official_gets_the_role_and_a_message(client: Visitor) -> None:
    an_organiser(slug="liepkalne")
    client.send(client.see("/office/organisers/liepkalne/officials/new"), INVITATION, button="Invite")
    assert only_role().kind is RoleKind.COORDINATOR
    assert db.session.scalars(select(Message.address)).all() == ["otto@example.org"]


@pytest.mark.usefixtures("administrator")
def test_an_invitation_sent_twice_is_one(client: Visitor) -> None:
    an_organiser(slug="liepkalne")
    page = client.see("/office/organisers/liepkalne/officials/new")
    for _ in range(2):
        client.send(page, INVITATION, button="Invite")
    assert only_role().person.email == "otto@example.org"
    assert len(db.session.scalars(select(Message)).all()) == 1


@pytest.mark.usefixtures("administrator")
def test_a_role_cannot_end_before_it_begins(client: Visitor) -> None:
    an_organiser(slug="liepkalne")
    dates = {"starts_on": "14.05.2030", "ends_on": "13.05.2030"}
    page = client.see("/office/organisers/liepkalne/officials/new")
    again = client.send(page, INVITATION | dates, button="Invite", status=422)
    assert "The last day cannot be before the first." in again.text
    assert again.form("Invite").values["ends_on"] == ["13.05.2030"]


@pytest.mark.usefixtures("administrator")
def test_ending_a_role_says_what_will_happen_and_then_does_it(client: Visitor) -> None:
    organiser = an_organiser(slug="liepkalne")
    official = an_official(RoleKind.COORDINATOR, organiser, "Otto Official")
    page = client.see(f"/office/roles/{only_role().id}/end")
    assert "Otto Official will not be Project coordinator here any more." in page.text
    assert official.roles[0].ended_at is None
    shown = client.send(page, button="End the role")
    assert "ended" in shown.text
    assert official.roles[0].ended_at is not None


@pytest.mark.usefixtures("administrator")
def test_a_role_that_has_ended_is_not_ended_again(client: Visitor) -> None:
    an_official(RoleKind.COORDINATOR, an_organiser(slug="liepkalne"))
    page = client.see(f"/office/roles/{only_role().id}/end")
    client.send(page, button="End the role")
    assert "This role has ended already." in client.send(page, button="End the role").text


@pytest.mark.usefixtures("administrator")
def test_a_role_can_end_on_a_later_day(client: Visitor) -> None:
    with clock.at(NOW):
        an_official(RoleKind.SECRETARY, an_organiser(slug="liepkalne"))
        sign_in(client, an_administrator())
        page = client.see(f"/office/roles/{only_role().id}/end")
        client.send(page, {"ends_on": "31.12.2030"}, button="End the role")
    assert (only_role().ends_on, only_role().ended_at) == (datetime(2030, 12, 31, tzinfo=UTC).date(), None)


def test_the_last_administrator_stays(client: Visitor, administrator: Person) -> None:
    page = client.see(f"/office/roles/{administrator.roles[0].id}/end")
    refused = client.send(page, button="End the role", status=409)
    assert "This is the last administrator" in refused.text


def test_one_of_two_administrators_can_be_ended(client: Visitor, administrator: Person) -> None:
    other = an_administrator("Other")
    client.send(client.see(f"/office/roles/{other.roles[0].id}/end"), button="End the role")
    assert [role.person_id for role in queries.administrators() if role.ended_at is None] == [administrator.id]


def test_an_administrator_whose_role_will_end_does_not_keep_the_service_open() -> None:
    lasting, passing = an_administrator(), a_person()
    ends_on = datetime(2999, 1, 1, tzinfo=UTC).date()
    services.grant_role(person=passing, kind=RoleKind.ADMINISTRATOR, actor=None, ends_on=ends_on)
    with pytest.raises(Conflict):
        services.end_role(role=lasting.roles[0], actor=None)


@pytest.mark.parametrize("kind", [RoleKind.COORDINATOR, RoleKind.AUDITOR])
def test_officials_see_their_own_organiser_and_cannot_change_it(client: Visitor, kind: RoleKind) -> None:
    sign_in(client, an_official(kind, an_organiser(slug="liepkalne")))
    an_organiser(slug="another")
    page = client.see("/office/organisers/liepkalne")
    assert "Invite an official" not in page.links
    client.see("/office/organisers/liepkalne/edit", status=403)
    client.see("/office/organisers/another", status=404)


@pytest.mark.parametrize(
    "path",
    [
        "/office/organisers",
        "/office/organisers/new",
        "/office/organisers/liepkalne",
        "/office/organisers/liepkalne/edit",
        "/office/organisers/liepkalne/officials/new",
        "/office/administrators",
        "/office/administrators/new",
        "/office/roles/9b2d3c1e-0000-4000-8000-000000000000/end",
    ],
)
def test_for_others_there_are_no_such_pages(client: Visitor, path: str) -> None:
    an_organiser(slug="liepkalne")
    sign_in(client, a_person()).see(path, status=404)


@pytest.mark.usefixtures("administrator")
def test_a_second_administrator_is_made(client: Visitor) -> None:
    page = client.see("/office/administrators/new")
    shown = client.send(page, {"email": "second@example.org"}, button="Make administrator")
    assert "second@example.org" in shown.text


@pytest.mark.usefixtures("administrator")
def test_the_page_of_an_organiser_costs_the_same_for_any_number_of_officials(client: Visitor) -> None:
    organiser, costs = an_organiser(slug="liepkalne"), []
    for _ in range(2):
        for _ in range(6):
            an_official(RoleKind.SECRETARY, organiser)
        with selects() as executed:
            client.see("/office/organisers/liepkalne")
        costs.append(len(executed))
    assert costs[0] == costs[1]


@pytest.mark.usefixtures("administrator")
def test_from_twenty_organisers_on_their_list_is_narrowed_and_taken_along(client: Visitor) -> None:
    for number in range(LONG - 1):
        an_organiser(name=f"Organiser {number:02}")
    assert [form for form in client.see("/office/organisers").forms if "q" in form.names] == []
    an_organiser(name="Zaļā pašvaldība")
    assert {"q", "show"} <= client.see("/office/organisers").form("Show").names
    found = client.see("/office/organisers?q=za%C4%BC%C4%81")
    assert "Zaļā pašvaldība" in found.links
    assert "Organiser 01" not in found.links
    file = client.get("/office/organisers.csv?q=za%C4%BC%C4%81&hide=email").text
    assert ("Zaļā pašvaldība" in file, "Organiser 01" in file, "E-mail" in file) == (True, False, False)


def test_a_role_held_already_is_returned_and_one_with_other_dates_refused() -> None:
    organiser, person = an_organiser(), a_person()
    held = services.grant_role(person=person, kind=RoleKind.AUDITOR, actor=None, organiser_id=organiser.id)
    again = services.grant_role(person=person, kind=RoleKind.AUDITOR, actor=None, organiser_id=organiser.id)
    assert again is held
    with pytest.raises(Conflict):
        services.grant_role(
            person=person, kind=RoleKind.AUDITOR, actor=None, organiser_id=organiser.id, ends_on=held.starts_on
        )


def test_a_role_says_from_when_and_until_when_it_is_held(client: Visitor) -> None:
    with clock.at(NOW):
        sign_in(client, an_administrator())
        an_official(RoleKind.AUDITOR, an_organiser(slug="liepkalne"))
        assert "14 May 2030 – active" in client.see("/office/organisers/liepkalne").text
        services.end_role(role=only_role(), actor=None, ends_on=datetime(2030, 6, 1, tzinfo=UTC).date())
        assert "14 May 2030 1 Jun 2030 active" in client.see("/office/organisers/liepkalne").text


def test_from_twenty_roles_on_they_are_narrowed_and_taken_along(client: Visitor, administrator: Person) -> None:
    organiser = an_organiser(slug="liepkalne")
    for number in range(LONG):
        kind = RoleKind.COORDINATOR if number else RoleKind.AUDITOR
        an_official(kind, organiser, f"Persona {number:02}")
        if number == LONG - 2:
            assert "Columns" not in client.see("/office/organisers/liepkalne").text
    page = client.see("/office/organisers/liepkalne?q=persona&role=coordinator&sort=-name&hide=until")
    said = client.get(page.links["text table (.csv)"]).get_data(as_text=True).removeprefix("\ufeff").splitlines()
    assert said[0] == "Name;E-mail address;Role;First day;State"
    assert said[1].startswith(f"Persona {LONG - 1};")
    assert len(said) == LONG
    assert client.send(page, {"name": "Vadītāji"}, button="Keep").links["Vadītāji"].endswith("&hide=until")
    assert administrator.email in client.get("/office/administrators.csv").get_data(as_text=True)


def test_a_role_does_not_end_in_the_past() -> None:
    with clock.at(NOW):
        an_official(RoleKind.AUDITOR, an_organiser())
        with pytest.raises(Invalid):
            services.end_role(role=only_role(), actor=None, ends_on=datetime(2030, 5, 13, tzinfo=UTC).date())


def test_people_with_a_role_are_those_who_hold_it_today() -> None:
    organiser = an_organiser()
    held = an_official(RoleKind.COORDINATOR, organiser, "Held")
    ended = an_official(RoleKind.COORDINATOR, organiser, "Ended")
    services.end_role(role=ended.roles[0], actor=held)
    an_official(RoleKind.COORDINATOR, an_organiser(), "Elsewhere")
    assert queries.people_with_role(RoleKind.COORDINATOR, organiser_id=organiser.id) == [held]
