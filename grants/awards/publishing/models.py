"""How far applicants have been told that results are public."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base


class ResultsTold(Base):
    """Be the telling of one call, some applications at a time, by the worker."""

    __tablename__ = "results_told"

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"), unique=True)
    told_until: Mapped[uuid.UUID | None]
    """The last application whose people have been told, while the worker is at it."""
    told_at: Mapped[datetime | None]
    """When all had been told."""
