"""Send what no page offers: the forms of somebody who has changed the page, or of one who has no form."""

from sqlalchemy import select

from grants.db import db
from grants.evaluation.models import Declaration
from grants.journal.models import Entry
from tests.support.pages import Page
from tests.support.visitor import Visitor


def post(visitor: Visitor, address: str, typed: dict[str, str] | None = None, *, status: int) -> Page:
    """Send values to an address as a signed-in person can, whatever its page shows."""
    token = visitor.see("/").form("Sign out").values["csrf_token"]
    response = visitor.post(address, data={"csrf_token": token, **(typed or {})}, follow_redirects=True)
    page = Page(response)
    assert page.status == status, f"{address} answered {page.status} instead of {status}: {page.excerpt}"
    return page


def entries(action: str) -> list[Entry]:
    """Return the entries of the journal about an action."""
    return list(db.session.scalars(select(Entry).where(Entry.action == action).order_by(Entry.id)))


def declarations() -> list[Declaration]:
    """Return every declaration that is stored."""
    return list(db.session.scalars(select(Declaration)))
