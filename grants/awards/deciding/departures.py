"""The departures from the ranking of a call that are in force, read."""

from sqlalchemy import select

from grants.applications.models import Application
from grants.awards.deciding.models import Body, Departure
from grants.calls.models import Call
from grants.db import db


def departures_of(call: Call) -> dict[str, Departure]:
    """Return what is decided otherwise than the ranking of a call has it, by reference; one statement.

    What the council decides stands in the place of what the committee proposes.
    """
    by_body = departures_by_body(call)
    return by_body[Body.COMMITTEE] | by_body[Body.COUNCIL]


def departures_by_body(call: Call) -> dict[Body, dict[str, Departure]]:
    """Return the departures in force of each body, by reference; one statement."""
    steps = (
        select(Application.reference, Departure)
        .join(Departure, Departure.application_id == Application.id)
        .where(Application.call_id == call.id)
        .order_by(Departure.sequence)
    )
    last: dict[Body, dict[str, Departure]] = {body: {} for body in Body}
    for reference, one in db.session.execute(steps):
        last[one.body][reference or ""] = one
    return {
        body: {reference: one for reference, one in found.items() if one.outcome is not None}
        for body, found in last.items()
    }


def last_departure(application: Application, body: Body | None = None) -> Departure | None:
    """Return what a body last recorded on an application, or any did, be it that it follows the ranking again."""
    steps = select(Departure).where(Departure.application_id == application.id).order_by(Departure.sequence.desc())
    of_body = steps if body is None else steps.where(Departure.body == body)
    return db.session.scalars(of_body.limit(1), execution_options={"populate_existing": True}).first()
