"""What operators announce stands above every page; what is not answering is said to those whom it concerns."""

import re
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from grants import clock
from grants.accounts.models import RoleKind
from grants.db import MAX_LINE, db
from grants.errors import Conflict, Invalid
from grants.notices.health import beat
from grants.notices.sending.troubles import WORTH_TELLING, server_is_lost
from grants.site.banners.models import Banner, Tone
from grants.site.banners.services import MAX_BANNERS, put_up, take_down
from grants.site.strip import LOOKS_AGAIN, forget
from tests.factories.calls import OPEN, a_call
from tests.factories.people import a_person, an_administrator, an_official, an_organiser, sign_in
from tests.support.statements import selects
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

NOW = OPEN
HOUR = timedelta(hours=1)
NOT_RUNNING = "is not running"
DOES_NOT_LEAVE = "Messages do not leave"


def a_banner(words: str = "Apkope", begins_at: datetime = NOW, ends_at: datetime = NOW + HOUR) -> Banner:
    """Return a notice that was put up at NOW unless said otherwise."""
    return put_up(words={"lv": words}, tone=Tone.MAINTENANCE, begins_at=begins_at, ends_at=ends_at, actor=None)


def banner_command(app: Flask, *arguments: str) -> tuple[int, str]:
    """Run a command and return its exit code and what it printed."""
    result = app.test_cli_runner().invoke(args=["banner", *arguments])
    return result.exit_code, result.output


def test_a_notice_stands_from_its_first_moment_to_its_last(client: Visitor) -> None:
    with clock.at(NOW):
        a_banner(begins_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
    stands = []
    for moment in (NOW, NOW + HOUR, NOW + 2 * HOUR):
        with clock.at(moment):
            stands.append("Apkope" in client.see("/").text)
    assert stands == [False, True, False]


def test_a_page_remembered_whole_shows_it_too(client: Visitor) -> None:
    address = f"/calls/{a_call().slug}"
    with clock.at(NOW):
        before = client.see(address).text
        banner = a_banner()
        during = client.see(address).text
        take_down(banner=banner, actor=None)
        assert ["Apkope" in text for text in (before, during, client.see(address).text)] == [False, True, False]


def test_words_in_another_language_say_which(client: Visitor) -> None:
    with clock.at(NOW):
        a_banner()
        client.get("/language/en")
        assert '<p lang="lv">Apkope' in client.get("/").text


def test_a_page_costs_no_statement_more_until_the_look_is_old(client: Visitor) -> None:
    with clock.at(NOW):
        client.see("/accessibility")
        with selects(looks=True) as found:
            client.see("/accessibility")
    assert found == []
    with clock.at(NOW + LOOKS_AGAIN), selects(looks=True) as found:
        client.see("/accessibility")
    assert len(found) == 2


def test_administrators_put_it_up_and_take_it_down(client: Visitor, session: scoped_session[Session]) -> None:
    sign_in(client, an_administrator())
    typed = {"words_lv": "Apkope", "words_en": "Maintenance", "ends_at": "1.2.2099 10.00"}
    page = client.send(client.see("/office/banners"), typed, button="Put it up")
    assert "Maintenance" in page.text
    page = client.send(page, button="Take it down")
    assert "Maintenance" not in client.see("/").text
    assert session.query(Banner).one().taken_down_at
    client.send(page, button="Undo")
    assert "Maintenance" in client.see("/").text


def test_the_same_form_sent_twice_puts_one_up(client: Visitor, session: scoped_session[Session]) -> None:
    sign_in(client, an_administrator())
    page = client.see("/office/banners")
    for _ in range(2):
        client.send(page, {"words_lv": "Apkope", "ends_at": "1.2.2099 10.00"}, button="Put it up")
    assert session.query(Banner).count() == 1


def test_what_was_typed_stays_when_it_is_refused(client: Visitor) -> None:
    sign_in(client, an_administrator())
    page = client.send(
        client.see("/office/banners"), {"words_en": "Stay", "ends_at": "x"}, button="Put it up", status=422
    )
    assert page.form("Put it up").values["words_en"] == ["Stay"]


@pytest.mark.parametrize(
    ("words", "ends_at"), [("", NOW + HOUR), ("x" * (MAX_LINE + 1), NOW + HOUR), ("x", NOW), ("x", NOW - HOUR)]
)
def test_what_cannot_stand_is_refused(words: str, ends_at: datetime) -> None:
    with clock.at(NOW), pytest.raises(Invalid):
        a_banner(words, NOW - 2 * HOUR, ends_at)


def test_only_so_many_stand_at_once() -> None:
    with clock.at(NOW):
        for number in range(MAX_BANNERS):
            a_banner(str(number))
        with pytest.raises(Conflict):
            a_banner("more")


def test_the_command_puts_it_up_lists_it_and_takes_it_down(app: Flask) -> None:
    code, line = banner_command(app, "up", "lv=Apkope", "en=Maintenance", "--about", "outage")
    number = re.match(r"[0-9a-f-]{36}", line)
    assert (code, "outage  lv: Apkope  en: Maintenance" in line) == (0, True)
    assert banner_command(app, "list") == (0, line)
    assert number
    assert banner_command(app, "down", number[0]) == (0, "")
    assert banner_command(app, "list") == (0, "no notice stands\n")


@pytest.mark.parametrize("arguments", [["Apkope"], ["xx=Apkope"], ["lv=Apkope", "--until", "soon"]])
def test_a_command_that_cannot_be_read_says_why(app: Flask, arguments: list[str]) -> None:
    assert banner_command(app, "up", *arguments)[0] == 2


def test_officials_read_that_no_worker_is_heard_of_and_applicants_do_not(
    client: Visitor, visitor: type[Visitor]
) -> None:
    with clock.at(NOW):
        sign_in(client, an_official(RoleKind.SECRETARY, an_organiser()))
        applicant = sign_in(visitor(), a_person())
        beat()
        assert NOT_RUNNING not in client.see("/").text
    with clock.at(NOW + timedelta(minutes=2)):
        assert [NOT_RUNNING in reader.see("/").text for reader in (client, applicant)] == [True, False]


def test_officials_read_that_mail_does_not_leave(app: Flask, client: Visitor) -> None:
    sign_in(client, an_official(RoleKind.COORDINATOR, an_organiser()))
    for _ in range(WORTH_TELLING):
        server_is_lost("connection refused")
    forget(app)
    assert DOES_NOT_LEAVE in client.see("/").text


def test_who_waits_for_a_code_reads_that_mail_is_late(app: Flask, client: Visitor) -> None:
    def asks() -> str:
        return client.send(
            client.see("/account/sign-in"), {"email": "a@example.org"}, button="Send me the message"
        ).text

    client.get("/language/en")
    before = asks()
    for _ in range(WORTH_TELLING):
        server_is_lost("connection refused")
    db.session.commit()
    forget(app)
    assert ["Our mail is late" in text for text in (before, asks())] == [False, True]
