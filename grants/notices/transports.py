"""Ways to hand over mail: to a mail server, into a folder, or both; `transport` opens the one the settings ask for."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from config import EVERYBODY, Settings
from grants.notices.envelope import Mail
from grants.notices.outcomes import DeliveryProblem, Postponed
from grants.notices.sending.dkim import signer
from grants.notices.smtp import MailServer, connected

_log = logging.getLogger(__name__)


class Transport(Protocol):
    """Be a way to hand over mail."""

    def send(self, mail: Mail) -> str:
        """Hand over one e-mail and return the answer; raise DeliveryProblem."""


class FolderTransport:
    """Put mail into a folder as `.eml` files whose names sort by time: the mailbox of development."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, mail: Mail) -> str:
        """Write one file, which appears whole or not at all; raise Postponed if the disk takes none."""
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{mail.number}.eml"  # the machine's clock: files sort as they came
        partial = self._folder / f"{name}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(mail.content)
            partial.rename(self._folder / name)
        except OSError as error:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            raise Postponed(f"the mailbox takes nothing now: {error}") from error
        return f"kept as {name}"


class CopyingTransport:
    """Hand over mail, and keep a copy of what was taken."""

    def __init__(self, first: Transport, copies: Transport) -> None:
        self._first = first
        self._copies = copies

    def send(self, mail: Mail) -> str:
        """Hand over one e-mail, then copy it; a copy that cannot be kept does not make it less sent."""
        answer = self._first.send(mail)
        try:
            self._copies.send(mail)
        except DeliveryProblem as problem:
            _log.warning("no copy is kept: %s", problem.answer)
        return answer


@dataclass(frozen=True)
class Recipients:
    """Hold who may get mail: everybody, or addresses and whole domains."""

    listed: frozenset[str]

    @classmethod
    def of(cls, settings: Settings) -> "Recipients":
        """Read MAIL_RECIPIENTS: words between spaces or commas."""
        return cls(frozenset(settings.mail_recipients.lower().replace(",", " ").split()))

    @property
    def are_all(self) -> bool:
        """Tell whether anybody may get mail."""
        return EVERYBODY in self.listed

    def __contains__(self, address: str) -> bool:
        """Tell whether an address may get mail."""
        lower = address.lower()
        return self.are_all or lower in self.listed or f"@{lower.rpartition('@')[2]}" in self.listed


class GuardedTransport:
    """Hand over mail to those who may get some, and keep what is for others: no test system writes to real people."""

    def __init__(self, first: Transport, kept: Transport, recipients: Recipients) -> None:
        self._first = first
        self._kept = kept
        self._recipients = recipients

    def send(self, mail: Mail) -> str:
        """Hand over one e-mail, or keep it."""
        may_go = mail.recipient in self._recipients
        return (self._first if may_go else self._kept).send(mail)


@contextmanager
def transport(settings: Settings) -> Iterator[Transport]:
    """Open the mail server, in development with copies in a folder; the folder alone where nobody may get mail."""
    folder, recipients = FolderTransport(settings.mail_folder), Recipients.of(settings)
    if not settings.smtp_url or not recipients.listed:
        yield folder
        return
    with connected(MailServer.from_url(settings.smtp_url), name=settings.host, sign=signer(settings)) as smtp:
        way: Transport = CopyingTransport(smtp, folder) if settings.development else smtp
        yield way if recipients.are_all else GuardedTransport(way, folder, recipients)
