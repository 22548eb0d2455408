"""Make the e-mail of a message, as the bytes that leave.

They are written here line by line: Python's own `EmailMessage` takes a hundred times as long over the same lines, which
is more than all the rest of a delivery. Only what is attached is left to it.
"""

import re
from base64 import b64encode
from binascii import b2a_qp
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import MIMEPart
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr
from functools import lru_cache
from hashlib import sha256
from typing import Protocol
from uuid import UUID

from config import Settings
from grants.notices.words import Words
from grants.storage import storage

_PLAIN_SUBJECT = 60
"""Characters of a subject that stands in the header as it is, on one line."""
_WORD = 45
"""Bytes in one encoded word: with its frame no line is longer than RFC 2047 allows."""
_SIMPLE = re.compile(r"[\w.+-]+@[\w.-]+", re.ASCII)
"""What nearly all addresses look like: they stand in a header as they are."""
_POLICY = SMTP.clone(cte_type="7bit")
"""Every mail server can pass on seven bits."""


@dataclass(frozen=True)
class AttachedFile:
    """Be a stored file that goes with a message."""

    name: str
    media_type: str
    sha256: str
    key: str


class Written(Protocol):
    """Be what an e-mail is made of: a message of the outbox, or what a worker has read of it."""

    @property
    def id(self) -> UUID:
        """Return its number."""

    @property
    def address(self) -> str:
        """Return whom it is for."""

    @property
    def language(self) -> str:
        """Return in which language it is."""

    @property
    def queued_at(self) -> datetime:
        """Return when it was written."""

    @property
    def reply_to(self) -> str:
        """Return where answers go, if elsewhere."""

    @property
    def unsubscribe_url(self) -> str:
        """Return where one click ends what it came by, if one may."""

    @property
    def words(self) -> Words:
        """Return what it says."""


@dataclass(frozen=True)
class Mail:
    """Be an e-mail that is ready to leave."""

    number: str
    """Its own, the same at every try."""
    sender: str
    recipient: str
    content: bytes


def compose(message: Written, settings: Settings, files: Iterable[AttachedFile] = ()) -> Mail:
    """Return the e-mail; a second try has the same Message-ID.

    Raise ValueError for an address that is none and for a file that is not the one it was queued with, OSError for one
    that cannot be read now, NotFound for one that is not there.
    """
    number, recipient = str(message.id), bare_address(message.address)
    parts = [_alternatives(message), *map(_attached, files)]
    body = parts[0] if len(parts) == 1 else _multipart("mixed", f"{number}.m", parts)
    lines = "\r\n".join(_headers(message, settings, number))
    return Mail(number, _sender(settings.sender)[1], recipient, f"{lines}\r\n".encode("ascii") + body)


def _headers(message: Written, settings: Settings, number: str) -> Iterator[str]:
    yield f"From: {_sender(settings.sender)[0]}"
    yield f"To: {_mailbox(message.address)}"
    if message.reply_to:
        yield f"Reply-To: {_mailbox(message.reply_to)}"
    yield f"Subject: {_subject(message.words.subject)}"
    yield f"Date: {format_datetime(message.queued_at)}"
    yield f"Message-ID: <{number}@{settings.host}>"
    yield "Auto-Submitted: auto-generated"
    if message.unsubscribe_url:
        yield f"List-Unsubscribe: <{_as_it_is(message.unsubscribe_url)}>"
        yield "List-Unsubscribe-Post: List-Unsubscribe=One-Click"  # RFC 8058
    yield f"Content-Language: {_as_it_is(message.language)}"
    yield "MIME-Version: 1.0"


def bare_address(header: str) -> str:
    """Return the address of a header such as `Name <address>`; raise ValueError if it has none."""
    if _SIMPLE.fullmatch(header):
        return header
    address = parseaddr(header)[1]
    if "@" not in address or not header.isprintable():  # a break would begin another header, or the content
        raise ValueError(f"“{header}” is not an e-mail address")
    return _as_it_is(address)


@lru_cache(maxsize=1)
def _sender(header: str) -> tuple[str, str]:
    """Return who sends every message, as it stands in its header and as the mail server is told."""
    return _mailbox(header), bare_address(header)


def _mailbox(header: str) -> str:
    """Return a name and an address as they stand in a header."""
    return header if _SIMPLE.fullmatch(header) else formataddr((parseaddr(header)[0], bare_address(header)))


def _as_it_is(value: str) -> str:
    """Return what stands in a header unchanged; raise ValueError for what cannot."""
    if not (value.isascii() and value.isprintable()):
        raise ValueError(f"“{value}”: an address may hold Latin letters without accents only")
    return value


@lru_cache(maxsize=16)
def _subject(subject: str) -> str:
    """Return a subject as it stands in its header: breaks and other white space become one blank.

    Many messages in turn have the same, when one goes to many.
    """
    line = " ".join(subject.split())
    if len(line) <= _PLAIN_SUBJECT and line.isascii() and line.isprintable() and "=?" not in line:
        return line
    words, word = [], b""
    for letter in line:
        encoded = letter.encode()
        if len(word) + len(encoded) > _WORD:
            words.append(word)
            word = b""
        word += encoded
    return "\r\n ".join(f"=?utf-8?b?{b64encode(each).decode()}?=" for each in [*words, word])


def _alternatives(message: Written) -> bytes:
    words = message.words
    parts = [_written("plain", words.text), _written("html", words.page(message.language))]
    return _multipart("alternative", f"{message.id}.a", parts)


def _written(kind: str, text: str) -> bytes:
    """Return a text as a part of seven bits; a full stop alone on a line is encoded, too."""
    head = f'Content-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    return head.encode() + b2a_qp(lines.encode())


def _multipart(kind: str, boundary: str, parts: Iterable[bytes]) -> bytes:
    """Return parts as one; `=_` stands in no encoded part, so no part can end another (RFC 2045, 6.7)."""
    head = f'Content-Type: multipart/{kind};\r\n boundary="=_{boundary}"\r\n\r\n'.encode()
    between = f"--=_{boundary}\r\n".encode()
    return head + b"".join(between + part + b"\r\n" for part in parts) + f"--=_{boundary}--\r\n".encode()


def _attached(file: AttachedFile) -> bytes:
    with storage().open(file.key) as stored:
        content = stored.read()
    if sha256(content).hexdigest() != file.sha256:
        raise ValueError(f"“{file.name}” is not the file that was to be sent")
    main, _slash, sub = file.media_type.partition("/")
    part = MIMEPart(policy=_POLICY)
    part.set_content(content, maintype=main, subtype=sub, filename=file.name)
    return bytes(part)
