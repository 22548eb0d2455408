"""The links by which an address is confirmed or taken back: sealed, so that nobody can make one, and kept nowhere."""

import uuid

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from grants.accounts.moving.models import AddressChange

CONFIRM, BACK = "confirm", "back"


def token_of(change: AddressChange, what: str) -> str:
    """Return what stands in a link that confirms a change, or takes it back."""
    return str(_sealer(what).dumps(str(change.id)))


def read(token: str, what: str) -> uuid.UUID | None:
    """Return which change a link is about; nothing if it is broken."""
    try:
        return uuid.UUID(_sealer(what).loads(token))
    except (BadData, ValueError, TypeError, AttributeError):
        return None


def _sealer(what: str) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"grants.accounts.moving.{what}")
