"""What is kept of a ranking."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base


class KeptRanking(Base):
    """Be what the marks of a call came to when a page was last shown; nothing is decided by it."""

    __tablename__ = "kept_rankings"
    __table_args__ = (UniqueConstraint("call_id", name="uq_kept_rankings_call"),)

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"))
    key: Mapped[str] = mapped_column(String(64))
    """The digest of what it was made of; under another one it counts for nothing."""
    content: Mapped[dict[str, Any]]
    """As `document` writes it."""
    kept_at: Mapped[datetime]
