"""Keep a view of a list, and put one away. They are nobody else's, so the journal holds nothing of them."""

import uuid
from urllib.parse import parse_qsl, urlencode

from flask_babel import gettext as _
from sqlalchemy import select

from grants import clock
from grants.accounts.lists.models import MAX_QUERY, MAX_VIEW_NAME, SavedView
from grants.accounts.lists.queries import views_of
from grants.accounts.models import Person
from grants.db import db, take_turns
from grants.errors import Invalid

MAX_VIEWS = 20
"""Views of one list that a person keeps."""
MAX_PARTS = 40
"""Parts of what a view asks for."""


def keep_view(*, actor: Person, place: str, name: str, query: str) -> SavedView:
    """Keep what is asked for under a name, in the place of what had it; raise Invalid without one, or for too much."""
    name = " ".join(name.replace("\0", " ").split())
    if not 0 < len(name) <= MAX_VIEW_NAME:
        raise Invalid(_("Give the view a name of at most %(most)d characters.", most=MAX_VIEW_NAME))
    query = _tidied(query)
    take_turns(f"views:{actor.id}")
    kept = views_of(actor, place)
    view = next((each for each in kept if each.name == name), None)
    if view is None:
        if len(kept) >= MAX_VIEWS:
            raise Invalid(_("At most %(most)d views can be kept: put one away first.", most=MAX_VIEWS))
        view = SavedView(person_id=actor.id, place=place, name=name)
        db.session.add(view)
    if view.query != query:
        view.query, view.kept_at = query, clock.now()
    db.session.flush()
    return view


def drop_view(*, actor: Person, view_id: uuid.UUID) -> SavedView | None:
    """Put away a view of one's own and return it; what is no longer there, or another's, stays as it is."""
    view = db.session.scalar(select(SavedView).where(SavedView.id == view_id, SavedView.person_id == actor.id))
    if view is not None:
        db.session.delete(view)
        db.session.flush()
    return view


def _tidied(query: str) -> str:
    """Return a query that is one, whoever wrote it; which page of the list is shown is no part of a view."""
    if len(query) <= MAX_QUERY:
        try:
            parts = parse_qsl(query.replace("\0", ""), max_num_fields=MAX_PARTS)
        except ValueError:
            parts = None
        if parts is not None:
            tidied = urlencode([(name, value) for name, value in parts if name != "page"])
            if len(tidied) <= MAX_QUERY:
                return tidied
    raise Invalid(_("This view asks for too much to be kept."))
