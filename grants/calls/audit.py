"""Which chains of the journal the auditors of calls may read."""

from sqlalchemy import or_, select

from grants.accounts.models import Person, RoleKind
from grants.accounts.policies import places
from grants.calls.models import Call
from grants.db import db
from grants.journal.chains import Chain
from grants.web.filters import text


def chains(person: Person) -> list[Chain]:
    """Return the chain of every call a person audits, the newest first."""
    organisers, calls = places(person, RoleKind.AUDITOR)
    if not organisers and not calls:
        return []
    audited = select(Call.id, Call.title).where(or_(Call.organiser_id.in_(organisers), Call.id.in_(calls)))
    rows = db.session.execute(audited.order_by(Call.closes_at.desc(), Call.id))
    return [Chain(str(call_id), text(title)) for call_id, title in rows]
