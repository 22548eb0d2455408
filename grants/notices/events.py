"""What the outbox tells stages about their messages, in the transaction in which it knows."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class MessageSent:
    """Tell that a mail server took a message, of an event that the register says is heard."""

    event: str
    subject_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class MessageFailed:
    """Tell that a message was given up; nobody tries again unless a person says so."""

    event: str
    subject_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class MessageBounced:
    """Tell that a mail server took a message and it came back later: its reader never had it."""

    event: str
    subject_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class MessageCancelled:
    """Tell that a message was not sent when its turn came, because it was not true any more or not for its reader."""

    event: str
    subject_id: uuid.UUID
