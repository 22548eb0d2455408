"""What the committee and its officials say about an application once the marks are open: listed and added."""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, lazyload

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.services.locking import lock
from grants.awards.deliberation.models import Post
from grants.awards.deliberation.policies import may_talk
from grants.awards.deliberation.sealing import require_unsealed
from grants.calls.models import Stage
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid
from grants.journal.services import record

MAX_POSTS = 200
"""Posts about one application."""
MAX_POST = 2000
"""Characters of one."""
TWICE = timedelta(minutes=1)
"""Within this time the same words are a button pressed twice."""


def posts_on(application: Application) -> list[Post]:
    """Return what was said about an application, the first first."""
    author = joinedload(Post.written_by, innerjoin=True).options(lazyload(Person.roles))
    said = select(Post).where(Post.application_id == application.id).options(author)
    return list(db.session.scalars(said.order_by(Post.written_at, Post.id)))


def say(*, application: Application, words: str, actor: Person) -> None:
    """Add to the discussion of an application; the same words of the same person within a minute are one.

    Raise Forbidden for who takes no part, Conflict once it is decided or beyond MAX_POSTS, Invalid for no words or more
    than MAX_POST characters.
    """
    call = lock(application)
    if call.stage is not Stage.DELIBERATION:
        raise Conflict(_("Applications are discussed until the decisions are confirmed."))
    require_unsealed(call)
    if not may_talk(actor, application):
        raise Forbidden(_("You take no part in the discussion of this application."))
    words = words.strip()
    if not 0 < len(words) <= MAX_POST:
        raise Invalid(_("Write what you want to say, in at most %(most)s characters.", most=MAX_POST))
    posts, now = posts_on(application), clock.now()
    if any(one.words == words and one.written_by_id == actor.id and now - one.written_at < TWICE for one in posts):
        return
    if len(posts) >= MAX_POSTS:
        raise Conflict(_("At most %(most)s posts stand about one application.", most=MAX_POSTS))
    post = Post(application_id=application.id, words=words, written_by_id=actor.id, written_at=now)
    db.session.add(post)
    db.session.flush()
    record(action="application.discussed", subject=application, actor=actor, call_id=call.id)
