"""SMTP_URL says where the mail server is and how to speak to it."""

import pytest

from config import SettingsError
from grants.notices.smtp import MailServer


def test_a_plain_address_means_port_25_without_tls() -> None:
    assert MailServer.from_url("smtp://mail.example") == MailServer(host="mail.example", port=25)


def test_smtps_means_tls_from_the_first_byte_on_port_465() -> None:
    assert MailServer.from_url("smtps://mail.example") == MailServer(host="mail.example", port=465, tls=True)


def test_starttls_means_the_submission_port() -> None:
    server = MailServer.from_url("smtp://mail.example?starttls=1")
    assert server == MailServer(host="mail.example", port=587, starttls=True)


def test_a_port_that_is_named_wins() -> None:
    assert MailServer.from_url("smtp://mail.example:2525?starttls=1").port == 2525


def test_user_and_password_are_unquoted() -> None:
    server = MailServer.from_url("smtp://a%40b.lv:p%2Fw@mail.example")
    assert (server.user, server.password) == ("a@b.lv", "p/w")


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:mail"])
def test_anything_else_is_refused_by_name(url: str) -> None:
    with pytest.raises(SettingsError, match="SMTP_URL"):
        MailServer.from_url(url)
