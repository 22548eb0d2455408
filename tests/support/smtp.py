"""A real SMTP server that keeps what it receives."""

import asyncio
import time
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.processes import PATIENCE, free_port


class SmtpServer:
    """Accept mail on a free loopback port; `messages` holds it in the order of arrival, `url` is for SMTP_URL.

    `answer` is what the server says to a message, to play a server that refuses or is busy. Over who is named in
    `hangs_up_over` it ends the connection, after the words beside the address if there are any.
    """

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.answer = "250 Message accepted"
        self.hangs_up_over: dict[str, str] = {}
        port = free_port()
        self.url = f"smtp://127.0.0.1:{port}"
        self.controller = Controller(self, hostname="127.0.0.1", port=port, ready_timeout=PATIENCE)
        self.controller.start()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd asks for this name and calls it so
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take an address, or end the connection over it."""
        if address in self.hangs_up_over:
            words, transport = self.hangs_up_over[address], server.transport
            assert isinstance(transport, asyncio.Transport)
            transport.write(f"{words}\r\n".encode() if words else b"")
            transport.close()
        envelope.rcpt_tos.append(address)
        return "250 Address accepted"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd asks for this name
        """Keep a message, unless the server plays one that does not take it."""
        if self.answer.startswith("250"):
            content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
            message = message_from_bytes(content, EmailMessage, policy=policy.default)
            self.messages.append(message)
        return self.answer

    def to(self, address: str) -> list[EmailMessage]:
        """List the messages for an address, oldest first."""
        return [message for message in self.messages if address in str(message["To"])]

    def wait_for(self, address: str, subject: str = "") -> EmailMessage:
        """Return the newest message for an address its subject with these words; AssertionError if none comes."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            fitting = [message for message in self.to(address) if subject in str(message["Subject"])]
            if fitting:
                return fitting[-1]
            time.sleep(0.05)
        subjects = [str(message["Subject"]) for message in self.to(address)]
        raise AssertionError(f"no mail “{subject}” for {address} within {PATIENCE} s; it got {subjects}")

    def stop(self) -> None:
        """Close the port."""
        self.controller.stop()
