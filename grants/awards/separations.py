"""What put an application before or after others with as many points, as a decision keeps it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

Json = dict[str, Any]


@dataclass(frozen=True)
class Separation:
    """Name one thing that put equals in order: `total` before rounding, a tie-break of the rules, `vote` or `lot`."""

    by: str
    on: date | None = None
    """The day of the vote or lot, where it was recorded here."""
    note: str = ""
    """What the committee wrote about it; it may name others, so that it is nothing for the public."""

    def document(self) -> Json:
        """Return it as JSON data."""
        return {"by": self.by, "on": self.on and self.on.isoformat(), "note": self.note}

    @classmethod
    def read(cls, document: Json) -> Self:
        """Return what `document` wrote."""
        return cls(document["by"], document["on"] and date.fromisoformat(document["on"]), document["note"])


def written(separations: Iterable[Separation]) -> list[Json]:
    """Write separations for a decision."""
    return [one.document() for one in separations]


def read(documents: Sequence[Json]) -> tuple[Separation, ...]:
    """Read the separations of a decision."""
    return tuple(Separation.read(one) for one in documents)
