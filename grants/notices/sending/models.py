"""What the workers of all machines have to know of each other: how fast mail leaves, and what stands in its way."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import MAX_LINE, Base, choice


class Pace(Base):
    """Be when the next message to a domain is due where its rate is limited; the empty domain stands for all mail."""

    __tablename__ = "mail_paces"

    domain: Mapped[str] = mapped_column(String(254), unique=True)
    next_at: Mapped[datetime]


class Kind(StrEnum):
    """Name what can stand in the way of mail."""

    SERVER = "mail_server"
    WAITING = "mail_waiting"


class Trouble(Base):
    """Be what stands in the way of mail now: one row from its beginning to its end, so that it is told once."""

    __tablename__ = "mail_troubles"

    kind: Mapped[Kind] = mapped_column(choice(Kind, "trouble"), unique=True)
    began_at: Mapped[datetime]
    words: Mapped[str] = mapped_column(String(MAX_LINE))
    """What the mail server, or its absence, said last."""
    tries: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime | None]
    """Until then nobody asks the mail server again."""
    told_at: Mapped[datetime | None]
    """When somebody was told; a trouble that passes soon is not worth it."""
