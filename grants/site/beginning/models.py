"""What a new installation still needs, and how an organiser does things in every call."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import MAX_LINE, Base, choice


class Step(StrEnum):
    """Name the first steps, in their order."""

    ORGANISER = "organiser"
    LOOKS = "looks"
    SIGNS = "signs"
    CONTESTS = "contests"
    NUMBERS = "numbers"
    PRIVACY = "privacy"
    MAIL = "mail"


class PutAside(Base):
    """Be a step that an administrator leaves for later; without a step, all of them."""

    __tablename__ = "steps_put_aside"

    step: Mapped[Step | None] = mapped_column(choice(Step, "step"), unique=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))


class OrganiserWays(Base):
    """Be what an organiser does in the same way in every call; a new call begins with it."""

    __tablename__ = "organiser_ways"

    organiser_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisers.id"), unique=True)
    contest_to: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    """Where a decision of its committee is contested; empty: at the organiser."""
    privacy: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What it says about personal data, Markdown by the code of the language."""
