"""What calls tell later stages."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from grants.calls.phase import Stage
from grants.calls.promises.dates import Promise


@dataclass(frozen=True, kw_only=True)
class CallPublished:
    """Tell that a call's rules were frozen and will be announced."""

    call_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class CallDiscarded:
    """Tell that a draft is about to be removed; nothing of a later stage may be left in it."""

    call_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class CallAmended:
    """Tell that other rules came in force; whom it concerns is told by the worker."""

    call_id: uuid.UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class CallClosed:
    """Tell once that the deadline of a call has passed; published while its row is locked."""

    call_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class StageChanged:
    """Tell that an official moved a call."""

    call_id: uuid.UUID
    source: Stage
    target: Stage


@dataclass(frozen=True, kw_only=True)
class CallCancelled:
    """Tell that a call was cancelled; the reason stands in the call."""

    call_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class PromiseMissed:
    """Tell once that a promised date has passed before what it promised was done; its call is locked."""

    call_id: uuid.UUID
    missed_id: uuid.UUID
    promise: Promise
    due_at: datetime
