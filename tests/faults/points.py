"""The named moments of a delivery at which a worker is killed, in the order in which they come."""

import os
import signal
import smtplib
from collections.abc import Callable
from typing import Any

from grants.db import db
from grants.notices import delivery, transports
from grants.notices.sending import settling, turns
from grants.notices.smtp import SmtpTransport

MARK = b"Auto-Submitted"
"""What stands in the content of a message and in no command."""


def die() -> None:
    """End this process as a machine without power does."""
    os.kill(os.getpid(), signal.SIGKILL)


def _before(owner: Any, name: str, count: int) -> None:
    """Die instead of calling a function for the time number `count`."""
    original, calls = getattr(owner, name), [0]

    def called(*given: Any, **named: Any) -> Any:
        calls[0] += 1
        if calls[0] == count:
            die()
        return original(*given, **named)

    setattr(owner, name, called)


def _after(owner: Any, name: str, count: int) -> None:
    """Die when a function has ended for the time number `count`."""
    original, calls = getattr(owner, name), [0]

    def called(*given: Any, **named: Any) -> Any:
        answer = original(*given, **named)
        calls[0] += 1
        if calls[0] == count:
            die()
        return answer

    setattr(owner, name, called)


def _while_sending(count: int, part: int) -> None:
    """Die when one of so many parts of the content number `count` has left."""
    original, calls = smtplib.SMTP.send, [0]

    def send(self: smtplib.SMTP, content: Any) -> None:
        whole = content if isinstance(content, bytes) else content.encode()
        calls[0] += MARK in whole
        if MARK in whole and calls[0] == count:
            original(self, whole[: len(whole) // part])
            die()
        original(self, content)

    setattr(smtplib.SMTP, "send", send)  # noqa: B010 - mypy does not let it be replaced by assignment


def _stored(count: int) -> None:
    """Die when so many messages began and those before them were noted, all of it stored."""
    _after(turns, "go_on", count)


POINTS: dict[str, Callable[[int], None]] = {
    "before anything is leased": lambda _count: _before(delivery.Run, "lease", 1),
    "leased, not stored": lambda _count: _before(db.session, "commit", 2),
    "leased": lambda _count: _after(delivery.Run, "lease", 1),
    "connected": lambda _count: _before(delivery.Run, "through", 1),
    "begun": lambda _count: _after(turns, "_noted", 1),
    "begun and stored": lambda _count: _stored(1),
    "composed": lambda count: _before(transports.CopyingTransport, "send", count),
    "sender said": lambda count: _after(SmtpTransport, "_agree", 3 * count - 2),
    "recipient said": lambda count: _after(SmtpTransport, "_agree", 3 * count - 1),
    "content asked for": lambda count: _after(SmtpTransport, "_agree", 3 * count),
    "half of the content": lambda count: _while_sending(count, 2),
    "all of the content, no answer yet": lambda count: _while_sending(count, 1),
    "answered": lambda count: _after(SmtpTransport, "send", count),
    "answered, not noted": lambda count: _before(turns, "_noted", 1 + count),
    "noted": lambda count: _after(turns, "_noted", 1 + count),
    "noted and stored": lambda count: _stored(1 + count),
    "lapsed found, not stored": lambda _count: _after(settling, "_judge", 1),
}
"""What kills this process when a point is reached so many times."""
