"""What people were told, on its way, back, and on the move to another address: to be looked at."""

from datetime import timedelta

from sqlalchemy import select, update

from grants import clock
from grants.accounts.models import Organiser, Person
from grants.accounts.moving import services as moving
from grants.accounts.moving.tokens import BACK, CONFIRM, token_of
from grants.applications.queries import submitted_in
from grants.calls.models import Call
from grants.calls.webhooks.models import WebhookAttempt, WebhookCall
from grants.calls.webhooks.services import register
from grants.db import db
from grants.journal.models import Entry
from grants.notices.models import Message, MessageState
from tests.factories.people import a_person

LOST = "550 5.1.1 No such user here"


def waiting_for(person: Person) -> str:
    """Let what somebody was told last wait until tomorrow, and return where it stands."""
    told = select(Message.id).where(Message.person_id == person.id, Message.state == MessageState.QUEUED)
    number = db.session.scalars(told.order_by(Message.queued_at.desc(), Message.id)).first()
    tomorrow = {"due_at": clock.now() + timedelta(days=1)}
    db.session.execute(update(Message).where(Message.id == number).values(tomorrow))
    return f"/account/messages/{number}"


def lost_on_the_way_to(person: Person) -> None:
    """Let something written to somebody have come back."""
    now = clock.now()
    words = {"subject": "Saņemts jūsu iesniegums", "body": "Jūsu iesniegums ir saņemts.", "signature": ""}
    back = Message(event="example", subject_id=person.id, person_id=person.id, address=person.email, language="lv")
    for name, value in (words | {"state": MessageState.BOUNCED, "queued_at": now, "due_at": now}).items():
        setattr(back, name, value)
    back.answer, back.sent_at = LOST, now
    db.session.add(back)
    db.session.flush()


def moving_of(person: Person) -> list[str]:
    """Let somebody ask for another address; return where that is confirmed, and where another's move is taken back."""
    other = a_person("Pēteris Pārceļas", "peteris@example.org")
    done = moving.ask(person=other, email="peteris@example.net")
    moving.confirm(token=token_of(done, CONFIRM), actor=other, session_id=None)
    asked = moving.ask(person=person, email="jauna-adrese@example.net")
    confirm, back = token_of(asked, CONFIRM), token_of(done, BACK)
    return [f"/account/address/confirm/{confirm}", f"/account/address/back/{back}"]


def told_in(call: Call) -> list[str]:
    """Let another system have refused what it was told of a call; return where officials find what was told in it."""
    refused_by_another_system(call)
    organiser = db.session.get_one(Organiser, call.organiser_id)
    application = submitted_in(call.id)[-1]
    about = select(Message).where(Message.application_id == application.id).order_by(Message.queued_at, Message.id)
    message = db.session.scalars(about).first()
    assert message
    messages = f"/office/calls/{call.slug}/messages"
    across = f"/office/organisers/{organiser.slug}/messages?address={message.address}"
    return [messages, f"{messages}/{message.id}", f"{messages}?address=nobody", across]


def refused_by_another_system(call: Call) -> None:
    """Let a webhook have been told something of a call in vain, twice."""
    organiser = db.session.get_one(Organiser, call.organiser_id)
    now, actor = clock.now(), a_person("Ada Automates")
    webhook = register(organiser=organiser, url="https://sistema.example.lv/zinas", actor=actor)
    webhook.told_until = now + timedelta(days=3650)  # the calls of the factories take place in 2029
    entry = db.session.scalars(select(Entry).where(Entry.chain == str(call.id), Entry.subject_kind == "call")).first()
    assert entry
    told = WebhookCall(webhook_id=webhook.id, event_id=entry.id, queued_at=now, due_at=now)
    told.payload, told.state, told.answer = {"type": entry.action}, MessageState.RETRYING, "503 Service Unavailable"
    db.session.add(told)
    db.session.flush()
    db.session.add(WebhookAttempt.of(told, now))
    told.state, told.answer = MessageState.FAILED, "410 Gone"
    db.session.add(WebhookAttempt.of(told, now + timedelta(minutes=1)))
    db.session.flush()
