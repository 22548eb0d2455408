"""How people get their messages: from a mail server, or on the mailbox page of development."""

import time
from email.message import EmailMessage

from playwright.sync_api import Page

from tests.support.processes import PATIENCE
from tests.support.smtp import SmtpServer


def from_server(server: SmtpServer, address: str, subject: str) -> str:
    """Return the text of the newest message that reached the server."""
    message = server.wait_for(address, subject).get_body(("plain",))
    assert isinstance(message, EmailMessage)
    return str(message.get_content())


def from_mailbox_page(page: Page, address: str, subject: str) -> str:
    """Return the text of the newest message as the mailbox page of development shows it."""
    found = page.get_by_role("link", name=subject)
    end = time.monotonic() + PATIENCE
    page.goto(f"/development/mailbox/?to={address}")
    while not found.count():
        assert time.monotonic() < end, f"no message “{subject}” for {address} in the mailbox"
        time.sleep(0.1)
        page.reload()
    found.first.click()
    return page.locator("pre").inner_text()
