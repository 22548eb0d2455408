"""The drafts of contracts, read."""

from sqlalchemy import select

from grants.applications.models import Application
from grants.awards.contracts.models import Contract
from grants.db import db
from grants.errors import NotFound


def contracts_on(application: Application) -> list[Contract]:
    """Return every draft of a contract with an applicant, the first first."""
    found = select(Contract).where(Contract.application_id == application.id)
    return list(db.session.scalars(found.order_by(Contract.drafted_at, Contract.id)))


def contract_on(application: Application) -> Contract:
    """Return the last draft of a contract with an applicant; raise NotFound."""
    found = contracts_on(application)
    if not found:
        raise NotFound
    return found[-1]
