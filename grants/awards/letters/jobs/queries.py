"""The jobs of letters, read."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants.awards.letters.jobs.models import LetterJob
from grants.calls.models import Call
from grants.db import db
from grants.errors import NotFound

MOST_LISTED = 10
"""Jobs that the page of the letters lists."""


def job_in(call: Call, job_id: uuid.UUID) -> LetterJob:
    """Return a job of a call; raise NotFound."""
    found = select(LetterJob).where(LetterJob.call_id == call.id, LetterJob.id == job_id)
    job = db.session.scalar(found.options(joinedload(LetterJob.enclosure)))
    if job is None:
        raise NotFound
    return job


def jobs_in(call: Call) -> list[LetterJob]:
    """Return the newest jobs of a call."""
    found = select(LetterJob).where(LetterJob.call_id == call.id)
    return list(db.session.scalars(found.order_by(LetterJob.begun_at.desc(), LetterJob.id).limit(MOST_LISTED)))
