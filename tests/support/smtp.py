"""A real SMTP server that keeps what it receives."""

import time
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.processes import free_port


class SmtpServer:
    """Accept mail on a free loopback port; `messages` holds it in the order of arrival, `url` is for SMTP_URL.

    `answer` is what the server says to a message, to play a server that refuses or is busy.
    """

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.answer = "250 Message accepted"
        port = free_port()
        self.url = f"smtp://127.0.0.1:{port}"
        self.controller = Controller(self, hostname="127.0.0.1", port=port)
        self.controller.start()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a message, unless the server plays one that does not take it."""
        if self.answer.startswith("250"):
            content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
            message = message_from_bytes(content, EmailMessage, policy=policy.default)
            self.messages.append(message)
        return self.answer

    def to(self, address: str) -> list[EmailMessage]:
        """List the messages for an address, oldest first."""
        return [message for message in self.messages if address in str(message["To"])]

    def wait_for(
        self, address: str, wanted: Callable[[EmailMessage], bool] = bool, *, seconds: float = 30
    ) -> EmailMessage:
        """Return the newest wanted message for an address; raise AssertionError if none comes in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for message in reversed(self.to(address)):
                if wanted(message):
                    return message
            time.sleep(0.05)
        raise AssertionError(
            f"no such mail for {address} within {seconds} s; it got {[str(m['Subject']) for m in self.to(address)]}"
        )

    def stop(self) -> None:
        """Close the port."""
        self.controller.stop()
