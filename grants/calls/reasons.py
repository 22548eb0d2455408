"""Why a step of a call is not possible yet, and where that is put right."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import url_for


@dataclass(frozen=True)
class Reason:
    """Be one thing that a step still lacks, in words for the official, and the page where it is done, if any."""

    words: str
    endpoint: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    """What the address of the page is made of."""

    def __str__(self) -> str:
        return self.words

    @property
    def url(self) -> str:
        """Return the address of the page, or nothing; only a request has addresses."""
        return url_for(self.endpoint, **dict(self.values)) if self.endpoint else ""  # type: ignore[arg-type]  # any value
