"""What is said against a decision, what came of it, and the marks of those who evaluate the application anew."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.accounts.models import Person
from grants.applications.models import Application, Enclosure
from grants.awards.letters.models import GOING_ON, Failure
from grants.awards.models import Decision
from grants.awards.terms import Channel
from grants.db import MAX_LINE, Base, choice

MAX_NUMBER = 60


class CameBy(StrEnum):
    """Name how a complaint came."""

    ONLINE = "online"
    E_ADDRESS = "e_address"
    EMAIL = "email"
    POST = "post"
    ON_THE_SPOT = "on_the_spot"
    OWN_MOTION = "own_motion"
    """Nobody complained: the organiser itself found something wrong."""


class Ruling(StrEnum):
    """Name what was decided on a complaint."""

    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"


class Complaint(Base):
    """Be one complaint against one decision. Until it is concluded the decision is suspended."""

    __tablename__ = "complaints"
    __table_args__ = (
        UniqueConstraint("call_id", "number", name="uq_complaints_number"),
        CheckConstraint("(ruling IS NULL) = (ruled_at IS NULL)", name="ruled_has_time"),
        CheckConstraint("ruling IS NULL OR reason <> ''", name="says_why"),
        CheckConstraint(
            "concluded_at IS NULL OR ruling IS NOT NULL OR withdrawn_at IS NOT NULL", name="concluded_after_ruling"
        ),
        CheckConstraint(
            "withdrawn_at IS NULL OR (ruling IS NULL AND concluded_at IS NOT NULL)", name="withdrawn_before_ruling"
        ),
        CheckConstraint("ruling IS NULL OR ruling <> 'rejected' OR concluded_at IS NOT NULL", name="rejected_ends"),
    )

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"), index=True)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"), index=True)
    decision_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decisions.id"))
    number: Mapped[int]
    """Counted within the call."""
    came_by: Mapped[CameBy] = mapped_column(choice(CameBy, "came_by"))
    complainant: Mapped[str] = mapped_column(String(MAX_LINE))
    """Who complains, in the words of who recorded it."""
    words: Mapped[str] = mapped_column(Text, default="")
    enclosure_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("enclosures.id"))
    received_on: Mapped[date]
    contest_until: Mapped[date | None]
    """The last day to contest, as it was known when the complaint was recorded."""
    answer_until: Mapped[date]
    """The last day to decide on it."""
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    """Who filed it here; nobody where an official recorded what came another way."""
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    """Nobody where it came in a file."""
    recorded_at: Mapped[datetime]
    ruling: Mapped[Ruling | None] = mapped_column(choice(Ruling, "ruling"))
    reason: Mapped[str] = mapped_column(Text, default="")
    ruling_number: Mapped[str] = mapped_column(String(MAX_NUMBER), default="")
    is_judged_anew: Mapped[bool] = mapped_column(default=False)
    """Whether others evaluate the application, whose marks take the place of the earlier ones."""
    corrected: Mapped[list[Any]] = mapped_column(default=list)
    """The codes of the checks that are met after all."""
    failed: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    """The codes of the checks that are not met after all; only the organiser itself finds that."""
    withdrawn_at: Mapped[datetime | None]
    """When whoever complained took it back, before it was decided."""
    ruled_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    ruled_at: Mapped[datetime | None]
    before: Mapped[list[Any]] = mapped_column(default=list)
    """The order before and after, as `late.comparison` writes it, once a new one was made."""
    after: Mapped[list[Any]] = mapped_column(default=list)
    concluded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    concluded_at: Mapped[datetime | None]

    application: Mapped[Application] = relationship()
    decision: Mapped[Decision] = relationship()
    enclosure: Mapped[Enclosure | None] = relationship()
    sendings: Mapped[list["RulingSending"]] = relationship(order_by="RulingSending.sequence", viewonly=True)

    @property
    def is_own_motion(self) -> bool:
        """Tell whether nobody complained, and the organiser itself found something wrong."""
        return self.came_by is CameBy.OWN_MOTION

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be decided, or what was decided still to be done."""
        return self.concluded_at is None

    @property
    def is_late(self) -> bool:
        """Tell whether it came after the last day to contest, as far as that day is known."""
        return self.contest_until is not None and self.received_on > self.contest_until

    @property
    def sends_ruling(self) -> bool:
        """Tell whether the decision on it goes by itself: one that is right ends in a new decision with a letter."""
        return self.ruling is Ruling.REJECTED

    @property
    def sending(self) -> "RulingSending | None":
        """Return how the signed decision on it goes or went to whoever complained; tries that failed are none."""
        return next((one for one in self.sendings if one.failed_at is None), None)


class RulingSending(Base):
    """Be one try to hand over the signed decision on a complaint; one goes on or arrived, beside those that failed."""

    __tablename__ = "ruling_sendings"
    __table_args__ = (
        UniqueConstraint("complaint_id", "sequence", name="uq_ruling_sendings_sequence"),
        Index(
            "uq_ruling_sendings_going_on",
            "complaint_id",
            unique=True,
            sqlite_where=GOING_ON,
            postgresql_where=GOING_ON,
        ),
        CheckConstraint("(failed_at IS NULL) = (failure IS NULL)", name="failure"),
        CheckConstraint("(sent_at IS NULL) = (notified_on IS NULL)", name="sent_has_terms"),
        CheckConstraint("(sent_at IS NULL) = (appeal_until IS NULL)", name="sent_has_end"),
        CheckConstraint("sent_at IS NOT NULL OR channel = 'email'", name="only_mail_waits"),
    )

    complaint_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("complaints.id"))
    sequence: Mapped[int] = mapped_column(default=1)
    channel: Mapped[Channel] = mapped_column(choice(Channel, "ruling_channel"))
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("enclosures.id"))
    """The signed decision itself, as it was handed over."""
    signatures: Mapped[list[Any]] = mapped_column(default=list)
    tracking: Mapped[str] = mapped_column(String(200), default="")
    proof_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("enclosures.id"))
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    recorded_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    """When it left; nothing while an e-mail waits in the outbox."""
    notified_on: Mapped[date | None]
    appeal_until: Mapped[date | None]
    """The last day to appeal against it at a court."""
    failed_at: Mapped[datetime | None]
    failure: Mapped[Failure | None] = mapped_column(choice(Failure, "ruling_failure"))

    complaint: Mapped[Complaint] = relationship()
    document: Mapped[Enclosure] = relationship(foreign_keys=[document_id], lazy="joined")
    proof: Mapped[Enclosure | None] = relationship(foreign_keys=[proof_id], lazy="joined")

    @property
    def signers(self) -> list[str]:
        """Return the names in its electronic signatures; nobody's where it was signed on paper."""
        return [str(one["name"]) for one in self.signatures]


class FreshSheet(Base):
    """Be the marks of one who evaluates an application anew; they count once the complaint is concluded."""

    __tablename__ = "fresh_sheets"
    __table_args__ = (
        UniqueConstraint("complaint_id", "evaluator_id", name="uq_fresh_sheets_evaluator"),
        CheckConstraint("submitted_at IS NULL OR declined_at IS NULL", name="one_answer"),
    )

    complaint_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("complaints.id"), index=True)
    evaluator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    marks: Mapped[dict[str, Any]] = mapped_column(default=dict)
    comments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    named_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    named_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    """Sent with the word that there is no conflict of interest."""
    declined_at: Mapped[datetime | None]
    """When the person declared a conflict of interest instead."""

    complaint: Mapped[Complaint] = relationship()
    evaluator: Mapped[Person] = relationship(foreign_keys=[evaluator_id])
