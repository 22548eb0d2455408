"""Who checks which application."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base


class Checker(Base):
    """Give one application to one official to check; while there is none, it is everybody's.

    It is so too once that official stands aside or has left: see `queries.is_given_to_another`.
    """

    __tablename__ = "checkers"

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"), unique=True)
    checker_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    before_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    """Who had it before the last act, so that the act can be undone."""
    batch_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    """The last act, which gave many at once; nothing once it was undone."""
    given_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    given_at: Mapped[datetime]
