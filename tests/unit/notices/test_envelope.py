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
NUMBER = uuid.UUID("12345678-1234-5678-1234-567812345678")


def a_message(**changes: str) -> Message:
    written = {"address": "anna@example.org", "language": "lv", "subject": "Jūsu iesniegums", "body": "Paldies!"}
    moment = datetime(2030, 1, 1, 12, tzinfo=UTC)
    return Message(
        id=NUMBER, queued_at=moment, **{**written, "signature": "Liepkalnes novads", "reply_to": "", **changes}
    )


def an_email(**changes: str) -> EmailMessage:
    return message_from_bytes(bytes(compose(a_message(**changes), SETTINGS)), EmailMessage, policy=policy.default)


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
    sent = bytes(compose(a_message(unsubscribe_url=address), SETTINGS)).decode()
    assert f"List-Unsubscribe: <{address}>\r\n" in sent
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in sent


def test_the_text_comes_before_the_html() -> None:
    assert [part.get_content_type() for part in an_email().iter_parts()] == ["text/plain", "text/html"]


def test_every_byte_is_ascii_because_some_servers_know_nothing_else() -> None:
    assert bytes(compose(a_message(body="ā" * 2000), SETTINGS)).isascii()


def test_a_line_break_in_a_header_is_refused() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        compose(a_message(subject="Labdien\nBcc: everybody@example.org"), SETTINGS)


def test_without_mail_from_the_host_of_the_public_address_sends() -> None:
    assert Settings(base_url="https://konkursi.example.lv").sender == "konkursi@konkursi.example.lv"


def test_the_address_is_found_inside_of_a_header() -> None:
    assert bare_address("Konkursi <konkursi@example.lv>") == "konkursi@example.lv"


def test_a_header_without_an_address_is_refused() -> None:
    with pytest.raises(ValueError, match="not an e-mail address"):
        bare_address("Konkursi")
