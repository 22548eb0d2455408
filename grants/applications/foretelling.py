"""What later stages let applicants know for their time line: the last day by law, and what came after the letter.

A later stage answers for one application whatever its state: only what its applicant was told may make a difference.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from flask import Flask, current_app

from grants.applications.models import Application

_KNOWN = "grants.applications.known"


@dataclass(frozen=True, kw_only=True)
class Known:
    """Hold what an applicant may know; each of it is nothing where it is not known."""

    told: bool = False
    """Whether the letter with the decision was sent."""
    told_at: datetime | None = None
    last_day: date | None = None
    """The last lawful day to decide, by what was sent to the applicant."""
    is_extended: bool = False
    is_over: bool = False
    contest_until: date | None = None
    contest_is_over: bool = False
    results_at: datetime | None = None


def know_by(app: Flask, known: Callable[[Application], Known]) -> None:
    """Let a later stage say what an applicant knows."""
    app.extensions[_KNOWN] = known


def known_of(application: Application) -> Known:
    """Return what the applicant of an application knows."""
    known: Callable[[Application], Known] | None = current_app.extensions.get(_KNOWN)
    return known(application) if known else Known()
