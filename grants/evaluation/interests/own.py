"""What the service points out to a person before they declare."""

import uuid
from collections.abc import Collection

from grants.accounts.models import Person
from grants.calls.models import Call
from grants.evaluation.interests.labels import OWN_HINTS
from grants.evaluation.interests.queries import hints_for


def own_hints(person: Person, call: Call, application_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Return in words why a person is likely in conflict with each of some applications; no words for the others."""
    found = hints_for([person], call, application_ids) if application_ids else {}
    return {each: [str(OWN_HINTS[hint]) for hint in found.get((person.id, each), ())] for each in application_ids}
