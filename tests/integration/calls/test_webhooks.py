"""A webhook tells a system of an organiser what happened: once, signed, in codes and ids, again until it answers."""

import json
from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Organiser, Person
from grants.calls.models import Call
from grants.calls.webhooks import services
from grants.calls.webhooks.models import Webhook, WebhookAttempt, WebhookCall
from grants.db import db
from grants.errors import Conflict, Invalid
from grants.notices.models import MessageState
from grants.notices.webhooks.signing import headers_for
from grants.notices.webhooks.transport import HttpsTransport
from tests.factories.applications import a_submitted, an_open_call
from tests.factories.calls import OPEN, an_official
from tests.factories.people import a_person
from tests.support.receiver import Receiver, receiver

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def system(tmp_path: Path) -> Iterator[Receiver]:
    """Return the system that listens."""
    with receiver(tmp_path) as found:
        yield found


@pytest.fixture
def call() -> Iterator[Call]:
    """Return an open call, at a moment of it."""
    with clock.at(OPEN):
        yield an_open_call()


@pytest.fixture
def official(call: Call) -> Person:
    """Return the coordinator of its organiser."""
    return an_official()


@pytest.fixture
def webhook(call: Call, official: Person, system: Receiver) -> Webhook:
    """Return a registered webhook."""
    organiser = db.session.get_one(Organiser, call.organiser_id)
    return services.register(organiser=organiser, url=system.url, actor=official)


def told(system: Receiver, when: timedelta = timedelta(seconds=1)) -> list[WebhookCall]:
    """Let the worker look and tell, and return everything there is to tell."""
    with clock.at(OPEN + when):
        while services.tell_webhooks():
            db.session.commit()
        while services.call_webhooks(system.way):
            pass
    return list(db.session.scalars(select(WebhookCall).order_by(WebhookCall.queued_at)))


def test_what_happens_in_a_call_is_told_in_codes_and_ids(call: Call, webhook: Webhook, system: Receiver) -> None:
    application = a_submitted(call, a_person("Anna Ozola", "anna@pieteikums.example"))
    (one,) = told(system)
    assert one.state is MessageState.SENT
    ((headers, body),) = system.received
    assert json.loads(body) == {
        "type": "application.submitted",
        "timestamp": OPEN.astimezone(UTC).isoformat(),
        "data": {"call": str(call.id), "application": str(application.id), "state": "submitted"},
    }
    assert b"Anna" not in body
    signed = headers_for(str(one.event_id), body, webhook.secret, OPEN + timedelta(seconds=1))
    assert {name: headers[name] for name in signed} == signed


def test_everything_is_told_once_however_often_the_worker_looks(call: Call, webhook: Webhook, system: Receiver) -> None:
    a_submitted(call)
    told(system)
    told(system, timedelta(minutes=5))
    assert len(system.received) == 1


def test_what_happened_before_is_not_told(call: Call, official: Person, system: Receiver) -> None:
    with clock.at(OPEN - timedelta(hours=1)):
        a_submitted(call)
    organiser = db.session.get_one(Organiser, call.organiser_id)
    with clock.at(OPEN + timedelta(hours=1)):
        services.register(organiser=organiser, url=system.url, actor=official)
    assert told(system, timedelta(hours=2)) == []


def test_a_receiver_that_fails_is_told_again_under_the_same_number(
    call: Call, webhook: Webhook, system: Receiver
) -> None:
    a_submitted(call)
    system.status = 503
    (one,) = told(system)
    assert (one.state, one.answer[:3]) == (MessageState.RETRYING, "503")
    system.status = 204
    told(system, timedelta(minutes=10))
    first, second = (headers["webhook-id"] for headers, _body in system.received)
    assert first == second
    assert one.state is MessageState.SENT


def test_a_receiver_that_fails_rests_before_it_is_asked_anything_more(
    call: Call, webhook: Webhook, system: Receiver
) -> None:
    a_submitted(call)
    a_submitted(call)
    system.status = 500
    told(system)
    assert len(system.received) == 1


def test_a_redirect_is_not_followed(call: Call, webhook: Webhook, system: Receiver) -> None:
    a_submitted(call)
    system.status, system.location = 302, system.url.replace("/told", "/elsewhere")
    (one,) = told(system)
    assert (one.state, len(system.received)) == (MessageState.RETRYING, 1)


