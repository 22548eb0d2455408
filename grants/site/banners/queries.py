"""Which notices stand, and which will."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from grants.db import db
from grants.errors import NotFound
from grants.site.banners.models import Banner


def ahead(now: datetime) -> list[Banner]:
    """Return the notices that stand or will stand, in the order in which they begin."""
    open_ = Banner.taken_down_at.is_(None) & (Banner.ends_at > now)
    return list(db.session.scalars(select(Banner).where(open_).order_by(Banner.begins_at, Banner.id)))


def banner_by_id(banner_id: UUID) -> Banner:
    """Return a notice; raise NotFound."""
    found = db.session.get(Banner, banner_id)
    if found is None:
        raise NotFound
    return found
