"""The links of followers: sealed, so that nobody can make one for somebody else, and kept nowhere."""

import uuid

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from grants.calls.asking.models import Follower
from grants.db import db


def token_of(follower: Follower) -> str:
    """Return what stands in the links of a follower's messages."""
    return str(_sealer().dumps(str(follower.id)))


def follower_of(token: str, *, locked: bool = False) -> Follower | None:
    """Return the follower a link belongs to; nothing if the link is broken or its follower has stopped."""
    try:
        follower_id = uuid.UUID(_sealer().loads(token))
    except (BadData, ValueError):
        return None
    return db.session.get(Follower, follower_id, with_for_update=locked)


def _sealer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="grants.calls.asking")
