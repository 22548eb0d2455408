"""What the outbox tells stages about their messages, in the transaction in which it knows."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class MessageSent:
    """Tell that a mail server took a message."""

    event: str
    subject_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class MessageFailed:
    """Tell that a message was given up; nobody tries again unless a person says so."""

    event: str
    subject_id: uuid.UUID
