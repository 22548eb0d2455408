"""People, how they sign in, the bodies they act for, and the roles they hold."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from grants.db import MAX_LINE, Base, choice

MAX_EMAIL = 254


class RoleKind(StrEnum):
    """Name what a person may be; applicants hold their rights in each application instead."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    SECRETARY = "secretary"
    EVALUATOR = "evaluator"
    AUDITOR = "auditor"


class Seat(StrEnum):
    """Name the place of an evaluator in the committee."""

    CHAIR = "chair"
    MEMBER = "member"
    SUBSTITUTE = "substitute"


class OrganisationKind(StrEnum):
    """Name the kinds of applicants a rules document can admit."""

    YOUTH_ORGANISATION = "youth_organisation"
    ASSOCIATION = "association"
    FOUNDATION = "foundation"
    INFORMAL_GROUP = "informal_group"
    SCHOOL_COUNCIL = "school_council"
    NATURAL_PERSON = "natural_person"
    PUBLIC_BODY = "public_body"
    COMPANY = "company"


GUEST_HOST = "guest.invalid"
"""Where the addresses of guests are: a host that can never exist (RFC 2606)."""


class Person(UserMixin, Base):
    """Be somebody who can sign in; known by an e-mail address, kept in lower case.

    A guest fills in an application before signing in: a person of one browser, whose address reaches nobody.
    """

    __tablename__ = "people"

    email: Mapped[str] = mapped_column(String(MAX_EMAIL), unique=True)
    name: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    language: Mapped[str] = mapped_column(String(2), default="lv")
    created_at: Mapped[datetime]

    roles: Mapped[list["Role"]] = relationship(
        back_populates="person", foreign_keys="Role.person_id", lazy="selectin", order_by="Role.starts_on, Role.id"
    )

    entered: Mapped[list["Organisation"]] = relationship(
        foreign_keys="Organisation.created_by_id", viewonly=True, lazy="select"
    )
    """The applicants this person has entered."""

    has_unread: Mapped[bool | None] = query_expression()
    """Whether messages wait in the inbox; only known of who reads a page."""

    @property
    def is_guest(self) -> bool:
        """Tell whether this is somebody who has not signed in yet."""
        return self.email.endswith(f"@{GUEST_HOST}")


class Organiser(Base):
    """Be a public body that runs calls."""

    __tablename__ = "organisers"

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(MAX_LINE))
    registration_number: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    email: Mapped[str] = mapped_column(String(MAX_EMAIL), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    needs_two: Mapped[bool] = mapped_column(default=False)
    """Whether a second person approves what is published."""
    number_format: Mapped[str] = mapped_column(String(40), default="", server_default="")
    """The format of the record-keeping numbers of its documents; the service's where it is empty."""
    colour: Mapped[str] = mapped_column(String(7), default="", server_default="")
    """The colour of its pages, `#rrggbb`; the service's where it is empty."""
    logo: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """The digest of its logo, which is beside it in a table of its own; none where it is empty."""
    logo_width: Mapped[int] = mapped_column(default=0, server_default="0")
    logo_height: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime]


class Logo(Base):
    """Be the picture of an organiser's logo, kept apart so that no list of organisers reads it.

    Former ones stay: a document names the one it carries by its digest, and is the same file when it is made again.
    """

    __tablename__ = "logos"
    __table_args__ = (UniqueConstraint("organiser_id", "digest"), Index("ix_logos_digest", "digest"))

    organiser_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisers.id"))
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[datetime]


class Organisation(Base):
    """Be an applicant: an association, foundation, group or person in whose name applications are made."""

    __tablename__ = "organisations"

    kind: Mapped[OrganisationKind] = mapped_column(choice(OrganisationKind, "kind"))
    name: Mapped[str] = mapped_column(String(MAX_LINE))
    registration_number: Mapped[str | None] = mapped_column(String(40), index=True)
    address: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    created_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime]


class Role(Base):
    """Be what a person is, where and for how long: in an organiser, in one call, or everywhere (administrator only)."""

    __tablename__ = "roles"
    __table_args__ = (
        CheckConstraint("(kind = 'administrator') = (organiser_id IS NULL AND call_id IS NULL)", name="scope"),
        CheckConstraint("organiser_id IS NULL OR call_id IS NULL", name="one_scope"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates"),
        CheckConstraint("(kind = 'evaluator') = (seat IS NOT NULL)", name="seat_of_evaluator"),
        Index("ix_roles_call_kind", "call_id", "kind"),
        Index("ix_roles_organiser_kind", "organiser_id", "kind"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[RoleKind] = mapped_column(choice(RoleKind, "kind"))
    seat: Mapped[Seat | None] = mapped_column(choice(Seat, "seat"))
    organiser_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisers.id"))
    call_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("calls.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    """The last day on which the role is held."""
    ended_at: Mapped[datetime | None]
    """When the role was taken away at once, whatever its last day would have been."""
    granted_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))

    person: Mapped[Person] = relationship(back_populates="roles", foreign_keys=[person_id])

    def active_on(self, day: date) -> bool:
        """Tell whether the role is held on a day."""
        return self.starts_on <= day and not self.ended_by(day)

    def ended_by(self, day: date) -> bool:
        """Tell whether the role is over on a day; one that has not begun is not."""
        return self.ended_at is not None or (self.ends_on is not None and self.ends_on < day)


class SignIn(Base):
    """Be one asked-for sign-in: a link for any device and a six-digit code for the tab that asked; both work once."""

    __tablename__ = "sign_ins"
    __table_args__ = (UniqueConstraint("token_hash"), Index("ix_sign_ins_email_asked_at", "email", "asked_at"))

    email: Mapped[str] = mapped_column(String(MAX_EMAIL))
    network_hash: Mapped[str] = mapped_column(String(64))
    token_hash: Mapped[str] = mapped_column(String(64))
    code_hash: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    redeemed_at: Mapped[datetime | None]
    next_path: Mapped[str] = mapped_column(String(MAX_LINE), default="/account/")
    guest_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    """Who had begun an application in the browser that asked; it goes to whoever signs in with this."""


class DeviceSession(Base):
    """Be one browser in which somebody is signed in; its cookie holds the id and nothing else about them."""

    __tablename__ = "sessions"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    began_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
