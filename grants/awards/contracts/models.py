"""The drafts of contracts; what one says never changes once it was made."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base


class Contract(Base):
    """Be the draft of the contract on one award; one that is decided anew gets another, with a number of its own."""

    __tablename__ = "contracts"
    __table_args__ = (UniqueConstraint("decision_id", name="uq_contracts_decision"),)

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"), index=True)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"), index=True)
    decision_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decisions.id"))
    number: Mapped[str] = mapped_column(String(120))
    contents: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What it says by language, as `grants.documents.frozen` writes it; the first language of the call counts."""
    language: Mapped[str] = mapped_column(String(2))
    drafted_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    drafted_at: Mapped[datetime]
