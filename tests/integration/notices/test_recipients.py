"""No test system writes to real people: only who is listed gets mail, and production alone lists everybody."""

from dataclasses import replace

import pytest
from flask import Flask

from config import Settings, SettingsError
from grants.notices.models import MessageState
from grants.notices.services import deliver_due
from tests.integration.notices.support import a_message, mail_through
from tests.support.smtp import SmtpServer

pytestmark = pytest.mark.usefixtures("session")


def delivered(app: Flask, smtp: SmtpServer, recipients: str, *addresses: str) -> list[str]:
    """Deliver to addresses and return those the mail server saw; every message counts as sent."""
    messages = [a_message(address) for address in addresses]
    with mail_through(app, smtp.url, development=False):
        app.extensions["settings"] = replace(app.extensions["settings"], mail_recipients=recipients)
        deliver_due()
    assert {message.state for message in messages} == {MessageState.SENT}
    return sorted(str(mail["To"]) for mail in smtp.messages)


def test_nobody_gets_mail_unless_somebody_is_listed(app: Flask, smtp: SmtpServer) -> None:
    assert delivered(app, smtp, "", "anna@example.org") == []


def test_what_nobody_gets_is_kept_in_the_folder(app: Flask, smtp: SmtpServer) -> None:
    folder = app.extensions["settings"].mail_folder
    before = set(folder.glob("*.eml"))
    delivered(app, smtp, "@example.net", "anna@example.org")
    assert len(set(folder.glob("*.eml")) - before) == 1


def test_listed_addresses_and_domains_get_mail_and_nobody_else(app: Flask, smtp: SmtpServer) -> None:
    asked = ["anna@example.org", "berta@example.org", "carl@test.example.net", "dora@a.test.example.net"]
    found = delivered(app, smtp, "Anna@example.org, @test.example.net", *asked)
    assert found == ["anna@example.org", "carl@test.example.net"]


def test_everybody_gets_mail_in_production(app: Flask, smtp: SmtpServer) -> None:
    assert delivered(app, smtp, "everybody", "anna@example.org") == ["anna@example.org"]


def test_nothing_is_served_before_somebody_said_who_gets_mail() -> None:
    settings = Settings(secret_key="x" * 32, base_url="https://konkursi.example.lv", smtp_url="smtp://127.0.0.1")
    with pytest.raises(SettingsError, match="MAIL_RECIPIENTS"):
        settings.require_for_server()
