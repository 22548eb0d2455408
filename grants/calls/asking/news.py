"""News for followers: written down with what happens, told some at a time by the worker."""

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import ColumnElement, select

from grants import clock
from grants.calls.asking import notices
from grants.calls.asking.models import Follower, News, NewsKind
from grants.calls.events import CallAmended, CallCancelled, CallPublished, StageChanged
from grants.calls.models import Call, Stage
from grants.calls.phase import Phase
from grants.calls.queries import version_of
from grants.db import db

TOLD_AT_ONCE = 100
"""How many followers one transaction tells."""
_TOLD = "grants.calls.asking.told"
Told = Callable[[Call, set[str]], set[str]]
GATHERED_FOR = timedelta(hours=1)
"""Answers of this time are told together: nobody wants a message for each."""


def on_published(event: CallPublished) -> None:
    """Tell the followers of the programme once the call is announced; of a hidden one nobody is told."""
    call = db.session.get_one(Call, event.call_id)
    if call.listed:
        _add(call, NewsKind.ANNOUNCED, due_at=call.published_at)


def on_amended(event: CallAmended) -> None:
    """Tell of an amendment."""
    call = db.session.get_one(Call, event.call_id)
    version = version_of(call, event.version)
    _add(call, NewsKind.AMENDED, reason=version.reason if version else "")


def on_cancelled(event: CallCancelled) -> None:
    """Tell that a call was cancelled."""
    _add(db.session.get_one(Call, event.call_id), NewsKind.CANCELLED)


def on_moved(event: StageChanged) -> None:
    """Tell that the results are published; other steps of officials are no news."""
    if event.target is Stage.RESULTS_PUBLISHED:
        _add(db.session.get_one(Call, event.call_id), NewsKind.RESULTS)


def tell_soon(call: Call, kind: NewsKind) -> None:
    """Tell of something of a locked call in a while, together with what follows until then."""
    waiting = select(News.id).where(
        News.call_id == call.id, News.kind == kind, News.told_at.is_(None), News.told_until.is_(None)
    )
    if db.session.scalars(waiting.where(News.due_at > clock.now()).limit(1)).first() is None:
        _add(call, kind, due_at=clock.now() + GATHERED_FOR)


def told_otherwise(app: Flask, find: Told) -> None:
    """Let a stage say which addresses hear of the same anyway, so that nobody gets two messages about one thing.

    `find` is given a call and addresses, and returns those of them that are told by the stage itself.
    """
    app.extensions.setdefault(_TOLD, []).append(find)


def tell_news() -> int:
    """Tell some followers of what is due, in one transaction; return how many steps were made, 0 when all know.

    May be stopped anywhere and begun again: an address is told of a thing once.
    """
    due = select(News).where(News.told_at.is_(None), News.due_at <= clock.now()).order_by(News.due_at, News.id)
    news = db.session.scalars(due.limit(1).with_for_update()).first()
    if news is None:
        return 0
    call = db.session.get_one(Call, news.call_id)
    if call.phase_at(clock.now()) is Phase.DRAFT:  # an amendment moved the announcement
        news.due_at = call.published_at
        db.session.flush()
        return 1
    followers = _next(news, call)
    told = _told_by_stages(news, call, {follower.email for follower in followers})
    for follower in followers:
        if follower.email not in told:
            notices.news(follower, news, call)
    if followers:
        news.told_until = followers[-1].id
    else:
        news.told_at = clock.now()
    db.session.flush()
    return 1


def _next(news: News, call: Call) -> list[Follower]:
    """Return the next followers who have not been told yet."""
    query = select(Follower).where(
        _whom(news, call), Follower.confirmed_at.is_not(None), Follower.confirmed_at <= news.due_at
    )
    if news.told_until is not None:
        query = query.where(Follower.id > news.told_until)
    return list(db.session.scalars(query.order_by(Follower.id).limit(TOLD_AT_ONCE)))


def _told_by_stages(news: News, call: Call, emails: set[str]) -> set[str]:
    if news.kind not in {NewsKind.AMENDED, NewsKind.CANCELLED, NewsKind.RESULTS}:
        return set()
    found = [find(call, emails) for find in current_app.extensions.get(_TOLD, ())]
    return set().union(*found)


def _whom(news: News, call: Call) -> ColumnElement[bool]:
    if news.kind is NewsKind.ANNOUNCED:
        return Follower.follows_programme_of(call)
    return Follower.call_id == call.id


def _add(call: Call, kind: NewsKind, *, reason: str = "", due_at: datetime | None = None) -> None:
    now = clock.now()
    if call.stage is not Stage.DRAFT:
        db.session.add(News(call_id=call.id, kind=kind, reason=reason, made_at=now, due_at=due_at or now))
        db.session.flush()
