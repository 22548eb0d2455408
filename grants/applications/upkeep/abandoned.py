"""Delete what guests began and left: no browser can come back to it, and nobody can be told."""

from sqlalchemy import select

from grants.accounts.services import abandoned_guests, forget_guests
from grants.applications.models import Application
from grants.applications.services.removing import remove


def forget_abandoned() -> int:
    """Delete some guests whose sessions are over, with their drafts; return how many, 0 when nobody is left."""
    guests = abandoned_guests()
    remove(select(Application.id).where(Application.created_by_id.in_(guests)))
    forget_guests(guests)
    return len(guests)
