"""An asked-for sign-in: how its secrets are kept, and whether it can still be used."""

import hashlib
import hmac
import uuid
from datetime import timedelta

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


class Ended(Closed):
    """Refuse an attempt that does not work or not any more; the way out is to ask for a new message."""


def hash_of_token(token: str) -> str:
    """Return what the database keeps of the token in a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def hash_of_code(sign_in_id: uuid.UUID, code: str) -> str:
    """Return what the database keeps of a code: keyed, because six digits are soon guessed by trying them all."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"{sign_in_id}:{code}".encode(), hashlib.sha256).hexdigest()


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
    if sign_in.tries >= MAX_TRIES:
        raise Ended(too_many_tries())
    if clock.now() >= sign_in.asked_at + lasts:
        minutes = lasts // timedelta(minutes=1)
        raise Ended(_("The time is over: this works for %(minutes)d minutes after it was asked for.", minutes=minutes))
    return sign_in


def too_many_tries() -> str:
    """Return the words for the end of an attempt after too many wrong codes."""
    return str(_("The code was wrong %(number)d times, so it does not work any more.", number=MAX_TRIES))
