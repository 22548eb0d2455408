"""The applicants of a blind call as one evaluator declares about them: names without anything that leads to a title.

They are shuffled for each evaluator and known by tokens that mean nothing elsewhere, so that neither their order nor
what a form sends tells which application is whose.
"""

import hashlib
import hmac
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from flask import current_app
from sqlalchemy import select

from grants.accounts.models import Organisation, Person
from grants.applications.models import Application
from grants.calls.models import Call
from grants.calls.queries import rules_of_each
from grants.db import db
from grants.evaluation.policies import Standing
from grants.evaluation.standings import judged_in, standing_to


@dataclass(frozen=True)
class Applicant:
    """Hold who applies, under the token by which one evaluator declares about all applications of theirs."""

    token: uuid.UUID
    name: str
    application_ids: list[uuid.UUID] = field(repr=False)


def undeclared_applicants(person: Person, call: Call) -> list[Applicant]:
    """Return the applicants of a call that wait for an evaluator's declaration, in an order that is theirs alone."""
    columns = select(Application.id, Organisation.id, Organisation.registration_number, Organisation.name)
    waiting = judged_in([call], person, columns).outerjoin(Organisation, Organisation.id == Application.organisation_id)
    waiting = waiting.where(standing_to(person, [call], rules_of_each([call])) == Standing.UNDECLARED)
    found: dict[uuid.UUID, list[tuple[uuid.UUID, str]]] = defaultdict(list)
    for application_id, organisation_id, registration_number, name in db.session.execute(waiting):
        body = next(str(each) for each in (registration_number, organisation_id, application_id) if each)
        found[_token(person, call, body)].append((application_id, name or ""))
    return [
        Applicant(token, " / ".join(sorted({name for _id, name in mine})), sorted(one for one, _name in mine))
        for token, mine in sorted(found.items())
    ]


def _token(person: Person, call: Call, body: str) -> uuid.UUID:
    key, said = str(current_app.secret_key).encode(), f"applicant {call.id} {person.id} {body}"
    return uuid.UUID(bytes=hmac.new(key, said.encode(), hashlib.sha256).digest()[:16])
