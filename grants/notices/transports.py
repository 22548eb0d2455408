"""Ways to hand over mail: to a mail server, into a folder, or both; `transport` opens the one the settings ask for."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from config import Settings
from grants.notices.smtp import MailServer, connected


class Transport(Protocol):
    """Be a way to hand over mail."""

    def send(self, mail: EmailMessage) -> str:
        """Hand over one e-mail and return the answer; raise DeliveryProblem."""


class FolderTransport:
    """Put mail into a folder as `.eml` files whose names sort by time: the mailbox of development."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, mail: EmailMessage) -> str:
        """Write one file, which appears whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        number = str(mail["Message-ID"]).strip("<>").partition("@")[0]
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{number}.eml"  # the machine's clock: files sort as they came
        partial = self._folder / f"{name}.part"
        partial.write_bytes(bytes(mail))
        partial.rename(self._folder / name)
        return f"kept as {name}"


class CopyingTransport:
    """Hand over mail, and keep a copy of what was taken."""

    def __init__(self, first: Transport, copies: Transport) -> None:
        self._first = first
        self._copies = copies

    def send(self, mail: EmailMessage) -> str:
        """Hand over one e-mail, then copy it."""
        answer = self._first.send(mail)
        self._copies.send(mail)
        return answer


@contextmanager
def transport(settings: Settings) -> Iterator[Transport]:
    """Open the mail server, in development with copies in a folder; the folder alone where no server is named."""
    folder = FolderTransport(settings.mail_folder)
    if not settings.smtp_url:
        yield folder
        return
    with connected(MailServer.from_url(settings.smtp_url), name=settings.host) as smtp:
        yield CopyingTransport(smtp, folder) if settings.development else smtp
