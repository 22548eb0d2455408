"""Applications, and the people who work on them."""

import uuid
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    text,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.accounts.models import MAX_EMAIL, Organisation, Person
from grants.applications.form.working import Typed
from grants.calls.models import Call
from grants.db import MAX_LINE, Base, choice

MAX_RECORD_NUMBER = 60


class ApplicationState(StrEnum):
    """Name how far an application has come; what was decided is its outcome, another thing."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_CLARIFICATION = "in_clarification"
    CHECKED = "checked"
    SCORED = "scored"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    NOT_SUBMITTED = "not_submitted"


class Right(StrEnum):
    """Name what somebody may do in an application; each includes the ones before it."""

    READ = "read"
    EDIT = "edit"
    SIGN = "sign"


class Application(Base):
    """Be one application, from the first draft on."""

    __tablename__ = "applications"
    __table_args__ = (
        CheckConstraint("(state IN ('draft', 'not_submitted')) = (submitted_at IS NULL)", name="sent_has_time"),
        CheckConstraint("(submitted_at IS NULL) = (reference IS NULL)", name="sent_has_reference"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_time"),
        CheckConstraint("requested IS NULL OR requested >= 0", name="requested"),
        CheckConstraint("change IS NULL OR state = 'submitted'", name="change_of_sent"),
        UniqueConstraint("call_id", "reference", name="uq_applications_call_reference"),
        # With state and applicant, so that counting ten thousand reads no row, in which the answers lie.
        Index("ix_applications_call_submitted_at", "call_id", "submitted_at", "id", "state", "organisation_id"),
        Index("ix_applications_call_state", "call_id", "state"),
        Index("ix_applications_account", "account"),
        Index("ix_applications_project", "project"),
    )

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"))
    version: Mapped[int]
    """The number of the rules this application follows."""
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    title: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    applicant: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Kind, name, registration number and address of who applies; while a draft as typed, with the sum asked for."""
    requested: Mapped[Decimal | None]
    account: Mapped[str | None] = mapped_column(String(40))
    """The bank account named in what was sent in, to be found in other calls."""
    project: Mapped[str | None] = mapped_column(String(MAX_LINE))
    """The title of what was sent in, without what two people write differently, to be found in other calls."""
    characters: Mapped[int | None]
    """How long the texts of what was sent in are, to tell how long it takes to read."""
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """By the code of the field, as typed while a draft, as read from what was typed once submitted."""
    revision: Mapped[int] = mapped_column(default=1)
    """Counts saves: a draft that was begun and never saved has the first."""
    state: Mapped[ApplicationState] = mapped_column(choice(ApplicationState, "state"), default=ApplicationState.DRAFT)
    channel: Mapped[str] = mapped_column(String(20), default="online")
    is_late: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether it came on paper or by e-mail after the deadline of its channel; it is decided on all the same."""
    record_number: Mapped[str] = mapped_column(String(MAX_RECORD_NUMBER), default="", server_default="")
    """The number the organiser's record-keeping system has given it."""
    reference: Mapped[str | None] = mapped_column(String(64))
    created_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    change: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What its members fill in after they opened it again; until that is sent in, what was sent in before counts."""

    reminded_for: Mapped[datetime | None]
    """The deadline of which its members were last reminded."""
    reminded_before: Mapped[int] = mapped_column("reminders", default=0, server_default="0")
    """How many hours before it that was."""
    shown_until: Mapped[datetime | None]
    """Until when officials may read it although it is a draft, because its applicant lets them."""
    open_until: Mapped[datetime | None]
    """Until when it may be submitted, where a decision has moved the deadline for its applicant."""

    call: Mapped[Call] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    memberships: Mapped[list["ApplicationMember"]] = relationship(
        back_populates="application", order_by="ApplicationMember.added_at, ApplicationMember.id"
    )
    """Everybody who was ever invited; what somebody may do follows from `members`."""
    parties: Mapped[list[Person]] = relationship(
        secondary="confirmations",
        primaryjoin=(
            "and_(Application.id == Confirmation.application_id,"
            " Confirmation.agrees.is_(True), Confirmation.way == 'signatory_link')"
        ),
        secondaryjoin="foreign(Confirmation.known_by) == Person.email",
        viewonly=True,
    )
    """Who ever confirmed it by their own link, as a partner, guarantor or signatory; being asked alone is nothing."""

    @property
    def sent(self) -> Typed:
        """Return what was sent in, or is filled in where nothing was yet."""
        return Typed(self.title, self.applicant, self.answers)

    @property
    def typed(self) -> Typed:
        """Return what its members fill in: the change of what was sent in, where there is one."""
        return self.sent if self.change is None else Typed(**self.change)

    @typed.setter
    def typed(self, typed: Typed) -> None:
        if self.change is not None:
            self.change = asdict(typed)
            return
        self.title, self.applicant, self.answers = typed.title, dict(typed.applicant), dict(typed.answers)

    @property
    def members(self) -> tuple["ApplicationMember", ...]:
        """Return who works on the application: who accepted and is still there."""
        return tuple(member for member in self.memberships if member.works)

    @property
    def present(self) -> tuple["ApplicationMember", ...]:
        """Return who works on the application or is invited to."""
        return tuple(member for member in self.memberships if member.ended_at is None)

    @property
    def is_of_guest(self) -> bool:
        """Tell whether whoever began it has not signed in yet."""
        return self.lead is not None and self.lead.person.is_guest

    @property
    def lead(self) -> "ApplicationMember | None":
        """Return who leads the application; nobody does where it came on paper or from a bundle."""
        return next((member for member in self.members if member.leads), None)


class ApplicationMember(Base):
    """Be one person's rights in one application, from the invitation to its end; never deleted. At most one leads."""

    __tablename__ = "application_members"
    __table_args__ = (
        Index(
            "uq_application_members_present",
            "application_id",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        CheckConstraint("NOT leads OR (accepted_at IS NOT NULL AND ended_at IS NULL)", name="lead_works"),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    right: Mapped[Right] = mapped_column(choice(Right, "right"))
    leads: Mapped[bool] = mapped_column(default=False)
    invited_name: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    """What the lead typed; all they see of the person until the invitation is accepted, beside the address."""
    added_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    """Nothing while somebody is only invited."""
    ended_at: Mapped[datetime | None]
    """When the invitation was declined or taken back, or the work ended."""

    application: Mapped[Application] = relationship(back_populates="memberships")
    person: Mapped[Person] = relationship()

    @hybrid_property
    def works(self) -> bool:
        """Tell whether this is somebody who works on the application now; in a query, the same as a condition."""
        return self.accepted_at is not None and self.ended_at is None

    @works.inplace.expression
    @classmethod
    def _works(cls) -> ColumnElement[bool]:
        return and_(cls.accepted_at.is_not(None), cls.ended_at.is_(None))

    @property
    def name(self) -> str:
        """Return what the others call the person: their own name once they accepted, else their address if need be."""
        return (self.invited_name if self.accepted_at is None else self.person.name) or self.person.email


class Extension(Base):
    """Be a decision that moves the deadline of a call for one applicant, known by the address of who leads."""

    __tablename__ = "extensions"
    __table_args__ = (UniqueConstraint("call_id", "email", "until", name="uq_extensions_call_email_until"),)

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"))
    email: Mapped[str] = mapped_column(String(MAX_EMAIL))
    until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    act_body: Mapped[str] = mapped_column(String(MAX_LINE))
    act_number: Mapped[str] = mapped_column(String(MAX_LINE))
    act_date: Mapped[date]
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime]
