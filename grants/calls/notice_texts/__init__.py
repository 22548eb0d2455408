"""The pages on which officials put messages in their own words, for a call or for all calls of an organiser."""

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from grants.calls.events import CallDiscarded
from grants.calls.notice_texts.views import blueprint
from grants.db import db
from grants.events import subscribe
from grants.journal.words import offer_actions, offer_kind
from grants.notices.register import register
from grants.notices.wording.models import NoticeText
from grants.notices.wording.services import EVENTS
from grants.web.slots import fill


def on_discarded(event: CallDiscarded) -> None:
    """Remove what was written for the messages of a draft that is removed."""
    db.session.execute(delete(NoticeText).where(NoticeText.call_id == event.call_id))


def init_app(app: Flask) -> None:
    """Connect the pages."""
    app.register_blueprint(blueprint)
    register(app, EVENTS)
    subscribe(app, CallDiscarded, on_discarded)
    offer_kind(app, "notice_text", _l("text of a message"))
    offer_actions(app, {"notice_text.written": _l("Message put in own words")})
    fill(app, "call.actions", "calls/notice_texts/action.html", lambda **_context: {}, order=61)
    fill(app, "organiser.page", "calls/notice_texts/on_organiser.html", lambda **_context: {}, order=60)
