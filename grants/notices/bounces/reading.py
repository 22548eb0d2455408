"""Read reports about mail: what a mail server could not deliver (RFC 3464), and who complained (RFC 5965)."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from enum import StrEnum

MAX_REPORT = 1024 * 1024
"""Bytes of a report: it may hold the whole message."""
MAX_RECIPIENTS = 100
"""Recipients of one report that are read; our messages have one each."""
_OURS = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^<>\s]+>")
"""The Message-ID of our messages holds the number of the message; see `grants.notices.envelope`."""


class ReportKind(StrEnum):
    """Name what a report tells."""

    FAILED = "failed"
    """It will never arrive."""
    DELAYED = "delayed"
    """The server goes on trying."""
    COMPLAINT = "complaint"
    """Its reader marked it as unwanted."""


@dataclass(frozen=True)
class Report:
    """Hold what was told about one recipient of one of our messages."""

    kind: ReportKind
    message_id: uuid.UUID
    recipient: str
    """In lower case; empty where the report does not name it."""
    status: str
    """The enhanced status code, such as 5.1.1, if any."""
    words: str
    """What the other server said."""


class NoReport(ValueError):
    """Say that some bytes are no report about a message of ours."""


def reports_in(content: bytes) -> list[Report]:
    """Return what a report tells of our messages; raise NoReport for anything else, were it longer than MAX_REPORT."""
    if len(content) > MAX_REPORT:
        raise NoReport("it is too long")
    try:
        mail = message_from_bytes(content, EmailMessage, policy=policy.compat32)
        found = list(_reports(mail))
    except (MessageError, ValueError, LookupError, AttributeError, TypeError) as error:  # what mail in the wild holds
        raise NoReport("it cannot be read") from error
    if not found:
        raise NoReport("it reports nothing about a message of ours")
    return found


def _reports(mail: Message) -> Iterator[Report]:
    parts = list(mail.walk())
    number = _number_in(parts)
    if number is None:
        return
    for part in parts:
        if part.get_content_type() == "message/delivery-status":
            yield from _of_delivery(part, number)
        if part.get_content_type() == "message/feedback-report":
            yield _of_feedback(part, number)


def _number_in(parts: list[Message]) -> uuid.UUID | None:
    """Return the number of the message that a report is about: the Message-ID among the headers it gives back."""
    for part in parts:
        if part.get_content_type() not in {"text/rfc822-headers", "message/rfc822"}:
            continue
        if found := _OURS.search(str(_inside(part).get("Message-ID", ""))):
            return uuid.UUID(found[1])
    return None


def _of_delivery(part: Message, number: uuid.UUID) -> Iterator[Report]:
    blocks = part.get_payload()
    recipients = [block for block in blocks if isinstance(block, Message)][1:] if isinstance(blocks, list) else []
    for block in recipients[:MAX_RECIPIENTS]:
        action, status = _line(block, "Action").lower(), _line(block, "Status").partition(" ")[0]
        kind = {"failed": ReportKind.FAILED, "delayed": ReportKind.DELAYED}.get(action)
        if kind is ReportKind.FAILED and status.startswith("4."):
            kind = ReportKind.DELAYED  # given up for now, says a server that means a full mailbox or the like
        if kind:
            words = _line(block, "Diagnostic-Code").partition(";")[2].strip() or f"{action} {status}"
            yield Report(kind, number, _address(block), status, words)


def _of_feedback(part: Message, number: uuid.UUID) -> Report:
    fields = _inside(part)
    kind = _line(fields, "Feedback-Type") or "abuse"
    return Report(ReportKind.COMPLAINT, number, _address(fields, "Original-Rcpt-To"), "", kind)


def _inside(part: Message) -> Message:
    """Return the message or the fields that a part holds, whether they were taken apart already or are still text."""
    first = part.get_payload(0) if part.is_multipart() else part.get_payload(decode=True)
    return first if isinstance(first, Message) else message_from_bytes(first if isinstance(first, bytes) else b"")


def _address(fields: Message, name: str = "Original-Recipient") -> str:
    """Return the address as it was asked for, without its type: `rfc822;anna@example.org`."""
    said = _line(fields, name) or _line(fields, "Final-Recipient")
    return said.rpartition(";")[2].strip().strip("<>").lower()


def _line(fields: Message, name: str) -> str:
    return " ".join(str(fields.get(name, "")).split())
