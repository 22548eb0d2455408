"""Sign what is sent to a webhook, as Standard Webhooks 1.0.0 has it. Pure."""

import base64
import hmac
import secrets
from datetime import datetime
from hashlib import sha256

PREFIX = "whsec_"
BYTES = 32


def new_secret() -> str:
    """Return a secret nobody can guess, as libraries of receivers take it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def headers_for(number: str, body: bytes, secret: str, at: datetime) -> dict[str, str]:
    """Return the headers by which a receiver knows who sent a body, when, and that it is the same one again."""
    moment = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = hmac.new(key, b".".join((number.encode(), moment.encode(), body)), sha256).digest()
    return {
        "webhook-id": number,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }
