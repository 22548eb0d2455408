"""Read the views of lists that somebody has kept."""

from sqlalchemy import select

from grants.accounts.lists.models import SavedView
from grants.accounts.models import Person
from grants.db import db
from grants.web.ordering import in_order


def views_of(person: Person, place: str) -> list[SavedView]:
    """Return the views of a list that a person has kept, by name."""
    kept = select(SavedView).where(SavedView.person_id == person.id, SavedView.place == place)
    return in_order(db.session.scalars(kept.order_by(SavedView.id)), lambda view: view.name)
