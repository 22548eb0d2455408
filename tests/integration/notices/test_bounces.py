"""What came back is noted with its message, read from a mailbox or handed over, and once; a wrong address is mended."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from mailbox import Maildir
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from grants.db import db
from grants.errors import Conflict, Invalid
from grants.events import subscribe
from grants.journal.models import Entry
from grants.notices.bounces.models import MailReport
from grants.notices.bounces.queries import came_back_to
from grants.notices.bounces.reading import MAX_REPORT, ReportKind
from grants.notices.bounces.services import take_in
from grants.notices.events import MessageBounced
from grants.notices.models import Message, MessageState
from grants.notices.services import deliver_due, send_again
from tests.integration.notices.support import a_message
from tests.support.reports import a_bounce, a_complaint
from tests.support.smtp import SmtpServer
from workers import tasks

pytestmark = pytest.mark.usefixtures("session")

SECRET = "for the mail server, of the right length"


@pytest.fixture
def sent(server: SmtpServer) -> Message:
    """Return a message to anna@example.org that the mail server took."""
    message = a_message("anna@example.org")
    deliver_due()
    return message


def told() -> list[ReportKind]:
    db.session.expire_all()
    return list(db.session.scalars(select(MailReport.kind)))


def test_what_will_never_arrive_has_bounced(app: Flask, sent: Message) -> None:
    heard: list[MessageBounced] = []
    subscribe(app, MessageBounced, heard.append)
    assert take_in(a_bounce(sent.id)) == 1
    assert (sent.state, sent.answer) == (MessageState.BOUNCED, "550 5.1.1 No such user")
    assert heard == [MessageBounced(event=sent.event, subject_id=sent.subject_id)]
    entry = db.session.scalars(select(Entry).where(Entry.subject_id == sent.id)).one()
    assert (entry.action, entry.source, entry.target) == ("message.bounced", "sent", "bounced")


def test_the_same_report_twice_is_noted_once(sent: Message) -> None:
    report = a_bounce(sent.id)
    assert [take_in(report), take_in(report)] == [1, 0]


def test_a_delay_and_a_complaint_are_noted_only(sent: Message) -> None:
    take_in(a_bounce(sent.id, action="delayed", status="4.4.1"))
    take_in(a_complaint(sent.id))
    assert sent.state is MessageState.SENT
    assert set(told()) == {ReportKind.DELAYED, ReportKind.COMPLAINT}


def test_nobody_makes_a_message_bounce_by_another_address(sent: Message) -> None:
    assert take_in(a_bounce(sent.id, "mallory@example.org")) == 0
    assert sent.state is MessageState.SENT


def test_an_uncertain_message_that_came_back_has_bounced(sent: Message) -> None:
    sent.state = MessageState.UNCERTAIN
    take_in(a_bounce(sent.id))
    assert sent.state is MessageState.BOUNCED


def test_a_wrong_address_is_mended_and_the_message_sent_again(sent: Message, server: SmtpServer) -> None:
    take_in(a_bounce(sent.id))
    send_again(message_id=sent.id, call_id=None, actor=None, address=" Anna.Ozola@Example.org ")
    db.session.commit()
    assert deliver_due() == 1
    assert server.to("anna.ozola@example.org")
    actions = select(Entry.action).where(Entry.subject_id == sent.id).order_by(Entry.id)
    assert list(db.session.scalars(actions)) == ["message.bounced", "message.readdressed"]


@pytest.mark.parametrize("wrong", ["anna", "anna@example.org\r\nBcc: x@example.org", "a" * 250 + "@example.org", "@"])
def test_what_is_no_address_is_refused(sent: Message, wrong: str) -> None:
    take_in(a_bounce(sent.id))
    with pytest.raises(Invalid):
        send_again(message_id=sent.id, call_id=None, actor=None, address=wrong)
    assert sent.state is MessageState.BOUNCED


def test_nobody_gets_the_same_twice_by_a_mended_address(sent: Message, server: SmtpServer) -> None:
    a_message("berta@example.org", event=sent.event, subject_id=sent.subject_id)
    take_in(a_bounce(sent.id))
    with pytest.raises(Conflict):
        send_again(message_id=sent.id, call_id=None, actor=None, address="berta@example.org")


def test_what_came_back_is_shown_where_the_person_is(sent: Message) -> None:
    assert sent.person_id
    assert came_back_to([sent.person_id]) == []
    take_in(a_bounce(sent.id))
    assert came_back_to([sent.person_id]) == [sent]


def configure(app: Flask, monkeypatch: pytest.MonkeyPatch, **settings: str) -> None:
    changed = replace(app.extensions["settings"], **settings)
    monkeypatch.setitem(app.extensions, "settings", changed)


def test_a_maildir_is_read_once(app: Flask, sent: Message, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Maildir(str(tmp_path / "bounces"))
    folder.add(a_bounce(sent.id))
    folder.add(b"Subject: Out of office\n\nBack on Monday.\n")
    configure(app, monkeypatch, bounces_url=f"maildir://{tmp_path}/bounces")
    tasks.read_bounces()
    tasks.read_bounces()
    assert told() == [ReportKind.FAILED]
    assert [message.get_subdir() for message in folder] == ["cur", "cur"]


class ImapServer:
    """A mailbox of one message, spoken to as IMAP is."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.seen = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"imap://user:pass%20word@127.0.0.1:{self._listener.getsockname()[1]}/INBOX"
        threading.Thread(target=self._serve, daemon=True).start()

    def stop(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        for _connection in range(2):
            try:
                connection, _address = self._listener.accept()
            except OSError:  # stopped meanwhile
                return
            with connection, connection.makefile("rb") as lines:
                connection.sendall(b"* OK ready\r\n")
                for line in lines:
                    tag, words = line.split(b" ", 1)
                    connection.sendall(self._answer(words) + tag + b" OK done\r\n")

    def _answer(self, words: bytes) -> bytes:
        if words.startswith(b"CAPABILITY"):
            return b"* CAPABILITY IMAP4rev1\r\n"
        if words.startswith(b"SELECT"):
            return b"* 1 EXISTS\r\n"
        if words.startswith(b"UID SEARCH"):
            return b"* SEARCH\r\n" if self.seen else b"* SEARCH 7\r\n"
        if words.startswith(b"UID FETCH"):
            size = str(len(self.content)).encode()
            return b"* 1 FETCH (UID 7 BODY[]<0> {" + size + b"}\r\n" + self.content + b")\r\n"
        self.seen |= words.startswith(b"UID STORE")
        return b""


@pytest.fixture
def imap(sent: Message) -> Iterator[ImapServer]:
    server = ImapServer(a_bounce(sent.id))
    yield server
    server.stop()


def test_a_mailbox_is_read_over_imap(app: Flask, imap: ImapServer, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(app, monkeypatch, bounces_url=imap.url)
    tasks.read_bounces()
    assert (told(), imap.seen) == ([ReportKind.FAILED], True)


def test_a_mailbox_that_does_not_answer_is_asked_next_time(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(app, monkeypatch, bounces_url="imap://user:password@127.0.0.1:1/INBOX")
    tasks.read_bounces()


def hand_over(client: FlaskClient, content: bytes, secret: str = SECRET) -> int:
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "message/rfc822"}
    return client.post("/mail/bounces", data=content, headers=headers).status_code


def test_a_mail_server_hands_over_what_came_back(
    app: Flask, client: FlaskClient, sent: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(app, monkeypatch, bounces_secret=SECRET)
    db.session.commit()
    report = a_bounce(sent.id)
    assert [hand_over(client, report), hand_over(client, report)] == [204, 204]
    assert told() == [ReportKind.FAILED]


def test_nobody_else_hands_over_anything(
    app: Flask, client: FlaskClient, sent: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.session.commit()
    assert hand_over(client, a_bounce(sent.id), "") == 404
    configure(app, monkeypatch, bounces_secret=SECRET)
    assert hand_over(client, a_bounce(sent.id), "wrong") == 404
    assert hand_over(client, b"Subject: hello\n\nhello\n") == 422
    assert hand_over(client, b"x" * (MAX_REPORT + 1)) == 422
    assert told() == []


def test_the_figures_are_for_who_knows_the_token(
    app: Flask, client: FlaskClient, sent: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.session.commit()
    assert client.get("/metrics").status_code == 404
    configure(app, monkeypatch, metrics_token=SECRET)
    assert client.get("/metrics", headers={"Authorization": "Bearer no"}).status_code == 404
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {SECRET}"}).text
    assert 'grants_messages{channel="mail",state="sent"} 1\n' in answer
    assert 'grants_sent_per_minute{channel="mail"} 0.2\n' in answer
    assert 'grants_oldest_due_seconds{channel="mail"} 0\n' in answer
