"""The start page, the profile, and how long a session lasts."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts import services
from grants.accounts.current import SESSION
from grants.accounts.models import DeviceSession, Person, RoleKind
from grants.db import MAX_LINE, db
from tests.factories.people import a_person, an_administrator, an_official, an_organiser, sign_in
from tests.support.pages import Form, Page
from tests.support.statements import selects
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

NOW = datetime(2030, 5, 14, 12, 0, tzinfo=UTC)
MONTH, HALF_A_DAY = timedelta(days=30), timedelta(hours=12)
DAY = timedelta(days=1)
MOMENT = timedelta(seconds=1)
OURS = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
"""What a browser says of a form on a page of this site."""


def session_of(person: Person) -> DeviceSession:
    """Return the one session of a person."""
    return db.session.scalars(select(DeviceSession).where(DeviceSession.person_id == person.id)).one()


def profile_with(client: Visitor, name: str) -> Form:
    """Return the form of the profile with another name typed into it, not sent yet."""
    form = client.see("/account/profile").form("Save")
    form.values["name"] = [name]
    return form


def press(client: Visitor, form: Form) -> Page:
    """Send a form as a browser does."""
    return Page(client.post(form.action, data=form.values, headers=OURS))


def test_somebody_for_whom_nothing_waits_is_shown_where_to_begin(client: Visitor) -> None:
    page = sign_in(client, a_person()).see("/account/")
    assert page.links["To the list of calls"] == "/"


def test_roles_are_told_in_words_with_their_place_and_end(client: Visitor) -> None:
    person = a_person()
    organiser = an_organiser(name="Liepkalne")
    with clock.at(NOW):
        services.grant_role(
            person=person,
            kind=RoleKind.COORDINATOR,
            actor=None,
            organiser_id=organiser.id,
            ends_on=date(2030, 12, 31),
        )
        page = sign_in(client, person).see("/account/")
    assert "Project coordinator, Liepkalne, until 31 December 2030" in page.text


def test_an_administrator_is_told_which_organiser_lacks_a_coordinator(client: Visitor) -> None:
    an_organiser(slug="liepkalne", name="Liepkalne")
    page = sign_in(client, an_administrator()).see("/account/")
    assert page.links["Invite a project coordinator for Liepkalne"] == "/office/organisers/liepkalne/officials/new"


def test_an_organiser_with_a_coordinator_waits_for_nobody(client: Visitor) -> None:
    an_official(RoleKind.COORDINATOR, an_organiser(name="Liepkalne"))
    page = sign_in(client, an_administrator()).see("/account/")
    assert "Liepkalne" not in page.text


def test_the_profile_changes_name_and_language(client: Visitor) -> None:
    sign_in(client, a_person("Anna Ozola"))
    client.send(client.see("/account/profile"), {"name": "Anna Kalna", "language": "lv"}, button="Save")
    page = client.see("/account/")
    assert page.heading == "Anna Kalna"
    assert page.tree.get("lang") == "lv"


@pytest.mark.parametrize(("length", "status"), [(MAX_LINE, 200), (MAX_LINE + 1, 422)])
def test_a_name_has_a_limit(client: Visitor, length: int, status: int) -> None:
    sign_in(client, a_person())
    client.send(client.see("/account/profile"), {"name": "a" * length}, button="Save", status=status)


@pytest.mark.parametrize("name", ["", "   ", "a\0b"])
def test_a_name_that_cannot_be_shown_is_refused(client: Visitor, name: str) -> None:
    sign_in(client, a_person())
    client.send(client.see("/account/profile"), {"name": name}, button="Save", status=422)


def test_signing_out_ends_the_session_in_this_browser(client: Visitor) -> None:
    page = sign_in(client, a_person()).see("/account/")
    client.send(page, button="Sign out")
    assert client.see("/account/").heading == "Sign in"


def test_a_copied_cookie_ends_with_the_session(client: Visitor, visitor: Callable[[], Visitor]) -> None:
    sign_in(client, a_person())
    copied = client.get_cookie("session")
    assert copied
    thief = visitor()
    thief.set_cookie("session", copied.value)
    client.send(client.see("/account/"), button="Sign out")
    assert thief.see("/account/").heading == "Sign in"


def test_signing_out_leaves_other_devices_signed_in(client: Visitor, visitor: Callable[[], Visitor]) -> None:
    person = a_person("Anna Ozola")
    other = sign_in(visitor(), person)
    client.send(sign_in(client, person).see("/account/"), button="Sign out")
    assert other.see("/account/").heading == "Anna Ozola"


@pytest.mark.parametrize("held", [None, 7, "", "anna", str(UUID(int=1))])
def test_a_cookie_that_names_no_session_signs_nobody_in(client: Visitor, held: object) -> None:
    sign_in(client, a_person())
    with client.session_transaction() as session:
        session[SESSION] = held
    assert client.see("/account/").heading == "Sign in"


def test_a_session_is_forgotten_a_day_after_its_end() -> None:
    anna = a_person()
    with clock.at(NOW):
        services.sign_out(person=anna, session_id=services.begin_session(person=anna))
    with clock.at(NOW + DAY):
        assert services.forget_sessions() == 0
    with clock.at(NOW + DAY + MOMENT):
        assert services.forget_sessions() == 1


def test_a_session_that_nobody_ended_is_forgotten_a_day_after_its_time() -> None:
    with clock.at(NOW):
        services.begin_session(person=a_person())
    with clock.at(NOW + MONTH + DAY):
        assert services.forget_sessions() == 0
    with clock.at(NOW + MONTH + DAY + MOMENT):
        assert services.forget_sessions() == 1


def test_nobody_ends_the_session_of_somebody_else() -> None:
    anna = a_person()
    services.sign_out(person=a_person(), session_id=services.begin_session(person=anna))
    assert session_of(anna).ended_at is None


def test_signing_out_everywhere_ends_every_session(client: Visitor, visitor: Callable[[], Visitor]) -> None:
    person = a_person()
    other = sign_in(visitor(), person)
    page = sign_in(client, person).see("/account/")
    client.send(page, button="Sign out on every device")
    assert other.see("/account/").heading == "Sign in"


@pytest.mark.parametrize(("after", "heading"), [(MONTH - MOMENT, "Anna Ozola"), (MONTH, "Sign in")])
def test_a_session_of_an_applicant_lasts_a_month(client: Visitor, after: timedelta, heading: str) -> None:
    with clock.at(NOW):
        sign_in(client, a_person("Anna Ozola"))
    with clock.at(NOW + after):
        assert client.see("/account/").heading == heading


@pytest.mark.parametrize(("after", "heading"), [(HALF_A_DAY - MOMENT, "Ada"), (HALF_A_DAY, "Sign in")])
def test_a_session_of_an_official_lasts_twelve_hours(client: Visitor, after: timedelta, heading: str) -> None:
    with clock.at(NOW):
        sign_in(client, an_administrator("Ada"))
    with clock.at(NOW + after):
        assert client.see("/account/").heading == heading


def test_knowing_who_reads_a_page_costs_one_statement(client: Visitor) -> None:
    sign_in(client, an_official(RoleKind.COORDINATOR, an_organiser()))
    with selects() as executed:
        client.see("/account/profile")
    assert len([each for each in executed if "FROM people" in each or "FROM roles" in each]) == 1


def test_what_was_typed_before_signing_in_anew_is_stored_by_sending_it_again(client: Visitor) -> None:
    person = a_person("Anna Ozola")
    form = profile_with(sign_in(client, person), "Anna Kalna")
    client.delete_cookie("session")
    answer = press(sign_in(client, person), form)
    assert (answer.status, person.name) == (400, "Anna Ozola")
    assert press(client, answer.form("Send again")).status == 303
    assert person.name == "Anna Kalna"


def test_what_was_typed_while_the_session_ended_is_given_back_with_the_way_to_sign_in(client: Visitor) -> None:
    with clock.at(NOW):
        form = profile_with(sign_in(client, a_person("Anna Ozola")), "Anna Kalna")
    with clock.at(NOW + MONTH):
        answer = press(client, form)
    assert (answer.status, answer.links["Sign in in a new tab"]) == (403, "/account/sign-in")
    assert answer.form("Send again").values["name"] == ["Anna Kalna"]


def test_a_button_pressed_after_the_session_ended_leads_to_sign_in(client: Visitor) -> None:
    with clock.at(NOW):
        form = sign_in(client, a_person()).see("/account/").form("Sign out on every device")
    with clock.at(NOW + MONTH):
        assert press(client, form).status == 303


def test_somebody_with_a_role_for_whom_nothing_waits_is_not_sent_to_apply(client: Visitor) -> None:
    page = sign_in(client, an_official(RoleKind.AUDITOR, an_organiser())).see("/account/")
    assert "To apply for money" not in page.text
