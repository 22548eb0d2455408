"""An e-mail says who sends it, in which language, and keeps its number through every try."""

import uuid
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from config import Settings
from grants.notices.envelope import bare_address, compose
from grants.notices.models import Message

SETTINGS = Settings(base_url="https://konkursi.example.lv", mail_from="Konkursi <konkursi@example.lv>")
LONGEST_LINE = 78
"""RFC 5322, 2.1.1: what a line of a message should have at most, and what it may."""
LONGEST_HEADER = 998
NUMBER = uuid.UUID("12345678-1234-5678-1234-567812345678")


def a_message(**changes: str) -> Message:
    written = {"address": "anna@example.org", "language": "lv", "subject": "Jūsu iesniegums", "body": "Paldies!"}
    moment = datetime(2030, 1, 1, 12, tzinfo=UTC)
    return Message(
        id=NUMBER, queued_at=moment, **{**written, "signature": "Liepkalnes novads", "reply_to": "", **changes}
    )


def an_email(**changes: str) -> EmailMessage:
    return message_from_bytes(compose(a_message(**changes), SETTINGS).content, EmailMessage, policy=policy.default)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("From", "Konkursi <konkursi@example.lv>"),
        ("To", "anna@example.org"),
        ("Subject", "Jūsu iesniegums"),
        ("Date", "Tue, 01 Jan 2030 12:00:00 +0000"),
        ("Message-ID", f"<{NUMBER}@konkursi.example.lv>"),
        ("Content-Language", "lv"),
        ("Auto-Submitted", "auto-generated"),
        ("Reply-To", None),
    ],
)
def test_the_headers_survive_the_way(header: str, value: str | None) -> None:
    assert an_email()[header] == value


def test_answers_go_to_whoever_the_message_names() -> None:
    assert an_email(reply_to="jaunatne@example.lv")["Reply-To"] == "jaunatne@example.lv"


def test_the_address_that_ends_a_subscription_stands_on_one_line_as_it_is() -> None:
    address = f"https://konkursi.example.lv/following/{'x' * 90}/stop"
    sent = compose(a_message(unsubscribe_url=address), SETTINGS).content.decode()
    assert f"List-Unsubscribe: <{address}>\r\n" in sent
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in sent


def test_the_text_comes_before_the_html() -> None:
    assert [part.get_content_type() for part in an_email().iter_parts()] == ["text/plain", "text/html"]


def test_every_byte_is_ascii_because_some_servers_know_nothing_else() -> None:
    content = compose(a_message(body="ā" * 2000), SETTINGS).content
    assert content.isascii()
    assert max(len(line) for line in content.splitlines()) <= LONGEST_LINE


@pytest.mark.parametrize("header", ["address", "reply_to", "unsubscribe_url"])
def test_a_line_break_in_a_header_is_refused(header: str) -> None:
    with pytest.raises(ValueError, match="address"):
        compose(a_message(**{header: "anna@example.org\r\nBcc: everybody@example.org"}), SETTINGS)


@pytest.mark.parametrize("between", ["\r\n", "\n", "\r", "\r\n\r\n", "\u2028", "\x0b", " \t ", "\x85"])
def test_a_break_in_a_subject_becomes_one_blank(between: str) -> None:
    sent = an_email(subject=f"Labdien{between}Bcc: everybody@example.org")
    assert (sent["Subject"], sent["Bcc"]) == ("Labdien Bcc: everybody@example.org", None)


@pytest.mark.parametrize(
    "subject",
    [
        "Decision on “Riverside benches” and on every other application of the young people of Liepkalne",
        "ā" * 500,
        "x" * 500,
        "=?utf-8?q?not_a_word?=",
        "🎉" * 40,
        "One\x00two",
        "",
    ],
)
def test_a_subject_arrives_as_it_was_written(subject: str) -> None:
    assert (an_email(subject=subject)["Subject"] or "") == subject


def test_no_line_of_the_headers_is_longer_than_a_server_takes() -> None:
    content = compose(a_message(subject="ā" * 500, address="a" * 242 + "@example.org"), SETTINGS).content
    assert max(len(line) for line in content.splitlines()) <= LONGEST_HEADER


@pytest.mark.parametrize("body", ["One\n.\nTwo", "One\r\nTwo\rThree", "From here on", "x" * 2000, "a=b --=_x\n--=_x--"])
def test_the_text_arrives_as_it_was_written(body: str) -> None:
    text = an_email(body=body).get_body(("plain",))
    assert text is not None
    expected = body.replace("\r\n", "\n").replace("\r", "\n")
    assert text.get_content().replace("\r\n", "\n").startswith(f"{expected}\n\n-- \n")


def test_without_mail_from_the_host_of_the_public_address_sends() -> None:
    assert Settings(base_url="https://konkursi.example.lv").sender == "konkursi@konkursi.example.lv"


def test_the_address_is_found_inside_of_a_header() -> None:
    assert bare_address("Konkursi <konkursi@example.lv>") == "konkursi@example.lv"


def test_a_header_without_an_address_is_refused() -> None:
    with pytest.raises(ValueError, match="not an e-mail address"):
        bare_address("Konkursi")
