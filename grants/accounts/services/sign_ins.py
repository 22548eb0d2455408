"""Sign in by e-mail: one message holds a link for any device and a code for the tab that asked."""

import secrets
import uuid
from datetime import timedelta
from functools import partial

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, select, update

from grants import clock
from grants.accounts import attempts
from grants.accounts.emails import normalised
from grants.accounts.models import Person, SignIn
from grants.accounts.moving.services import require_not_moved
from grants.accounts.services.guests import hand_to
from grants.accounts.services.people import person_for
from grants.db import MAX_LINE, db, take_turns
from grants.errors import Invalid
from grants.journal.services import record
from grants.notices.services import queue
from grants.web.addresses import local_path
from grants.web.requests import after_refusal

MAX_ASKED = 5
ASKED_WITHIN = timedelta(minutes=15)
"""So many messages go to one address within this time for whoever asks from one network; they see no difference."""
MAX_ASKED_BY_ALL = 10
"""So many for everybody together: more than one network, so that a stranger does not use up what its owner needs."""

KEPT_FOR = timedelta(days=1)


def ask(
    *, email: str, language: str, next_path: str = "", network: str = "", guest: Person | None = None
) -> uuid.UUID | None:
    """Send a link and a code to an address; return the id that binds the code to the tab that asked.

    Returns nothing, and sends nothing, where that was asked for too often from this network address, or from all.
    Whether anybody has the e-mail address plays no part. Raises Invalid for what is none. What a guest began goes to
    whoever signs in with the message.
    """
    email, sign_in_id, network_hash = normalised(email), uuid.uuid4(), attempts.hash_of_network(network)
    take_turns(f"ask for {email}")  # or those who ask at one moment would not count each other
    lately = _asked_lately(email)
    if len(lately) >= MAX_ASKED_BY_ALL or lately.count(network_hash) >= MAX_ASKED:
        return None
    token, code = secrets.token_urlsafe(32), f"{secrets.randbelow(1_000_000):06}"
    now = clock.now()
    path = local_path(next_path)
    sign_in = SignIn(
        id=sign_in_id,
        email=email,
        network_hash=network_hash,
        token_hash=attempts.hash_of_token(token),
        code_hash=attempts.hash_of_code(sign_in_id, code),
        asked_at=now,
        expires_at=now + attempts.LINK_LASTS,
        next_path=path if 1 < len(path) <= MAX_LINE else "/account/",
        guest_id=guest.id if guest else None,
    )
    db.session.add(sign_in)
    db.session.flush()
    queue(
        event="accounts.sign_in_asked",
        subject_id=sign_in_id,
        person=Person(email=email, name="", language=language),  # nobody is created before they have signed in
        template="accounts/notices/sign_in",
        context={"token": token, "code": code},
    )
    return sign_in_id


def redeem_link(*, token: str, language: str) -> tuple[Person, SignIn]:
    """Sign in whoever holds the link; raise `attempts.Ended` if it does not work, or not any more."""
    sign_in = attempts.usable(_locked(SignIn.token_hash == attempts.hash_of_token(token)), attempts.LINK_LASTS)
    return _redeem(sign_in, "link", language), sign_in


def redeem_code(*, sign_in_id: uuid.UUID, code: str, language: str) -> tuple[Person, SignIn]:
    """Sign in whoever typed the code into the tab that asked.

    Raises Invalid for a wrong code, which is counted, and `attempts.Ended` after the fifth or when the time is over.
    """
    sign_in = _locked(SignIn.id == sign_in_id)
    if sign_in is None:  # the tab asked once too often, or a day ago: no message belongs to it
        raise _wrong_code()
    attempts.usable(sign_in, attempts.CODE_LASTS)
    if sign_in.tries < attempts.MAX_TRIES and attempts.is_code(sign_in, code):
        return _redeem(sign_in, "code", language), sign_in
    after_refusal(partial(_count_try, sign_in_id))
    if sign_in.tries + 1 >= attempts.MAX_TRIES:
        raise attempts.Ended(attempts.too_many_tries())
    raise _wrong_code()


def forget_sign_ins() -> int:
    """Delete what was asked for more than a day ago; return how many."""
    old = delete(SignIn).where(SignIn.asked_at < clock.now() - KEPT_FOR).returning(SignIn.id)
    return len(db.session.scalars(old.execution_options(synchronize_session=False)).all())


def _asked_lately(email: str) -> list[str]:
    """Return from which networks messages to an address were asked for, one for each."""
    since = clock.now() - ASKED_WITHIN
    asked = select(SignIn.network_hash).where(SignIn.email == email, SignIn.asked_at > since)
    return list(db.session.scalars(asked))


def _wrong_code() -> Invalid:
    message = _(
        "This is not the code of the newest message that was asked for here. Look at its six digits again, or open the "
        "link of the message: it works in any browser."
    )
    return Invalid(message, {"code": message})


def _locked(condition: ColumnElement[bool]) -> SignIn | None:
    """Return the attempt with its row locked, so that two requests cannot both redeem it."""
    return db.session.scalar(select(SignIn).where(condition).with_for_update())


def _redeem(sign_in: SignIn, by: str, language: str) -> Person:
    require_not_moved(sign_in.email)
    sign_in.redeemed_at = clock.now()
    person = person_for(email=sign_in.email, language=language)
    if not person.name:  # at the first sign-in, invited or not: from now on we write as they read
        person.language = language
    record(action="person.signed_in", subject=person, actor=person, details={"by": by, "sign_in": sign_in.id})
    if sign_in.guest_id is not None:
        hand_to(person=person, guest_id=sign_in.guest_id)
    return person


def _count_try(sign_in_id: uuid.UUID) -> None:
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(tries=SignIn.tries + 1))
