"""Minutes of sittings: every version that was written or approved, and who approved it."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base, choice

ALL = "*"
"""Every part of minutes."""


class Capacity(StrEnum):
    """Name in which capacity somebody approves minutes."""

    CHAIR = "chair"
    SECRETARY = "secretary"


class MinutesVersion(Base):
    """Be the minutes of a sitting as they stood when somebody wrote in them or approved them; the last is in force."""

    __tablename__ = "minutes_versions"
    __table_args__ = (UniqueConstraint("sitting_id", "number", name="uq_minutes_versions_number"),)

    sitting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sittings.id"))
    number: Mapped[int]
    """1 for the first."""
    parts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The free words, by the code of their place."""
    content: Mapped[list[Any]] = mapped_column(default=list)
    """All that the minutes said, as `content` writes it."""
    digest: Mapped[str] = mapped_column(String(64))
    logo: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """The digest of the logo that its organiser had then, which stays that of the file; none where it is empty."""
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]


class MinutesApproval(Base):
    """Be the signature of the chair or the secretary under one version; it is void once the minutes say otherwise.

    Where one of them may not read a part, another signs that part in their place.
    """

    __tablename__ = "minutes_approvals"
    __table_args__ = (UniqueConstraint("version_id", "capacity", "person_id", name="uq_minutes_approvals_person"),)

    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("minutes_versions.id"))
    capacity: Mapped[Capacity] = mapped_column(choice(Capacity, "capacity"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    approved_at: Mapped[datetime]
    covers: Mapped[list[Any]] = mapped_column(default=lambda: [ALL])
    """The parts that were approved, by the codes of their places; ALL for everything."""
