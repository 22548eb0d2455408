"""Sittings of the committee: who is invited, who is there, and what was put to the vote."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.accounts.models import Person
from grants.calls.models import Call
from grants.db import MAX_LINE, Base, choice

MAX_PLACE = 300


class SittingState(StrEnum):
    """Name how far a sitting has come."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class SittingKind(StrEnum):
    """Name whether the committee meets, or answers in writing within a date."""

    MEETING = "meeting"
    WRITTEN = "written"


class Sitting(Base):
    """Be one sitting of the committee of a call, or one written procedure in its place."""

    __tablename__ = "sittings"
    __table_args__ = (
        UniqueConstraint("call_id", "number", name="uq_sittings_call_number"),
        CheckConstraint(
            "(state IN ('open', 'closed') OR (state = 'cancelled' AND kind = 'written')) = (opened_at IS NOT NULL)",
            name="opened_has_time",
        ),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_time"),
        CheckConstraint("chair_id IS NULL OR chair_id <> secretary_id", name="two_people"),
    )

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"))
    number: Mapped[int]
    """1 for the first sitting of the call."""
    kind: Mapped[SittingKind] = mapped_column(choice(SittingKind, "kind"), default=SittingKind.MEETING)
    state: Mapped[SittingState] = mapped_column(choice(SittingState, "state"), default=SittingState.PLANNED)
    starts_at: Mapped[datetime]
    """When it begins; of a written procedure, until when votes are taken."""
    place: Mapped[str] = mapped_column(String(MAX_PLACE), default="")
    link: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    points: Mapped[str] = mapped_column(Text, default="")
    """Further points of the agenda, one in a line."""
    revision: Mapped[int] = mapped_column(default=0)
    """How often what was announced has changed: the SEQUENCE of its entry in calendars."""
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was cancelled."""
    chair_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    secretary_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    agenda: Mapped[list[Any]] = mapped_column(default=list)
    """The points as they stood when it was opened."""
    record_number: Mapped[str] = mapped_column(String(120), default="")
    """The number of its minutes, given when it is opened."""
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    """When those who had not voted in a written procedure were reminded."""
    planned_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    planned_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    call: Mapped[Call] = relationship()


class Invitation(Base):
    """Be one person who is invited to a sitting, and whether they say they come."""

    __tablename__ = "sitting_invitations"
    __table_args__ = (UniqueConstraint("sitting_id", "person_id", name="uq_sitting_invitations_person"),)

    sitting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sittings.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    votes: Mapped[bool]
    """Whether they vote: chair and members, and a substitute who is called in."""
    comes: Mapped[bool | None]
    invited_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class Attendance(Base):
    """Be the time from which, and until when, a voting member was in a sitting; who comes back has another."""

    __tablename__ = "sitting_attendances"
    __table_args__ = (CheckConstraint("left_at IS NULL OR left_at >= came_at", name="times"),)

    sitting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sittings.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    came_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))


class Subject(StrEnum):
    """Name what is put to the vote."""

    APPLICATION = "application"
    """What the ranking comes to for an application."""
    DEPARTURE = "departure"
    """Another outcome for an application than the ranking comes to."""
    TIE = "tie"
    """The order of applications that the rules leave equal."""
    QUESTION = "question"
    """Anything else, in words."""


class Resolution(Base):
    """Be one vote of the committee: what was proposed, who voted how, and whether it was carried.

    Nothing is written over: a later one about the same corrects an earlier.
    """

    __tablename__ = "sitting_resolutions"
    __table_args__ = (
        UniqueConstraint("sitting_id", "about", "sequence", name="uq_sitting_resolutions_sequence"),
        CheckConstraint("(subject IN ('application', 'departure')) = (application_id IS NOT NULL)", name="about_one"),
        CheckConstraint("subject <> 'departure' OR reason <> ''", name="departure_has_reason"),
    )

    sitting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sittings.id"))
    about: Mapped[str] = mapped_column(String(80))
    """What it is about, the same for every vote on the same matter."""
    sequence: Mapped[int] = mapped_column(default=1)
    subject: Mapped[Subject] = mapped_column(choice(Subject, "subject"))
    application_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("applications.id"), index=True)
    outcome: Mapped[str] = mapped_column(String(40), default="")
    """The outcome proposed, by its code."""
    amount: Mapped[str] = mapped_column(String(40), default="")
    """The sum proposed, a decimal string."""
    references: Mapped[list[Any]] = mapped_column(default=list)
    """The order of equals that was voted on, first to last."""
    words: Mapped[str] = mapped_column(Text, default="")
    """The question, where it is one in words."""
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why the committee departs from the ranking, or chose this order."""
    ballots: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """By the id of each member present: for, against, abstained or excluded."""
    chair_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    carried: Mapped[bool]
    by_casting: Mapped[bool] = mapped_column(default=False)
    """Whether the chair's vote decided between equal numbers."""
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    recorded_at: Mapped[datetime]


class LotKind(StrEnum):
    """Name how a lot is drawn."""

    HERE = "here"
    """By the service, from the randomness of its server, before the eyes of the sitting."""
    PUBLIC = "public"
    """From numbers that somebody else draws in public later, as RFC 3797 says: everybody can do it again."""


class Lot(Base):
    """Be one drawing of lots among applications that the rules leave equal."""

    __tablename__ = "sitting_lots"
    __table_args__ = (
        UniqueConstraint("sitting_id", "about", name="uq_sitting_lots_about"),
        CheckConstraint("kind <> 'public' OR source <> ''", name="public_has_source"),
    )

    sitting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sittings.id"))
    about: Mapped[str] = mapped_column(String(80))
    """The digest of the group."""
    kind: Mapped[LotKind] = mapped_column(choice(LotKind, "kind"))
    references: Mapped[list[Any]]
    """The list as it was published, numbered from 1."""
    source: Mapped[str] = mapped_column(Text, default="")
    """Which numbers will be taken, from where and when; named before they are known."""
    numbers: Mapped[str] = mapped_column(Text, default="")
    """The numbers as they came, one source in a line."""
    order: Mapped[list[Any]] = mapped_column(default=list)
    announced_at: Mapped[datetime]
    drawn_at: Mapped[datetime | None]
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
