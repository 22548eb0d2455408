"""People sign in with what was mailed to them: once, in time, and nobody learns who has an address."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from grants import clock
from grants.accounts import services
from grants.accounts.models import DeviceSession, Person, SignIn
from grants.db import db
from grants.journal.models import Entry
from grants.notices.models import Message
from tests.factories.people import a_person, sign_in
from tests.support.pages import Page
from tests.support.together import at_once
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

NOW = datetime(2030, 5, 14, 12, 0, tzinfo=UTC)
ADDRESS = "anna@example.org"


@pytest.fixture(autouse=True)
def english(client: Visitor) -> None:
    """Read every page in English."""
    client.get("/language/en")


def ask(visitor: Visitor, email: str = ADDRESS, path: str = "/account/sign-in") -> Page:
    """Ask for a message and return the page that takes the code."""
    return visitor.send(visitor.see(path), {"email": email}, button="Send me the message")


def last_message() -> Message:
    """Return the message sent last."""
    return db.session.scalars(select(Message).order_by(Message.queued_at.desc()).limit(1)).one()


def code() -> str:
    """Return the code of the last message."""
    found = re.search(r"\b\d{6}\b", last_message().body)
    assert found
    return found.group()


def link() -> str:
    """Return the path of the link of the last message."""
    found = re.search(r"/account/sign-in/link/[\w-]+", last_message().body)
    assert found
    return found.group()


def wrong_code() -> str:
    """Return six digits that are not the code."""
    return f"{(int(code()) + 1) % 1_000_000:06}"


def signed_in_as(visitor: Visitor) -> str:
    """Return the name on the start page; fail if nobody is signed in."""
    return visitor.see("/account/").heading


def test_the_code_signs_in_the_tab_that_asked(client: Visitor) -> None:
    a_person("Anna Ozola", ADDRESS)
    client.send(ask(client), {"code": code()}, button="Sign in")
    assert signed_in_as(client) == "Anna Ozola"


def test_a_code_may_be_typed_in_two_halves_and_copied_from_plain_text(client: Visitor) -> None:
    a_person("Anna Ozola", ADDRESS)
    page = ask(client)
    client.send(page, {"code": f" **{code()[:3]} {code()[3:]}** "}, button="Sign in")
    assert signed_in_as(client) == "Anna Ozola"


def test_the_link_signs_in_any_browser(client: Visitor, visitor: Callable[[], Visitor]) -> None:
    a_person("Anna Ozola", ADDRESS)
    ask(client)
    other = visitor()
    other.get("/language/en")
    other.send(other.see(link()), button="Sign in")
    assert signed_in_as(other) == "Anna Ozola"


def test_opening_a_link_does_not_use_it_up(client: Visitor, visitor: Callable[[], Visitor]) -> None:
    ask(client)
    scanner = visitor()
    for _ in range(3):
        scanner.see(link())
    client.send(client.see(link()), button="Sign in")
    assert db.session.scalars(select(Person.email)).all() == [ADDRESS]


def test_a_new_person_is_asked_for_a_name_once(client: Visitor) -> None:
    page = client.send(ask(client), {"code": code()}, button="Sign in")
    assert page.heading == "What is your name?"
    client.send(page, {"name": "Anna Ozola"}, button="Continue")
    assert signed_in_as(client) == "Anna Ozola"


def test_nobody_is_created_before_they_have_signed_in(client: Visitor) -> None:
    ask(client)
    assert db.session.scalars(select(Person)).all() == []


def test_known_and_unknown_addresses_get_the_same_page(client: Visitor, visitor: Callable[[], Visitor]) -> None:
    a_person("Anna Ozola", ADDRESS)
    other = visitor()
    other.get("/language/en")
    known, unknown = ask(client).text, ask(other, "stranger@example.org").text
    assert known.replace(ADDRESS, "…") == unknown.replace("stranger@example.org", "…")


def test_one_address_in_two_spellings_is_one_person(client: Visitor) -> None:
    a_person("Anna Ozola", ADDRESS)
    client.send(ask(client, " Anna@Example.ORG "), {"code": code()}, button="Sign in")
    assert signed_in_as(client) == "Anna Ozola"


def test_what_is_no_address_stays_in_the_field(client: Visitor) -> None:
    page = client.send(client.see("/account/sign-in"), {"email": "anna@"}, button="Send me the message", status=422)
    assert page.form("Send me the message").values["email"] == ["anna@"]


def test_secrets_are_kept_as_hashes_only(client: Visitor) -> None:
    ask(client)
    stored = " ".join(str(value) for value in vars(db.session.scalars(select(SignIn)).one()).values())
    assert code() not in stored
    assert link().rsplit("/", 1)[1] not in stored


def test_signing_in_is_journalled_without_the_address(client: Visitor) -> None:
    client.send(ask(client), {"code": code()}, button="Sign in")
    entry = db.session.scalars(select(Entry).where(Entry.action == "person.signed_in")).one()
    assert entry.details["by"] == "code"


@pytest.mark.parametrize("by", ["code", "link"])
def test_a_message_works_once(client: Visitor, visitor: Callable[[], Visitor], by: str) -> None:
    page = ask(client)
    button = client.see(link())
    other = visitor()
    other.get("/language/en")
    if by == "code":
        client.send(page, {"code": code()}, button="Sign in")
    else:
        client.send(button, button="Sign in")
    assert "used to sign in already" in other.see(link(), status=409).text


def test_a_wrong_code_is_refused_and_counted(client: Visitor) -> None:
    page = client.send(ask(client), {"code": wrong_code()}, button="Sign in", status=422)
    assert "This is not the code" in page.text
    assert db.session.scalars(select(SignIn.tries)).one() == 1


def test_five_wrong_codes_end_the_attempt(client: Visitor) -> None:
    page = ask(client)
    for _ in range(4):
        page = client.send(page, {"code": wrong_code()}, button="Sign in", status=422)
    assert "wrong 5 times" in client.send(page, {"code": wrong_code()}, button="Sign in", status=409).text


def test_the_right_code_comes_too_late_after_five_wrong_ones(client: Visitor) -> None:
    page = ask(client)
    for status in (422, 422, 422, 422, 409):
        client.send(page, {"code": wrong_code()}, button="Sign in", status=status)
    client.send(page, {"code": code()}, button="Sign in", status=409)


def test_wrong_codes_leave_the_link_to_whoever_got_the_message(client: Visitor, visitor: Callable[[], Visitor]) -> None:
    a_person("Anna Ozola", ADDRESS)
    page = ask(client)
    for status in (422, 422, 422, 422, 409):
        client.send(page, {"code": wrong_code()}, button="Sign in", status=status)
    owner = visitor()
    owner.get("/language/en")
    owner.send(owner.see(link()), button="Sign in")
    assert signed_in_as(owner) == "Anna Ozola"


def test_the_code_of_another_attempt_is_wrong_here(client: Visitor, visitor: Callable[[], Visitor]) -> None:
    page = ask(client)
    other = visitor()
    other.get("/language/en")
    ask(other, "other@example.org")
    client.send(page, {"code": code()}, button="Sign in", status=422)


@pytest.mark.parametrize(("minutes", "status"), [(9, 200), (10, 409)])
def test_a_code_lasts_ten_minutes(client: Visitor, minutes: int, status: int) -> None:
    with clock.at(NOW):
        page = ask(client)
    with clock.at(NOW + timedelta(minutes=minutes)):
        client.send(page, {"code": code()}, button="Sign in", status=status)


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (15, 409)])
def test_a_link_lasts_a_quarter_of_an_hour(client: Visitor, minutes: int, status: int) -> None:
    with clock.at(NOW):
        ask(client)
    with clock.at(NOW + timedelta(minutes=minutes)):
        client.see(link(), status=status)


def test_a_wrong_link_names_the_way_out(client: Visitor) -> None:
    page = client.see("/account/sign-in/link/made-up", status=409)
    assert page.links["Ask for a new message"] == "/account/sign-in"


def test_the_sixth_message_in_a_quarter_of_an_hour_is_not_sent(client: Visitor) -> None:
    with clock.at(NOW):
        pages = [ask(client).text for _ in range(services.sign_ins.MAX_ASKED + 1)]
    assert len(set(pages)) == 1
    assert len(db.session.scalars(select(Message)).all()) == services.sign_ins.MAX_ASKED


def test_the_page_says_when_to_ask_again(client: Visitor) -> None:
    with clock.at(NOW):
        assert "ask again after 14 May 2030, 15:15" in ask(client).text


def test_a_browser_that_asked_too_often_takes_the_code_of_its_newest_message(client: Visitor) -> None:
    a_person("Anna Ozola", ADDRESS)
    for second in range(services.sign_ins.MAX_ASKED):
        with clock.at(NOW + timedelta(seconds=second)):
            ask(client)
    with clock.at(NOW + timedelta(minutes=1)):
        client.send(ask(client), {"code": code()}, button="Sign in")
        assert signed_in_as(client) == "Anna Ozola"


def test_a_code_in_a_browser_no_message_belongs_to_leads_to_the_link(
    client: Visitor, visitor: Callable[[], Visitor]
) -> None:
    for _ in range(services.sign_ins.MAX_ASKED):
        ask(client)
    other = visitor()
    other.get("/language/en")
    page = other.send(ask(other), {"code": code()}, button="Sign in", status=422)
    assert "open the link of the message: it works in any browser" in page.text


def test_a_stranger_elsewhere_does_not_use_up_the_messages_of_the_owner(client: Visitor) -> None:
    for _ in range(services.sign_ins.MAX_ASKED + 1):
        services.ask(email=ADDRESS, language="en", network="198.51.100.7")
    ask(client)
    assert len(db.session.scalars(select(Message)).all()) == services.sign_ins.MAX_ASKED + 1


@pytest.mark.parametrize(
    ("network", "sent"), [("2001:db8:1:2::ffff", False), ("2001:db8:1:3::1", True), ("198.51.100.7", True), ("?", True)]
)
def test_of_ipv6_the_first_half_is_one_network(network: str, sent: bool) -> None:
    for number in range(services.sign_ins.MAX_ASKED):
        services.ask(email=ADDRESS, language="en", network=f"2001:db8:1:2::{number}")
    assert (services.ask(email=ADDRESS, language="en", network=network) is not None) == sent


def test_all_networks_together_have_a_limit_too() -> None:
    sent = [
        services.ask(email=ADDRESS, language="en", network=f"198.51.100.{number}")
        for number in range(services.sign_ins.MAX_ASKED_BY_ALL + 1)
    ]
    assert [one is None for one in sent] == [False] * services.sign_ins.MAX_ASKED_BY_ALL + [True]


def test_those_who_ask_at_one_moment_count_each_other(app: Flask) -> None:
    def asking(number: int) -> Callable[[], bool]:
        def act() -> bool:
            with app.app_context():
                sent = services.ask(email=ADDRESS, language="en", network=f"198.51.100.{number}")
                db.session.commit()
            return sent is not None

        return act

    sent = at_once(*map(asking, range(services.sign_ins.MAX_ASKED_BY_ALL + 5)))
    assert sum(sent) == services.sign_ins.MAX_ASKED_BY_ALL


def test_later_messages_are_sent_again(client: Visitor) -> None:
    with clock.at(NOW):
        for _ in range(services.sign_ins.MAX_ASKED):
            ask(client)
    with clock.at(NOW + services.sign_ins.ASKED_WITHIN):
        ask(client)
    assert len(db.session.scalars(select(Message)).all()) == services.sign_ins.MAX_ASKED + 1


def test_who_was_sent_to_sign_in_comes_back(client: Visitor) -> None:
    a_person("Anna Ozola", ADDRESS)
    page = client.see("/account/profile")
    assert page.heading == "Sign in"
    code_page = client.send(page, {"email": ADDRESS}, button="Send me the message")
    assert client.send(code_page, {"code": code()}, button="Sign in").heading == "Name and language"


@pytest.mark.parametrize("path", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_no_link_leads_to_another_site(client: Visitor, path: str) -> None:
    a_person("Anna Ozola", ADDRESS)
    page = ask(client, path=f"/account/sign-in?next={path}")
    response = client.post(page.address, data=page.form("Sign in").filled({"code": code()}, "Sign in"))
    assert response.location == "/account/"


def test_signing_in_forgets_what_the_session_held_but_the_language(client: Visitor) -> None:
    a_person("Anna Ozola", ADDRESS, language="lv")
    page = ask(client)
    with client.session_transaction() as session:
        session["left behind"] = "by somebody"
    client.send(page, {"code": code()}, button="Sign in")
    with client.session_transaction() as session:
        assert "left behind" not in session
        assert session["language"] == "en"


def test_signing_in_as_somebody_else_ends_the_session_before(client: Visitor) -> None:
    anna = a_person("Anna Ozola")
    services.ask(email="berta@example.org", language="en")
    sign_in(client, anna)
    client.send(client.see(link()), button="Sign in")
    left = db.session.scalars(select(DeviceSession).where(DeviceSession.ended_at.is_(None))).one()
    assert left.person_id != anna.id


def test_every_sign_in_begins_a_session_of_its_own(client: Visitor) -> None:
    for _ in range(2):
        client.send(ask(client), {"code": code()}, button="Sign in")
        client.post("/account/sign-out", data={"csrf_token": client.see("/account/name").form().values["csrf_token"]})
    assert len(db.session.scalars(select(DeviceSession.id)).all()) == 2


def test_old_attempts_are_forgotten(client: Visitor) -> None:
    with clock.at(NOW):
        ask(client)
    with clock.at(NOW + timedelta(days=1)):
        assert services.forget_sign_ins() == 0
    with clock.at(NOW + timedelta(days=1, seconds=1)):
        assert services.forget_sign_ins() == 1
