"""What became of messages, beside what the mail server says it took: each once, or visibly uncertain."""

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import select

from grants.db import db
from grants.notices.models import Message, MessageState
from tests.support.bad_smtp import BadSmtpServer
from tests.support.smtp import SmtpServer

TABLE = Path("build/faults.txt")


@dataclass
class Ledger:
    """Count how messages ended; `wrong` names those that were lost, or came twice and do not say so."""

    once: int = 0
    uncertain: int = 0
    doubtful: int = 0
    """Sent once as far as the server knows; their row says that it may have been twice."""
    again: int = 0
    """Sent again, as their row says; never of those that nobody may get twice."""
    wrong: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Return the number of messages."""
        return self.once + self.uncertain + self.doubtful + self.again + len(self.wrong)

    def __str__(self) -> str:
        return (
            f"{self.total:5} messages: {self.once} once, {self.doubtful} once with a doubt noted, "
            f"{self.again} again as noted, {self.uncertain} uncertain, {len(self.wrong)} lost or doubled"
        )


def ledger(*servers: SmtpServer | BadSmtpServer) -> Ledger:
    """Compare every message of the outbox with what the servers took."""
    taken = Counter(
        str(mail["Message-ID"]).strip("<>").partition("@")[0] for server in servers for mail in server.messages
    )
    found = Ledger()
    for message in db.session.scalars(select(Message)):
        _enter(found, message, taken[str(message.id)])
    db.session.rollback()
    return found


def tell(capsys: pytest.CaptureFixture[str], title: str, found: Ledger) -> None:
    """Print a line of the table, and keep it."""
    line = f"{title:<60} {found}"
    TABLE.parent.mkdir(exist_ok=True)
    with TABLE.open("a", encoding="utf-8") as table:
        table.write(f"{line}\n")
    with capsys.disabled():
        sys.stdout.write(f"\n{line} ")


def _enter(found: Ledger, message: Message, came: int) -> None:
    most = 1 if message.once else 1 + message.doubts
    if message.state is MessageState.UNCERTAIN and message.once and came <= 1:
        found.uncertain += 1
    elif message.state is not MessageState.SENT or not 1 <= came <= most:
        found.wrong.append(f"{message.id} {message.state} once={message.once} doubts={message.doubts} came {came}")
    elif came > 1:
        found.again += 1
    elif message.doubts:
        found.doubtful += 1
    else:
        found.once += 1
