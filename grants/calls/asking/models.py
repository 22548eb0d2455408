"""Questions about calls, who follows calls, and the news that followers are told."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, and_
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from grants.accounts.models import MAX_EMAIL
from grants.calls.models import Call
from grants.db import MAX_LINE, Base, choice


class AskedBy(StrEnum):
    """Name the way in which a question came."""

    PAGE = "page"
    PHONE = "phone"
    EMAIL = "email"
    IN_PERSON = "in_person"


class Question(Base):
    """Be a question about a call: as it was asked, and as everybody reads it, without names, with its answer."""

    __tablename__ = "questions"
    __table_args__ = (Index("ix_questions_call", "call_id", "answered_at"),)

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"))
    asked: Mapped[str] = mapped_column(Text)
    """As it was asked, for officials only."""
    email: Mapped[str] = mapped_column(String(MAX_EMAIL), default="")
    """Where the answer goes; emptied with the answer."""
    language: Mapped[str] = mapped_column(String(2))
    came_by: Mapped[AskedBy] = mapped_column(choice(AskedBy, "came_by"), default=AskedBy.PAGE)
    asked_at: Mapped[datetime]
    entered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    """The official who wrote down what was asked by phone."""
    shown: Mapped[str] = mapped_column(Text, default="")
    """As everybody reads it."""
    answer: Mapped[str] = mapped_column(Text, default="")
    """In Markdown."""
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    set_aside_at: Mapped[datetime | None]
    """When an official decided that it gets no public answer."""

    @hybrid_property
    def waits(self) -> bool:
        """Tell whether it waits for an answer; in a query, the same as a condition."""
        return self.answered_at is None and self.set_aside_at is None

    @waits.inplace.expression
    @classmethod
    def _waits(cls) -> ColumnElement[bool]:
        return and_(cls.answered_at.is_(None), cls.set_aside_at.is_(None))


class Follower(Base):
    """Be an address that wants news of a call, or of the new calls of a programme; confirmed by its owner."""

    __tablename__ = "followers"
    __table_args__ = (
        UniqueConstraint("email", "call_id", name="uq_followers_email_call"),
        Index("ix_followers_call", "call_id", "id"),
        Index("ix_followers_programme", "organiser_id", "programme", "id"),
    )

    email: Mapped[str] = mapped_column(String(MAX_EMAIL))
    language: Mapped[str] = mapped_column(String(2))
    call_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("calls.id"))
    organiser_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisers.id"))
    programme: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    """The project number of the programme; nothing for the follower of a call."""
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]

    @classmethod
    def follows_programme_of(cls, call: Call) -> ColumnElement[bool]:
        """Return the condition of following the programme of a call."""
        return and_(cls.organiser_id == call.organiser_id, cls.programme == call.programme)


class NewsKind(StrEnum):
    """Name what followers are told."""

    ANNOUNCED = "announced"
    ANSWERED = "answered"
    AMENDED = "amended"
    CANCELLED = "cancelled"
    RESULTS = "results"


class News(Base):
    """Be something that followers are told, some at a time, by the worker."""

    __tablename__ = "news"
    __table_args__ = (Index("ix_news_due", "told_at", "due_at"),)

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"), index=True)
    kind: Mapped[NewsKind] = mapped_column(choice(NewsKind, "kind"))
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why the rules were amended; nothing for other news."""
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    told_until: Mapped[uuid.UUID | None]
    """The last follower who has been told, while the worker is at it."""
    told_at: Mapped[datetime | None]
    """When all had been told."""
