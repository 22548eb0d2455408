"""Calls and the versions of their rules."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    event,
    inspect,
    select,
)
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from grants.accounts.models import Organiser
from grants.calls.phase import Phase, Schedule, Stage, phase_of
from grants.db import MAX_LINE, Base, choice
from grants.errors import Conflict

__all__ = ["Call", "CallFile", "CallVersion", "FilePurpose", "Stage"]


class Call(Base):
    """Be one open competition. Its dates repeat those of its rules, so that the database can ask for them."""

    __tablename__ = "calls"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
        CheckConstraint("published_at <= opens_at", name="announced_before_it_opens"),
        CheckConstraint("grace_seconds >= 0", name="grace"),
        CheckConstraint("closes_at <= accepts_until", name="closes_before_the_grace_ends"),
        Index("ix_calls_stage_accepts_until", "stage", "accepts_until"),
        Index("ix_calls_programme", "organiser_id", "programme"),
    )

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    organiser_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisers.id"), index=True)
    stage: Mapped[Stage] = mapped_column(choice(Stage, "stage"), default=Stage.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    """The number of the rules in force."""
    rules_digest: Mapped[str] = mapped_column(String(64))
    """The digest of the rules in force, so that what a process remembers of them needs no further statement."""
    title: Mapped[dict[str, Any]]
    listed: Mapped[bool] = mapped_column(default=True)
    """Whether everybody finds it in the lists; one that is not is found by its link only."""
    programme: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    """The project number of its programme: the calls of an organiser with the same one belong together."""
    answers_revision: Mapped[int] = mapped_column(default=0)
    """Counts what was changed in the public answers, so that a page that was remembered is known to be old."""
    published_at: Mapped[datetime]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    grace_seconds: Mapped[int] = mapped_column(default=0)
    accepts_until: Mapped[datetime]
    """The first moment that is too late: `closes_at` and the grace, added up so that the database can compare it."""
    extended_until: Mapped[datetime | None]
    """Until when one applicant or several may still submit by a decision of their own; the call closes after it."""
    closing_done_at: Mapped[datetime | None]
    """When what closing sets off was done: drafts ended, the root over all receipts fixed."""
    receipts_root: Mapped[str | None] = mapped_column(String(64))
    results_at: Mapped[datetime | None]
    """The moment chosen for the results: from then on a decided call is one with published results."""
    cancel_reason: Mapped[str] = mapped_column(Text, default="")
    cancel_act_body: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    cancel_act_number: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    cancel_act_date: Mapped[date | None]
    cancel_told_until: Mapped[uuid.UUID | None]
    """Up to which application those who work on one were told that it was cancelled."""
    cancel_told_at: Mapped[datetime | None]
    """When all of them had been."""
    created_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]

    organiser: Mapped[Organiser] = relationship(lazy="joined", innerjoin=True)

    def phase_at(self, now: datetime) -> Phase:
        """Return the phase at a moment."""
        return phase_of(self.stage, now=now, **self._schedule())

    def _schedule(self) -> Schedule:
        return {
            "published_at": self.published_at,
            "opens_at": self.opens_at,
            "closes_at": self.closes_at,
            "grace_seconds": self.grace_seconds,
            "results_at": self.results_at,
        }


class CallVersion(Base):
    """Be one version of a call's rules; frozen from publication on."""

    __tablename__ = "call_versions"
    __table_args__ = (UniqueConstraint("call_id", "number", name="uq_call_versions_call_number"),)

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"), index=True)
    number: Mapped[int]
    rules: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the rules in canonical JSON."""
    reason: Mapped[str] = mapped_column(Text, default="")
    act_body: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    act_number: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    act_date: Mapped[date | None]
    in_force_at: Mapped[datetime | None]
    """When an amendment was put in force; nothing of a first version, and while an amendment is being prepared."""
    asked_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    """Who asks a second person to approve, where the organiser wants two."""
    asked_digest: Mapped[str] = mapped_column(String(64), default="")
    """Of the rules that were to be approved; other rules have to be asked for anew."""
    told_at: Mapped[datetime | None]
    """When everybody an amendment concerns had been told."""
    told_until: Mapped[uuid.UUID | None]
    """The last application whose people have been told, while the worker is at it."""
    created_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]


class FilePurpose(StrEnum):
    """Name what a file of a call is."""

    ACT = "act"
    """The act behind a version of the rules."""
    ATTACHMENT = "attachment"
    """Something for applicants to read or fill in."""
    CANCELLATION = "cancellation"


class CallFile(Base):
    """Be a file of a call: of one version on, until another."""

    __tablename__ = "call_files"
    __table_args__ = (Index("ix_call_files_call", "call_id", "purpose", "since_version"),)

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"))
    purpose: Mapped[FilePurpose] = mapped_column(choice(FilePurpose, "purpose"))
    since_version: Mapped[int]
    until_version: Mapped[int | None]
    """The first version without it."""
    title: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    storage_key: Mapped[str] = mapped_column(String(64), unique=True)
    added_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    added_at: Mapped[datetime]

    def is_in(self, version: int) -> bool:
        """Tell whether the file belongs to a version of the rules."""
        return self.since_version <= version and (self.until_version is None or version < self.until_version)


@event.listens_for(CallVersion, "before_update")
@event.listens_for(CallVersion, "before_delete")
def _only_drafts_change(_mapper: Mapper[CallVersion], connection: Connection, version: CallVersion) -> None:
    """Hold rules that are or were in force as they are, whatever code may try: decisions rest on them."""
    call = connection.execute(select(Call.stage, Call.version).where(Call.id == version.call_id)).one()
    if call.stage is not Stage.DRAFT and version.number <= call.version and not _only_told(version):
        raise Conflict("the rules of a published call cannot be changed")


def _only_told(version: CallVersion) -> bool:
    """Tell whether nothing about a version changes but who has been told of it."""
    state = inspect(version)
    changed = {attribute.key for attribute in state.attrs if attribute.history.has_changes()}
    return bool(changed) and changed <= {"told_at", "told_until"}
