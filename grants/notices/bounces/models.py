"""What was told about messages after a mail server took them."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.db import MAX_LINE, Base, choice
from grants.notices.bounces.reading import ReportKind
from grants.notices.models import Message


class MailReport(Base):
    """Be one thing that was told about a message: it came back, is delayed, or its reader complained."""

    __tablename__ = "mail_reports"

    message_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ReportKind] = mapped_column(choice(ReportKind, "report_kind"))
    status: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(String(MAX_LINE))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    """The SHA-256 of the report and its place in it: what is handed over twice is noted once."""
    told_at: Mapped[datetime]

    message: Mapped[Message] = relationship()
