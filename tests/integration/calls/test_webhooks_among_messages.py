"""Webhooks stand with the outbox: in how it stands, in the alarm, in the search and in the evidence."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from config import Settings
from grants import clock
from grants.accounts.models import Organiser
from grants.applications.models import Application
from grants.calls.models import Call
from grants.calls.webhooks import services
from grants.calls.webhooks.models import WebhookAttempt, WebhookCall
from grants.db import db
from grants.notices.channels import Asked, Told, oldest_due, told_elsewhere
from grants.notices.models import MessageState
from grants.notices.proving.printing import digest_of_all, document_of
from grants.notices.sending import troubles
from grants.notices.sending.models import Kind, Trouble
from grants.notices.standing.queries import standing
from tests.factories.applications import a_submitted, an_open_call
from tests.factories.calls import OPEN, an_official
from tests.factories.people import a_person, an_administrator
from tests.integration.calls.conftest import SignIn

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def told() -> Iterator[WebhookCall]:
    """Return what a webhook is to be told of an application."""
    with clock.at(OPEN):
        call = an_open_call()
        organiser = db.session.get_one(Organiser, call.organiser_id)
        services.register(organiser=organiser, url="https://osis.example/hook/secret", actor=an_official())
        a_submitted(call, a_person("Anna Ozola", "anna@pieteikums.example"))
    with clock.at(OPEN + timedelta(seconds=1)):
        services.tell_webhooks()
        yield db.session.scalars(select(WebhookCall)).one()


def application() -> Application:
    """Return the application it is about."""
    return db.session.scalars(select(Application)).one()


def found(*closed: uuid.UUID, receiver: str = "", state: MessageState | None = None) -> list[Told]:
    """Look among what was told about the application."""
    about = application()
    return told_elsewhere(
        Asked(
            call_id=about.call_id,
            application_id=about.id,
            receiver=receiver,
            state=state,
            since=None,
            until=None,
            closed=closed,
        )
    )


def test_the_outbox_says_how_webhooks_stand_and_why_they_failed(app: Flask, told: WebhookCall) -> None:
    (queue,) = standing().others
    assert (queue.code, queue.due, queue.oldest_due) == ("webhooks", 1, told.due_at)
    told.state, told.answer = MessageState.FAILED, "410 Gone"
    db.session.flush()
    (queue,) = standing().others
    assert (queue.due, queue.counts, queue.reasons) == (0, {MessageState.FAILED: 1}, [("410 Gone", 1)])


def test_who_has_no_webhooks_sees_nothing_of_them(app: Flask) -> None:
    assert standing().others == []


def test_a_webhook_that_waits_for_too_long_raises_the_alarm(app: Flask, told: WebhookCall) -> None:
    settings: Settings = app.extensions["settings"]
    told.due_at = clock.now() - timedelta(minutes=settings.mail_alarm + 1)
    db.session.flush()
    assert oldest_due() == told.due_at
    troubles.watch(settings)
    assert db.session.scalars(select(Trouble.kind)).one() is Kind.WAITING


def test_officials_find_what_other_systems_were_told_of_an_application(told: WebhookCall) -> None:
    (one,) = found()
    assert (one.what, one.receiver, one.state) == ("application.submitted", "osis.example", MessageState.QUEUED)
    assert found(receiver="osis") == [one]
    assert found(receiver="secret") == []
    assert found(state=MessageState.SENT) == []


def test_nothing_is_found_of_an_application_closed_to_who_looks(told: WebhookCall) -> None:
    assert found(application().id) == []


def test_a_print_says_what_other_systems_were_told_and_what_they_answered(told: WebhookCall) -> None:
    told.state, told.answer = MessageState.FAILED, "410 gone"
    db.session.add(WebhookAttempt.of(told, clock.now()))
    told.state, told.answer = MessageState.SENT, "204 taken"
    db.session.flush()
    said = str(document_of([], {}, {}, veiled=set(), lead=[], printed_by="Ada", told=found()))
    assert all(words in said for words in ("osis.example", "410 gone", "204 taken"))
    assert "secret" not in said
    assert digest_of_all([], {}, found()) != digest_of_all([], {})


def test_the_pages_say_so_too(as_person: SignIn, told: WebhookCall) -> None:
    told.state, told.answer = MessageState.FAILED, "410 Gone"
    call = db.session.get_one(Call, application().call_id)
    db.session.commit()
    browser = as_person(an_official())
    page = browser.see(f"/office/calls/{call.slug}/messages?address=osis")
    assert all(words in page.text for words in ("Told to other systems", "osis.example", "410 Gone"))
    assert browser.open(page.links["Print these as evidence (PDF)"]).data.startswith(b"%PDF")
    outbox = as_person(an_administrator()).see("/office/outbox").text
    assert all(words in outbox for words in ("Webhooks", "410 Gone"))
    browser = as_person(an_official())
    browser.send(
        browser.see(f"/office/calls/{call.slug}/messages"),
        button="Send again",
    )
    db.session.refresh(told)
    assert told.state is MessageState.QUEUED
