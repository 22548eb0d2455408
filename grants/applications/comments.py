"""What members say to each other about an application: listed, added, taken back."""

import uuid
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, lazyload

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application, Comment, Right
from grants.applications.services.locking import lock, require_right
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid

MAX_COMMENTS = 200
"""Comments on one application."""
MAX_WORDS = 2000
TWICE = timedelta(minutes=1)
"""Within this time the same words are a button pressed twice."""


def comments_of(application: Application) -> list[Comment]:
    """Return the comments on an application, the first one first."""
    author = joinedload(Comment.written_by, innerjoin=True).options(lazyload(Person.roles))
    query = select(Comment).where(Comment.application_id == application.id).options(author)
    return list(db.session.scalars(query.order_by(Comment.written_at, Comment.id)))


def count_comments(application: Application) -> int:
    """Count the comments on an application."""
    counted = select(func.count()).select_from(Comment).where(Comment.application_id == application.id)
    return db.session.scalar(counted) or 0


def say(*, application: Application, words: str, field: str, actor: Person) -> None:
    """Add a comment; the same words of the same person within a minute are one.

    Raise Invalid for no words or too many, Conflict beyond MAX_COMMENTS, Forbidden for who does not work on it.
    """
    lock(application)
    require_right(actor, application, Right.READ)
    _require_words(words)
    comments = comments_of(application)
    now = clock.now()
    if any(
        each.words == words and each.written_by_id == actor.id and now - each.written_at < TWICE for each in comments
    ):
        return
    if len(comments) >= MAX_COMMENTS:
        raise Conflict(_("At most %(most)s comments stand on one application.", most=MAX_COMMENTS))
    comment = Comment(application_id=application.id, field=field, words=words, written_by_id=actor.id)
    comment.written_at = now
    db.session.add(comment)
    db.session.flush()


def take_back(*, application: Application, comment_id: uuid.UUID, actor: Person) -> Comment | None:
    """Delete a comment of one's own and return it; a second time does nothing. Raise Forbidden for somebody else's."""
    lock(application)
    require_right(actor, application, Right.READ)
    comment = db.session.get(Comment, comment_id)
    if comment is None or comment.application_id != application.id:
        return None
    if comment.written_by_id != actor.id:
        raise Forbidden(_("A comment is taken back by who wrote it."))
    db.session.delete(comment)
    db.session.flush()
    return comment


def _require_words(words: str) -> None:
    if not words.strip():
        raise Invalid(_("Write what you want to say."))
    if len(words) > MAX_WORDS:
        raise Invalid(
            _("This is too much text: %(length)s characters, at most %(most)s fit.", length=len(words), most=MAX_WORDS)
        )