def test_a_receiver_that_is_gone_is_given_up(call: Call, webhook: Webhook, system: Receiver) -> None:
    a_submitted(call)
    system.status = 410
    (one,) = told(system)
    assert one.state is MessageState.FAILED


def test_what_a_dead_worker_held_is_told_by_another(call: Call, webhook: Webhook, system: Receiver) -> None:
    services.try_out(webhook=webhook)
    held = services._take()
    assert held is not None
    db.session.commit()
    assert system.received == []
    (one,) = told(system, timedelta(minutes=3))
    assert (one.state, len(system.received)) == (MessageState.SENT, 1)
    assert [state for state, _answer in tries_of(one)] == [MessageState.RETRYING, MessageState.SENT]


def test_a_clock_that_was_put_back_holds_nothing_up(call: Call, webhook: Webhook, system: Receiver) -> None:
    services.try_out(webhook=webhook)
    with clock.at(OPEN + timedelta(days=1)):
        services._take()
        db.session.commit()
    (one,) = told(system)
    assert one.state is MessageState.SENT


def test_what_failed_is_told_again_under_its_number_once_a_person_says_so(
    call: Call, webhook: Webhook, official: Person, system: Receiver
) -> None:
    a_submitted(call)
    system.status = 410
    (one,) = told(system)
    services.tell_again(one.id, call.id, official)
    with pytest.raises(Conflict):
        services.tell_again(one.id, call.id, official)
    system.status = 204
    told(system, timedelta(minutes=1))
    first, second = (headers["webhook-id"] for headers, _body in system.received)
    assert first == second
    assert [(state, answer[:3]) for state, answer in tries_of(one)] == [
        (MessageState.FAILED, "410"),
        (MessageState.SENT, "204"),
    ]


def test_a_webhook_that_was_switched_off_is_told_nothing_again(
    call: Call, webhook: Webhook, official: Person, system: Receiver
) -> None:
    a_submitted(call)
    system.status = 410
    (one,) = told(system)
    services.end(webhook=webhook, actor=official)
    with pytest.raises(Conflict):
        services.tell_again(one.id, call.id, official)


def tries_of(call: WebhookCall) -> list[tuple[MessageState, str]]:
    """Return every try to tell something and what was answered, the first first."""
    made = select(WebhookAttempt).where(WebhookAttempt.webhook_call_id == call.id)
    return [(one.state, one.answer) for one in db.session.scalars(made.order_by(WebhookAttempt.settled_at))]


def test_a_webhook_to_a_private_address_is_refused_when_its_turn_comes(call: Call, webhook: Webhook) -> None:
    a_submitted(call)
    inner = HttpsTransport(lambda _host, _port: ["10.0.0.1"])
    services.tell_webhooks()
    services.call_webhooks(inner)
    one = db.session.scalars(select(WebhookCall)).one()
    assert (one.state, "open network" in one.answer) == (MessageState.FAILED, True)


@pytest.mark.parametrize(
    "url",
    [
        "http://hook.example/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://localhost/",
        "https://169.254.169.254/latest/meta-data",
        "https://printer.local/",
        "https://user:pass@hook.example/",
    ],
)
def test_an_address_that_may_not_be_asked_cannot_be_registered(call: Call, official: Person, url: str) -> None:
    organiser = db.session.get_one(Organiser, call.organiser_id)
    with pytest.raises(Invalid):
        services.register(organiser=organiser, url=url, actor=official)


def test_the_same_address_is_registered_once_and_there_is_a_limit(call: Call, official: Person) -> None:
    organiser = db.session.get_one(Organiser, call.organiser_id)
    for number in range(services.MAX_WEBHOOKS):
        services.register(organiser=organiser, url=f"https://hook{number}.example/", actor=official)
    services.register(organiser=organiser, url="https://hook0.example/", actor=official)
    assert len(services.webhooks_of(organiser)) == services.MAX_WEBHOOKS
    with pytest.raises(Conflict):
        services.register(organiser=organiser, url="https://one-more.example/", actor=official)


def test_a_webhook_that_is_switched_off_is_told_nothing_more(
    call: Call, webhook: Webhook, official: Person, system: Receiver
) -> None:
    services.try_out(webhook=webhook)
    services.end(webhook=webhook, actor=official)
    a_submitted(call)
    (one,) = told(system)
    assert (one.state, system.received) == (MessageState.CANCELLED, [])
