"""Who is in a sitting at this moment, and who of them takes no part in a matter."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from grants.accounts.models import Person
from grants.awards.meetings.counting import Quorum
from grants.awards.meetings.models import Attendance, Invitation, Sitting
from grants.calls.rules.document import Rules

NOBODY: frozenset[uuid.UUID] = frozenset()


@dataclass(frozen=True)
class Room:
    """Hold who is invited to a sitting, who was there when, and who stands aside from which application."""

    sitting: Sitting
    rules: Rules
    invited: tuple[Invitation, ...]
    attended: Mapping[uuid.UUID, list[Attendance]]
    aside: Mapping[uuid.UUID, set[uuid.UUID]]
    """By the id of the application who takes no part in it, in the room or not."""

    @cached_property
    def voting(self) -> tuple[Person, ...]:
        """Return who votes in the sitting, there or not, by name."""
        return tuple(one.person for one in self.invited if one.votes)

    @cached_property
    def present(self) -> tuple[Person, ...]:
        """Return the voting members who are in the room now."""
        return tuple(person for person in self.voting if self.is_present(person))

    @cached_property
    def came(self) -> tuple[Person, ...]:
        """Return the voting members who were there at any time."""
        return tuple(person for person in self.voting if self.attended.get(person.id))

    @cached_property
    def absent(self) -> tuple[Person, ...]:
        """Return the voting members who never came."""
        return tuple(person for person in self.voting if not self.attended.get(person.id))

    def is_present(self, person: Person) -> bool:
        """Tell whether somebody is in the room now."""
        return any(one.left_at is None for one in self.attended.get(person.id, ()))

    def excluded_from(self, application_id: uuid.UUID | None) -> tuple[Person, ...]:
        """Return who is in the room and takes no part in a matter."""
        aside = self.aside.get(application_id, NOBODY) if application_id else NOBODY
        return tuple(person for person in self.present if person.id in aside)

    def entitled_to(self, application_id: uuid.UUID | None) -> tuple[Person, ...]:
        """Return who is in the room and votes on a matter."""
        excluded = self.excluded_from(application_id)
        return tuple(person for person in self.present if person not in excluded)

    def quorum(self, application_id: uuid.UUID | None = None) -> Quorum:
        """Return the quorum of the sitting, or of one application with those taken out who stand aside."""
        return Quorum(len(self.entitled_to(application_id)), self.rules.committee.quorum)

    @property
    def conflicts(self) -> Mapping[uuid.UUID, tuple[Person, ...]]:
        """Return by application which voting members take no part in it, there or not."""
        voting = {person.id: person for person in self.voting}
        found = {
            one: tuple(voting[who] for who in sorted(people, key=str) if who in voting)
            for one, people in self.aside.items()
        }
        return {one: people for one, people in found.items() if people}


def name_of(person: Person) -> str:
    """Return how somebody is called, in minutes too."""
    return person.name or person.email
