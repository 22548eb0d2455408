"""The one tree of exceptions; `grants.web.errors` turns each into a page.

A message is for the person who reads the page: it names the thing and the way out, translated where it is raised.
"""

from collections.abc import Mapping


class DomainError(Exception):
    """Refuse something, with an HTTP status and words for the reader."""

    status = 400

    def __init__(self, message: object = "") -> None:
        super().__init__(message)
        self.message = message


class NotFound(DomainError):
    """Say that there is nothing here for this reader, whether it exists or not."""

    status = 404


class Forbidden(DomainError):
    """Refuse an act on something the reader may see."""

    status = 403


class Conflict(DomainError):
    """Refuse an act that the present state does not allow, such as one done already."""

    status = 409


class Closed(Conflict):
    """Refuse an act whose time has passed or not yet come."""


class Stale(Conflict):
    """Refuse to overwrite what somebody else has changed meanwhile."""


class Invalid(DomainError):
    """Refuse input; `fields` maps what was wrong to words about it."""

    status = 422

    def __init__(self, message: object = "", fields: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.fields = dict(fields or {})
