"""What is read of assignments, of what members prefer, and of what they wish for."""

import uuid
from collections.abc import Collection

from sqlalchemy import select

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.evaluation.assigning.models import ApplicationWish, Assignment, Preference
from grants.evaluation.assigning.pairs import places_of
from grants.evaluation.assignment.task import Wish
from grants.evaluation.models import Sheet
from grants.evaluation.policies import assigns


def is_assigned(person: Person, application: Application) -> bool:
    """Tell whether an application is a person's to score: `pairs.assigned_to` for one of them, as it is now."""
    given = select(Assignment.id).where(
        Assignment.application_id == application.id, Assignment.evaluator_id == person.id
    )
    begun = select(Sheet.id).where(Sheet.application_id == application.id, Sheet.evaluator_id == person.id)
    return db.session.scalar(given) is not None or db.session.scalar(begun) is not None


def places_in(call: Call) -> dict[uuid.UUID, int]:
    """Return how many are assigned to each application of a call, by its id; no statement where nobody is."""
    if not assigns(rules_of(call)):
        return {}
    places = places_of()
    counted = select(Application.id, places.c.places).join(places, places.c.application_id == Application.id)
    return dict(db.session.execute(counted.where(Application.call_id == call.id)).all())


def preference_of(person: Person, call: Call) -> Preference | None:
    """Return what a member prefers in a call, if they have said anything."""
    stated = select(Preference).where(Preference.call_id == call.id, Preference.evaluator_id == person.id)
    return db.session.scalar(stated)


def preferences_in(call_id: uuid.UUID) -> dict[uuid.UUID, Preference]:
    """Return what the members of a call's committee prefer, by their ids."""
    stated = db.session.scalars(select(Preference).where(Preference.call_id == call_id))
    return {each.evaluator_id: each for each in stated}


def wishes_of(person: Person, application_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, ApplicationWish]:
    """Return what a member wishes of some applications, by their ids."""
    stated = select(ApplicationWish).where(
        ApplicationWish.evaluator_id == person.id, ApplicationWish.application_id.in_(application_ids)
    )
    return {each.application_id: each for each in db.session.scalars(stated)}


def wishes_in(call_id: uuid.UUID) -> dict[uuid.UUID, dict[uuid.UUID, Wish]]:
    """Return what the members of a call's committee wish, by their ids and those of the applications."""
    stated = (
        select(ApplicationWish.evaluator_id, ApplicationWish.application_id, ApplicationWish.wish)
        .join(Application, Application.id == ApplicationWish.application_id)
        .where(Application.call_id == call_id)
    )
    found: dict[uuid.UUID, dict[uuid.UUID, Wish]] = {}
    for evaluator, application, wish in db.session.execute(stated):
        found.setdefault(evaluator, {})[application] = wish
    return found
