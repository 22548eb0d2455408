"""The departures from the ranking of a call that are in force, read."""

from sqlalchemy import select

from grants.applications.models import Application
from grants.awards.deciding.models import Departure
from grants.calls.models import Call
from grants.db import db


def departures_of(call: Call) -> dict[str, Departure]:
    """Return what is decided otherwise than the ranking of a call has it, by reference; one statement."""
    steps = (
        select(Application.reference, Departure)
        .join(Departure, Departure.application_id == Application.id)
        .where(Application.call_id == call.id)
        .order_by(Departure.sequence)
    )
    last = {reference or "": one for reference, one in db.session.execute(steps)}
    return {reference: one for reference, one in last.items() if one.outcome is not None}


def last_departure(application: Application) -> Departure | None:
    """Return what was last recorded on an application, be it that it follows the ranking again."""
    steps = select(Departure).where(Departure.application_id == application.id).order_by(Departure.sequence.desc())
    return db.session.scalars(steps.limit(1), execution_options={"populate_existing": True}).first()
