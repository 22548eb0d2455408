"""The outbox: messages are rows of the transaction that causes them, and are delivered afterwards."""

from flask import Flask

from grants.notices import alarm, bounces, feed, health, inbox, labels, rendering, views
from grants.notices.choices import connecting as choices
from grants.notices.sending import metrics, troubles
from grants.notices.sending.dkim import signer
from grants.notices.smtp import MailServer


def init_app(app: Flask) -> None:
    """Connect words, delivery and pages of messages; nobody is woken by a new one until a worker says how."""
    if app.extensions["settings"].smtp_url:
        MailServer.from_url(app.extensions["settings"].smtp_url)
    signer(app.extensions["settings"])
    app.extensions.setdefault("wake", lambda: None)
    from grants.notices.standing import views as standing  # not above: its page knows people, who get messages

    for part in (rendering, labels, choices, inbox, feed, views, health, metrics, troubles, bounces, alarm, standing):
        part.init_app(app)
