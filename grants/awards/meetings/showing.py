"""What the screen of a sitting shows: it is read by the whole room, so what anybody there may not see is not on it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from grants.accounts.models import Person
from grants.awards.deliberation.labels import flag_in_words
from grants.awards.meetings.counting import Quorum
from grants.awards.meetings.models import Resolution
from grants.awards.meetings.room import Room
from grants.awards.meetings.services.voting import decided_on, open_in
from grants.awards.policies import CONFIRMED
from grants.awards.queries import decisions_of
from grants.awards.rows import Row, rows_of
from grants.awards.standing import FullStanding, Listed

WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Shown:
    """Be one application on the screen."""

    row: Row
    excluded: tuple[Person, ...]
    """Who is in the room and takes no part."""
    quorum: Quorum
    flags: tuple[str, ...]
    """Why to discuss it, in words; nothing while anybody is in the room who may not see its marks."""
    resolution: Resolution | None

    @property
    def hides_marks(self) -> bool:
        """Tell whether its marks are kept off the screen."""
        return self.row.hidden or bool(self.excluded)


def owners_in(room: Room, standing: FullStanding) -> list[Person]:
    """Return who is in the room with an application of their own in the call: they see no ranking at all."""
    return [person for person in room.present if standing.own_of(person)]


def shown_in(room: Room, standing: FullStanding, voted: Mapping[str, Resolution], reader: Person) -> list[Shown]:
    """Return the applications on the screen, by rank."""
    rows = rows_of(standing, decisions_of(standing.call) if standing.call.stage in CONFIRMED else {}, reader)
    return [_shown(row, room, standing, voted) for row in rows if row.outcome != WITHDRAWN]


def next_in(standing: FullStanding, voted: Mapping[str, Resolution], after: uuid.UUID | None = None) -> Listed | None:
    """Return what is voted on next: the first that is open, below a place in the ranking if one is named."""
    waiting = open_in(standing, voted)
    order = [application.id for _placement, application in standing.placed]
    if after in order:
        below = set(order[order.index(after) + 1 :])
        return next((one for one in waiting if one.id in below), next(iter(waiting), None))
    return next(iter(waiting), None)


def _shown(row: Row, room: Room, standing: FullStanding, voted: Mapping[str, Resolution]) -> Shown:
    application_id = row.application.id
    excluded = room.excluded_from(application_id)
    flags = () if excluded or row.hidden else standing.facts[row.application.reference].flags
    return Shown(
        row,
        excluded,
        room.quorum(application_id),
        tuple(flag_in_words(flag) for flag in flags),
        decided_on(application_id, voted),
    )
