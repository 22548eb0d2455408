"""The part of an address that says where in a list of applications a page begins or ends."""

import uuid
from typing import TypedDict

from flask import request

from grants.errors import NotFound


class Place(TypedDict):
    """Hold the application after and the one before which a page lies."""

    after: uuid.UUID | None
    before: uuid.UUID | None


def asked_place() -> Place:
    """Return the application after and the one before which the page lies, for `stretch_of`; raise NotFound."""
    return {"after": _id(request.args.get("after", "")), "before": _id(request.args.get("before", ""))}


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError as error:
        raise NotFound from error
