"""Applications, the people who work on them, their files and receipts."""

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
SCAN = "_scan"
"""Where the scan of what came on paper lies among the files; no code of a rules document begins so."""


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

    reminders: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many of the reminders before the deadline were sent."""
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


class Comment(Base):
    """Be what a member says to the others about an application; never part of it, and seen by nobody else."""

    __tablename__ = "application_comments"
    __table_args__ = (Index("ix_application_comments_application", "application_id", "written_at"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    field: Mapped[str] = mapped_column(String(64), default="")
    """The code of the question it is about, if it is about one."""
    words: Mapped[str] = mapped_column(Text)
    written_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    written_at: Mapped[datetime]

    written_by: Mapped[Person] = relationship()


class EarlierAnswer(Base):
    """Be what stood in a field of a draft until somebody put something else there; only ever added."""

    __tablename__ = "earlier_answers"
    __table_args__ = (Index("ix_earlier_answers_application_field", "application_id", "field", "replaced_at"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    field: Mapped[str] = mapped_column(String(64))
    """The code of the field; those of the first page begin with an underscore."""
    typed: Mapped[Any] = mapped_column(JSON)
    """In the shape of the field."""
    replaced_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    replaced_at: Mapped[datetime]

    replaced_by: Mapped[Person | None] = relationship()


class Attachment(Base):
    """Be one uploaded file; its bytes lie in the storage under a random key."""

    __tablename__ = "attachments"

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"), index=True)
    field: Mapped[str] = mapped_column(String(64))
    """The code of the file field of the form it answers."""
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    storage_key: Mapped[str] = mapped_column(String(64), unique=True)
    signatures: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    """Who signed a container of e-signed documents, as `grants.signatures` found them; nothing for other files."""
    scanned_at: Mapped[datetime | None]
    """When it was scanned for viruses; until then it is handed out to nobody, where files are scanned."""
    virus: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """What the scan found; such a file is never handed out."""
    shown_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Where the PDF of a photograph lies that browsers cannot show."""
    shown_failed_at: Mapped[datetime | None]
    """When a photograph turned out to be one that cannot be shown."""
    uploaded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    uploaded_at: Mapped[datetime]
    is_added: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether it belongs to a change that was not sent in yet."""
    is_dropped: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether a change that was not sent in yet leaves it out."""
    removed_at: Mapped[datetime | None]


class Redaction(Base):
    """Be a passage or a file that evaluators do not see; the original stays. Never deleted, only lifted."""

    __tablename__ = "redactions"
    __table_args__ = (
        CheckConstraint("(passage = '') = (attachment_id IS NOT NULL)", name="passage_or_file"),
        Index("ix_redactions_application", "application_id", "lifted_at"),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    passage: Mapped[str] = mapped_column(Text, default="")
    """The words that are blacked out wherever they stand in the answers."""
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachments.id"))
    reason: Mapped[str] = mapped_column(Text)
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]

    attachment: Mapped[Attachment | None] = relationship()
    made_by: Mapped[Person] = relationship()


class PartialUpload(Base):
    """Be a file that comes in parts; once it is whole it becomes an attachment, and this is deleted."""

    __tablename__ = "partial_uploads"
    __table_args__ = (
        UniqueConstraint(
            *("application_id", "person_id", "field", "name", "size", "stamp"), name="uq_partial_uploads_file"
        ),
        CheckConstraint("received BETWEEN 0 AND size", name="received"),
        Index("ix_partial_uploads_begun_at", "begun_at"),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    field: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int]
    stamp: Mapped[str] = mapped_column(String(40))
    """What the browser knows of the file besides, so that another of the same name and size is another."""
    received: Mapped[int] = mapped_column(default=0)
    parts: Mapped[list[Any]] = mapped_column(default=list)
    """The storage keys of what has come, in order."""
    begun_at: Mapped[datetime]


class Copy(Base):
    """Be one file that keeps a submitted application as it stood at the deadline; made once, never changed."""

    __tablename__ = "application_copies"
    __table_args__ = (UniqueConstraint("application_id", "kind", name="uq_application_copies_application_kind"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    kind: Mapped[str] = mapped_column(String(4))
    """pdf or json."""
    sha256: Mapped[str] = mapped_column(String(64))
    storage_key: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]


class Party(StrEnum):
    """Name who confirms an application beside its members."""

    SIGNATORY = "signatory"
    PARTNER = "partner"
    GUARANTOR = "guarantor"
    REPRESENTATIVE = "representative"


class Confirmation(Base):
    """Be one party's answer to one content of an application, from the moment it is asked for; never deleted."""

    __tablename__ = "confirmations"
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (agrees IS NULL)", name="answer_has_time"),
        Index("ix_confirmations_application", "application_id", "role"),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    role: Mapped[Party] = mapped_column(choice(Party, "role"))
    name: Mapped[str] = mapped_column(String(MAX_LINE))
    email: Mapped[str] = mapped_column(String(MAX_EMAIL))
    way: Mapped[str] = mapped_column(String(20))
    """`signatory_link`, `e_signed_copy` or `paper`."""
    digest: Mapped[str] = mapped_column(String(64))
    """Of the content that is confirmed: a change asks anew."""
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    agrees: Mapped[bool | None]
    replaced_at: Mapped[datetime | None]
    """When it was asked of somebody else, or of other content, so that the link answers nothing any more."""

    application: Mapped[Application] = relationship()


class Clarification(Base):
    """Be one request to clarify single answers, and what came of it; what stood there before stays here."""

    __tablename__ = "clarifications"
    __table_args__ = (
        UniqueConstraint("application_id", "round", name="uq_clarifications_application_round"),
        CheckConstraint("answered_at IS NULL OR missed_at IS NULL", name="answered_or_missed"),
        Index("ix_clarifications_open", "due_at", "answered_at", "missed_at"),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    round: Mapped[int]
    question: Mapped[str] = mapped_column(Text)
    fields: Mapped[list[Any]]
    """The codes of the fields that are open to the applicant."""
    asked_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    notified_on: Mapped[date]
    due_at: Mapped[datetime]
    """The first moment that is too late."""
    reply: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What stood in the fields when it was answered, as it was sent in."""
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]

    @property
    def is_open(self) -> bool:
        """Tell whether an answer is waited for."""
        return self.answered_at is None and self.missed_at is None


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


class Receipt(Base):
    """Be the proof of one submission: a salted commitment to what was received and when; the latest one counts."""

    __tablename__ = "receipts"
    __table_args__ = (
        UniqueConstraint("application_id", "number", name="uq_receipts_application_number"),
        CheckConstraint("(replaced_at IS NULL) = (content IS NULL)", name="content_of_replaced"),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    number: Mapped[int] = mapped_column(default=1, server_default="1")
    """Counts the submissions of the application."""
    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"), index=True)
    salt: Mapped[str] = mapped_column(String(64))
    commitment: Mapped[str] = mapped_column(String(64), unique=True)
    issued_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]
    """When a later submission took the place of this one."""
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What it commits to, kept once the application says something else."""
