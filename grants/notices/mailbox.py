"""The mailbox of development: read the copies of sent messages from their folder."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from pathlib import Path

from grants.errors import NotFound

MAX_LISTED = 200
_NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f-]{36}")
_headers = BytesHeaderParser(policy=policy.default)


@dataclass(frozen=True)
class Letter:
    """Hold what a list shows of a message."""

    name: str
    to: str
    subject: str
    sent_at: datetime


def letters(folder: Path, recipient: str = "") -> list[Letter]:
    """List messages, the newest first, if given only those whose address contains `recipient`."""
    found: list[Letter] = []
    for path in sorted(folder.glob("*.eml"), reverse=True):
        letter = _letter(path)
        if recipient.lower() in letter.to.lower():
            found.append(letter)
        if len(found) == MAX_LISTED:
            break
    return found


def open_letter(folder: Path, name: str) -> EmailMessage:
    """Read one message; raise NotFound if there is none of this name."""
    path = folder / f"{name}.eml"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise NotFound
    return message_from_bytes(path.read_bytes(), EmailMessage, policy=policy.default)


def part(letter: EmailMessage, kind: str) -> str:
    """Return the content of the `plain` or `html` part of a message."""
    found = letter.get_body((kind,))
    return str(found.get_content()) if found else ""


def _letter(path: Path) -> Letter:
    with path.open("rb") as file:
        headers = _headers.parse(file)
    sent_at = datetime.strptime(f"{path.stem.partition('-')[0]}+0000", "%Y%m%dT%H%M%S%f%z")
    return Letter(path.stem, str(headers["To"]), str(headers["Subject"]), sent_at)
