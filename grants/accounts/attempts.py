"""An asked-for sign-in: how its secrets are kept, and whether it can still be used."""

import hashlib
import hmac
import uuid
from datetime import timedelta
from ipaddress import ip_address, ip_network

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from grants import clock
from grants.accounts.models import SignIn
from grants.db import db
from grants.errors import Closed

LINK_LASTS = timedelta(minutes=15)
CODE_LASTS = timedelta(minutes=10)
MAX_TRIES = 5
IPV6, HOUSEHOLD = 6, 64


class Ended(Closed):
    """Refuse an attempt that does not work or not any more; the way out is to ask for a new message."""


def hash_of_token(token: str) -> str:
    """Return what the database keeps of the token in a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def hash_of_code(sign_in_id: uuid.UUID, code: str) -> str:
    """Return what the database keeps of a code: keyed, because six digits are soon guessed by trying them all."""
    return _keyed(f"{sign_in_id}:{code}")


def hash_of_network(address: str) -> str:
    """Return what the database keeps of whence somebody asks; of IPv6 the first half counts, one household has it."""
    try:
        found = ip_address(address)
    except ValueError:
        return _keyed(f"network:{address}")
    prefix = HOUSEHOLD if found.version == IPV6 else found.max_prefixlen
    return _keyed(f"network:{ip_network((found, prefix), strict=False)}")


def is_code(sign_in: SignIn, code: str) -> bool:
    """Tell whether a code belongs to an attempt, in a time that does not tell how nearly it does."""
    digits = "".join(code.split())
    return hmac.compare_digest(sign_in.code_hash, hash_of_code(sign_in.id, digits))


def by_token(token: str) -> SignIn | None:
    """Return the attempt a link belongs to."""
    return db.session.scalar(select(SignIn).where(SignIn.token_hash == hash_of_token(token)))


def usable(sign_in: SignIn | None, lasts: timedelta) -> SignIn:
    """Return an attempt that can be redeemed now; raise Ended with words for why it cannot."""
    if sign_in is None:
        raise Ended(_("This link or code does not work. It may be incomplete: copy all of it from the message."))
    if sign_in.redeemed_at is not None:
        raise Ended(_("This message was used to sign in already. Its link and its code work once."))
    if clock.now() >= sign_in.asked_at + lasts:
        minutes = lasts // timedelta(minutes=1)
        raise Ended(_("The time is over: this works for %(minutes)d minutes after it was asked for.", minutes=minutes))
    return sign_in


def too_many_tries() -> str:
    """Return the words for the end of a code; the link goes on, or a stranger could end it by guessing."""
    words = _(
        "The code was wrong %(number)d times, so it does not work any more. The link of the message still does.",
        number=MAX_TRIES,
    )
    return str(words)


def _keyed(text: str) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
