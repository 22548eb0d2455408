"""What was promised and not kept: noticed once."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from grants.calls.promises.dates import Promise
from grants.db import Base, choice


class MissedPromise(Base):
    """Be a promised date of a call that passed before what it promised was done."""

    __tablename__ = "missed_promises"
    __table_args__ = (
        UniqueConstraint("call_id", "promise", "due_at", name="uq_missed_promises_date"),
        Index("ix_missed_promises_untold", "told_at", "noticed_at"),
    )

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"))
    promise: Mapped[Promise] = mapped_column(choice(Promise, "promise"))
    due_at: Mapped[datetime]
    """What had been promised; a date that is moved and missed again is another one."""
    noticed_at: Mapped[datetime]
    told_until: Mapped[uuid.UUID | None]
    """The last application whose people have been told, while the worker is at it."""
    told_at: Mapped[datetime | None]
    """When everybody concerned had been told."""
