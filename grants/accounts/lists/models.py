"""The views of lists that people keep for themselves."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base

MAX_VIEW_NAME = 60
MAX_QUERY = 1000
"""Characters of what a kept view asks for."""


class SavedView(Base):
    """Be what somebody asks of a list again and again, under a name of their own."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("person_id", "place", "name"),)

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    place: Mapped[str] = mapped_column(String(40))
    """Which list it is of."""
    name: Mapped[str] = mapped_column(String(MAX_VIEW_NAME))
    query: Mapped[str] = mapped_column(String(MAX_QUERY))
    """The query of its address."""
    kept_at: Mapped[datetime]
