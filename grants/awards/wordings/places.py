"""Where a text of letters holds: in one call, or in all calls of an organiser that have none of their own."""

from dataclasses import dataclass
from uuid import UUID

from grants.awards.wordings.kinds import LetterKind


@dataclass(frozen=True)
class Place:
    """Name one text: whose it is, for which kind of letter, in which language."""

    organiser_id: UUID
    call_id: UUID | None
    kind: LetterKind
    language: str

    @property
    def name(self) -> str:
        """Return a name for waiting in turn."""
        return f"wording {self.organiser_id} {self.call_id} {self.kind.value} {self.language}"
