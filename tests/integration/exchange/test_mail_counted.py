"""The mail of a whole rehearsal, counted at the mail server, is what the journal and the outbox say was sent.

`APPLICANTS=1000 make test ARGS="-s -k mail_of_a_rehearsal"` plays it with a thousand, and prints the counts.
"""

import os
from collections import Counter

from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from grants.exchange.rehearsal import Rehearsal
from grants.journal.models import Entry
from grants.notices.models import Attempt, Message, MessageState
from tests.factories.calls import rules
from tests.integration.notices.support import mail_through
from tests.support.databases import ON_ONE_DATABASE
from tests.support.smtp import SmtpServer

APPLICANTS = int(os.environ.get("APPLICANTS", "60"))
SAID = {
    "application.submitted": "application_received",
    "application.withdrawn": "application_withdrawn",
    "letter.sent": "decision",
}
"""What the journal calls what is told by which message, each to one person here."""


@ON_ONE_DATABASE
def test_the_mail_of_a_rehearsal_is_what_the_journal_says(
    app: Flask, session: scoped_session[Session], smtp: SmtpServer
) -> None:
    limits = {"currency": "EUR", "amount": {"fixed": "4600.00"}, "limit": {"projects": 5}, "when_short": "stop"}
    with mail_through(app, smtp.url):
        call = Rehearsal(rules(funding=limits), applicants=APPLICANTS, evaluators=3).play()
    received = Counter(str(mail["Message-ID"]).strip("<>").partition("@")[0] for mail in smtp.messages)
    sent = {str(message.id): message.event for message in session.scalars(select(Message))}
    assert set(received.values()) == {1}
    assert received.keys() == sent.keys()
    counted = Counter(sent.values())
    entries = select(Entry.action, func.count()).where(Entry.chain == str(call.id)).group_by(Entry.action)
    journal = dict(session.execute(entries).all())
    assert {event: counted[event] for event in SAID.values()} == {SAID[action]: journal[action] for action in SAID}
    tries = session.scalar(select(func.count(Attempt.id)).where(Attempt.state == MessageState.SENT))
    assert tries == len(received)
    print(f"{len(received)} messages received for {APPLICANTS} applicants: {dict(counted)}")  # noqa: T201 - asked for
