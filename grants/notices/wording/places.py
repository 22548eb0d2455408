"""Where a message in own words holds: in one call, or in all calls of an organiser that have none of their own."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Place:
    """Name one text: whose it is, for which message, in which language."""

    organiser_id: UUID
    call_id: UUID | None
    event: str
    language: str

    @property
    def name(self) -> str:
        """Return a name for waiting in turn."""
        return f"notice {self.organiser_id} {self.call_id} {self.event} {self.language}"
