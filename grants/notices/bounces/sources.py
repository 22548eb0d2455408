"""Where reports are read: a folder of a mailbox over IMAP, or a Maildir that the mail server of this machine fills."""

import imaplib
import logging
import ssl
from collections.abc import Iterator
from contextlib import suppress
from mailbox import Maildir
from urllib.parse import SplitResult, unquote, urlsplit

from config import Settings
from grants.db import db
from grants.notices.bounces.reading import MAX_REPORT, NoReport
from grants.notices.bounces.services import take_in

AT_ONCE = 100
"""Messages that are read in one look at the mailbox."""
PORT, TLS_PORT = 143, 993
TIMEOUT = 30
"""Seconds an IMAP server may take for one answer."""

_log = logging.getLogger(__name__)


def read_bounces(settings: Settings) -> int:
    """Take in what is new in the mailbox of the settings, if they name one; return how much told something new.

    Commits after each. What was read stays there, marked as seen. A mailbox that does not answer is asked next time.
    """
    parts = urlsplit(settings.bounces_url)
    if not parts.scheme:
        return 0
    source = _maildir(parts.path) if parts.scheme == "maildir" else _imap(parts)
    try:
        return sum(_taken_in(content) for content in source)
    except (OSError, imaplib.IMAP4.error) as error:
        _log.warning("the mailbox of bounces does not answer: %s", error)
        return 0


def _taken_in(content: bytes) -> int:
    try:
        new = take_in(content)
    except NoReport:
        new = 0  # an answer from somebody's holidays; whoever reads the mailbox finds it there
    db.session.commit()
    return new


def _maildir(path: str) -> Iterator[bytes]:
    """Yield new messages; each is moved from `new` to `cur`, as seen, after it was taken in."""
    folder = Maildir(unquote(path), create=False)
    fresh = [key for key, message in folder.iteritems() if message.get_subdir() == "new"]
    for key in sorted(fresh)[:AT_ONCE]:
        message = folder[key]
        yield folder.get_bytes(key)[: MAX_REPORT + 1]
        message.set_subdir("cur")
        message.add_flag("S")
        folder[key] = message


def _imap(parts: SplitResult) -> Iterator[bytes]:
    """Yield unseen messages; each is marked as seen after it was taken in."""
    server = _connect(parts)
    try:
        server.login(unquote(parts.username or ""), unquote(parts.password or ""))
        server.select(f'"{unquote(parts.path.strip("/")) or "INBOX"}"')
        _status, found = server.uid("search", "UNSEEN")
        for number in (found[0] or b"").decode().split()[:AT_ONCE]:
            _status, answer = server.uid("fetch", number, f"(BODY.PEEK[]<0.{MAX_REPORT + 1}>)")
            yield next((part[1] for part in answer if isinstance(part, tuple)), b"")
            server.uid("store", number, "+FLAGS", r"(\Seen)")
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()


def _connect(parts: SplitResult) -> imaplib.IMAP4:
    host = parts.hostname or ""
    if parts.scheme == "imap":
        return imaplib.IMAP4(host, parts.port or PORT, timeout=TIMEOUT)
    context = ssl.create_default_context()
    return imaplib.IMAP4_SSL(host, parts.port or TLS_PORT, ssl_context=context, timeout=TIMEOUT)
