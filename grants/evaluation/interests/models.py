"""Help given to applicants, and what officials did about conflicts of others."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.accounts.models import Person
from grants.db import MAX_LINE, Base, choice


class Consultation(Base):
    """Be help that somebody of the organiser or the committee gave to an applicant; only ever added."""

    __tablename__ = "consultations"

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    """Who helped."""
    applicant: Mapped[str] = mapped_column(String(MAX_LINE))
    registration_number: Mapped[str | None] = mapped_column(String(40))
    given_on: Mapped[date]
    about: Mapped[str] = mapped_column(Text, default="")
    recorded_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    recorded_at: Mapped[datetime]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])


class Act(StrEnum):
    """Name what an official did about somebody's conflict of interest."""

    RECORDED = "recorded"
    LIFTED = "lifted"


class InterestAct(Base):
    """Be one act of an official about the conflict of somebody else with an application, and why; only ever added."""

    __tablename__ = "interest_acts"
    __table_args__ = (Index("ix_interest_acts_application_id_person_id", "application_id", "person_id"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    act: Mapped[Act] = mapped_column(choice(Act, "act"))
    reason: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    acted_at: Mapped[datetime]
