"""The ranking for a page that only shows it: from what is kept, or made anew and kept once the page is answered."""

import uuid
from collections import defaultdict
from decimal import Decimal
from functools import partial

from sqlalchemy import ColumnElement, select, type_coerce, union_all
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import NullType

from grants.accounts.models import Organisation, Person
from grants.applications.models import Application, ApplicationMember, Confirmation
from grants.applications.policies import UNSENT
from grants.awards.deciding.departures import departures_of
from grants.awards.deliberation.sealing import require_unsealed
from grants.awards.kept.document import read
from grants.awards.kept.key import key_of
from grants.awards.kept.models import KeptRanking
from grants.awards.kept.services import keep
from grants.awards.queries import standing_of, ties_of
from grants.awards.standing import Listed, Standing
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.evaluation.queries import conflicts_of
from grants.evaluation.standings import BY_LINK
from grants.web.requests import after_reading


def standing_to_show(call: Call) -> Standing:
    """Return the ranking of a call for a page; raise Sealed while its marks are sealed, whatever is kept.

    Nothing is decided by it: acts, exports and letters rank anew, by `queries.standing_of`.
    """
    require_unsealed(call)
    key = key_of(call)
    if (kept := _kept(call, key)) is not None:
        return kept
    standing = standing_of(call)
    # What changed while it was read may be in it in part.
    if key_of(call) == key:
        after_reading(partial(keep, call_id=call.id, key=key, reckoning=standing.reckoning))
    return standing


def _kept(call: Call, key: str) -> Standing | None:
    content = db.session.scalar(
        select(KeptRanking.content).where(KeptRanking.call_id == call.id, KeptRanking.key == key)
    )
    if content is None:
        return None
    reckoning, listed = read(content), _listed_in(call)
    if listed.keys() != reckoning.facts.keys():
        return None
    return Standing(call, rules_of(call), reckoning, listed, ties_of(call), conflicts_of(call.id), departures_of(call))


def _listed_in(call: Call) -> dict[str, Listed]:
    """Return what a list shows of everything sent in to a call, and whose it is; two statements."""
    sent = (Application.call_id == call.id, Application.state.not_in(UNSENT))
    worked = select(_as_stored(ApplicationMember.application_id), ApplicationMember.person_id).join(Application)
    owners: dict[object, set[uuid.UUID]] = defaultdict(set)
    read = db.session.connection()  # plain columns, of which the session need not know
    confirmed = (
        select(_as_stored(Confirmation.application_id), Person.id)
        .join_from(Confirmation, Application)
        .join(Person, Person.email == Confirmation.known_by)
        .where(*sent, *BY_LINK)
    )
    of_members = worked.where(*sent, ApplicationMember.accepted_at.is_not(None))
    for application_id, person_id in read.execute(union_all(of_members, confirmed)).all():
        owners[application_id].add(person_id)
    shown = select(
        *(Application.id, _as_stored(Application.id), Application.reference, Application.title, Application.requested),
        *(Organisation.name, Organisation.registration_number, Organisation.created_by_id),
    ).outerjoin(Organisation, Organisation.id == Application.organisation_id)
    listed = {}
    rows = read.execute(shown.where(*sent).order_by(Application.submitted_at, Application.id)).all()
    for each, stored, reference, title, requested, applicant, number, entered_by in rows:
        own_to = owners.get(stored, set()) | ({entered_by} if entered_by else set())
        owners_of_this, asked = frozenset(own_to), requested or Decimal(0)
        listed[reference or ""] = Listed(each, reference or "", title, applicant or "", number, owners_of_this, asked)
    return listed


def _as_stored(identifier: InstrumentedAttribute[uuid.UUID]) -> ColumnElement[object]:
    """Return the column as the driver has it: where many only meet each other, they need not be made into UUIDs."""
    return type_coerce(identifier, NullType())
