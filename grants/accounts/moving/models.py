"""Addresses that people correct."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.accounts.models import MAX_EMAIL, Person
from grants.db import Base


class AddressChange(Base):
    """Be one wish of a person to be known by another address: confirmed from there, and perhaps taken back."""

    __tablename__ = "address_changes"
    __table_args__ = (
        Index("ix_address_changes_person", "person_id", "asked_at"),
        Index("ix_address_changes_before", "before", "confirmed_at"),
        CheckConstraint("taken_back_at IS NULL OR confirmed_at IS NOT NULL", name="confirmed_first"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    before: Mapped[str] = mapped_column(String(MAX_EMAIL))
    email: Mapped[str] = mapped_column(String(MAX_EMAIL))
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
