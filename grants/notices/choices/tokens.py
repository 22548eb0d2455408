"""The links that end e-mail with one click: sealed, so that nobody can make one for somebody else, and kept nowhere."""

import uuid

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from grants.notices.register import Purpose


def token_of(person_id: uuid.UUID, purpose: Purpose) -> str:
    """Return what stands in the link of a message."""
    return str(_sealer().dumps([str(person_id), purpose.value]))


def read(token: str) -> tuple[uuid.UUID, Purpose] | None:
    """Return whose messages a link ends, and for which purpose; nothing if the link is broken."""
    try:
        person_id, purpose = _sealer().loads(token)
        return uuid.UUID(person_id), Purpose(purpose)
    except (BadData, ValueError, TypeError):
        return None


def _sealer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="grants.notices.choices")
