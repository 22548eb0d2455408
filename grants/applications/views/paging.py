"""The part of an address that says where in a list of applications a page begins or ends."""

import uuid

from flask import request

from grants.errors import NotFound


def asked_place() -> dict[str, uuid.UUID | None]:
    """Return the application after and the one before which the page lies, for `stretch_of`; raise NotFound."""
    return {name: _id(request.args.get(name, "")) for name in ("after", "before")}


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError as error:
        raise NotFound from error
