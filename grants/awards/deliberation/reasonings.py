"""The reasonings of applications, read: what is in force, and how it came about."""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.deliberation.models import Rapporteur, Reasoning, ReasoningStep
from grants.awards.ranking import Outcome, Placement, ReasonCode
from grants.calls.models import Call
from grants.db import db

WHOLE = ""
"""Stands in the place of a criterion for the application as a whole."""
ByCode = dict[str, Reasoning]


def decisive_in(placement: Placement) -> tuple[str, ...]:
    """Return what an application needs reasonings for: the whole, and where it is rejected each decisive criterion."""
    missed = (one.criterion or WHOLE for one in placement.reasons if one.code is ReasonCode.CRITERION_THRESHOLD)
    return (WHOLE, *(missed if placement.outcome is Outcome.REJECTED else ()))


def reasonings_on(application: Application) -> ByCode:
    """Return the last step of each reasoning of an application, as it is now; one statement."""
    return {one.code: one for one in steps_on(application)}


def steps_on(application: Application) -> list[Reasoning]:
    """Return every step of the reasonings of an application, the first first."""
    steps = select(Reasoning).where(Reasoning.application_id == application.id).order_by(Reasoning.revision)
    return list(db.session.scalars(steps, execution_options={"populate_existing": True}))


def reasonings_in(call: Call) -> dict[uuid.UUID, ByCode]:
    """Return the last step of each reasoning in a call, by application; one statement."""
    steps = select(Reasoning).join(Application).where(Application.call_id == call.id)
    found: dict[uuid.UUID, ByCode] = defaultdict(dict)
    for one in db.session.scalars(steps.order_by(Reasoning.revision)):
        found[one.application_id][one.code] = one
    return found


def approved(reasonings: ByCode, codes: Iterable[str]) -> dict[str, str]:
    """Return of these reasonings the approved words, the whole application first; what letters and minutes print."""
    known = ((code, reasonings.get(code)) for code in codes)
    return {code: one.words for code, one in known if one and one.step is ReasoningStep.APPROVED}


def approved_on(application: Application, placement: Placement) -> dict[str, str]:
    """Return the approved reasonings of one application, by the code of the criterion they are about."""
    return approved(reasonings_on(application), decisive_in(placement))


def rapporteur_of(application: Application) -> Rapporteur | None:
    """Return who was named to draft the reasoning of an application."""
    return db.session.scalar(select(Rapporteur).where(Rapporteur.application_id == application.id))


def is_rapporteur(person: Person, application: Application) -> bool:
    """Tell whether a person was named to draft the reasoning of an application."""
    named = rapporteur_of(application)
    return named is not None and named.person_id == person.id
