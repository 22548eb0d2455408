"""What broke elsewhere, shown here not to: each test is named as the sentence of what happened to others.

More of the same list is shown beside what it is about: labels as keys in `access/test_languages.py`, double clicks on
every button in `access/test_twice.py`, many statements in `statements`, one figure computed in two ways in
`awards/test_letter.py`, judging one's own application in `evaluation/test_sheets_pages.py` and the table of `access`; a
form changed under those who fill it in in `applications/test_amended.py`, a fund that needed code in
`browser/test_setting_up.py`, where a list is also put in order by keyboard.
"""

import io
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import Settings
from grants import clock, create_app
from grants.accounts import services as accounts
from grants.accounts.models import Person
from grants.applications import services as applications
from grants.applications.models import Application, ApplicationState, Receipt
from grants.applications.upkeep.amended import tell_amendments
from grants.awards.letters.models import Letter
from grants.awards.models import Decision
from grants.awards.queries import standing_of
from grants.calls import services as calls
from grants.calls.models import Call, CallVersion
from grants.calls.rules.canonical import digest, dump
from grants.calls.rules.validation import read_rules
from grants.db import Base, db
from grants.notices.models import Message
from tests.factories.applications import SHORT_FORM, a_filled, an_open_call
from tests.factories.awards import DELIBERATED, a_deliberated_call, an_official_of
from tests.factories.calls import CLOSED, OPEN, WRITTEN, a_draft, amended, an_official
from tests.factories.documents import field, rules_document, schedule, words
from tests.factories.people import a_person, sign_in
from tests.support.databases import Backend
from tests.support.pages import Page
from tests.support.together import at_once
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

SUBMIT = "Submit the application"
MANY = 30
NEW_DEADLINE = "13 December 2029"
MICROSECOND = timedelta(microseconds=1)
"""A step of the clock that databases can tell."""


def count(table: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def press(app: Flask, person: Person, address: str, values: dict[str, str]) -> Callable[[], int]:
    """Return a press of a button in a browser of its own, which answers the status."""
    browser = sign_in(Visitor(app, app.response_class, use_cookies=True), person)
    token = Page(browser.get("/account/profile")).form().values["csrf_token"]

    def act() -> int:
        return browser.post(address, data={"csrf_token": token, **values}).status_code

    return act


def test_a_draft_submitted_after_closing_never_slides_into_the_next_open_call(client: Visitor) -> None:
    anna = a_person()
    draft = a_filled(an_open_call(), anna)
    an_open_call(slug="next", schedule=schedule(closes_at="2029-12-20T15:00:00+02:00"))
    address, call_id = f"/applications/{draft.id}/submit", draft.call_id
    with clock.at(OPEN):
        form = sign_in(client, anna).see(f"/applications/{draft.id}/review").form(SUBMIT)
    with clock.at(CLOSED):
        assert client.post(address, data=form.values).status_code == 409
    db.session.refresh(draft)
    assert (draft.call_id, draft.state, count(Receipt)) == (call_id, ApplicationState.DRAFT, 0)


def test_a_double_click_makes_one_decision(app: Flask) -> None:
    call = a_deliberated_call()
    official = an_official_of(call)
    address, seen = f"/office/calls/{call.slug}/decisions", {"seen": standing_of(call).digest}
    db.session.commit()
    with clock.at(DELIBERATED):
        buttons = [press(app, official, address, seen) for _ in range(2)]
        assert at_once(*buttons) == [303, 303]
    assert (count(Decision), count(Letter)) == (4, 4)  # the fifth was withdrawn


def test_two_who_submit_one_draft_at_once_get_one_receipt(app: Flask) -> None:
    anna = a_person()
    draft = a_filled(an_open_call(), anna)
    db.session.commit()
    with clock.at(OPEN):
        assert at_once(*(press(app, anna, f"/applications/{draft.id}/submit", {}) for _ in range(2))) == [303, 303]
    assert count(Receipt) == 1


def test_everybody_who_submits_at_the_last_moment_arrives(app: Flask) -> None:
    call, people = an_open_call(), [a_person() for _ in range(MANY)]
    drafts = [a_filled(call, person) for person in people]
    db.session.commit()
    with clock.at(call.closes_at - MICROSECOND):
        addresses = [f"/applications/{draft.id}/submit" for draft in drafts]
        buttons = [press(app, person, address, {}) for person, address in zip(people, addresses, strict=True)]
        assert at_once(*buttons) == [303] * MANY
    references = set(db.session.scalars(select(Application.reference)))
    assert (count(Receipt), len(references)) == (MANY, MANY)


class Machine:
    """Be the clock of a machine, which goes on while a request is worked on."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self, _zone: tzinfo) -> datetime:
        return self.moment


class SlowBody(io.BytesIO):
    """Be the body of a request that comes in slowly: once it is there, much time has passed."""

    def __init__(self, content: bytes, machine: Machine) -> None:
        super().__init__(content)
        self.machine = machine

    def read(self, size: int | None = -1, /) -> bytes:
        self.machine.moment += timedelta(minutes=5)
        return super().read(size)

    def readinto(self, buffer: object, /) -> int:
        self.machine.moment += timedelta(minutes=5)
        return super().readinto(buffer)  # type: ignore[arg-type]  # whatever bytes can be put into


@pytest.mark.parametrize(("before", "status"), [(MICROSECOND, 303), (timedelta(), 409)])
def test_what_counts_is_when_a_request_arrived_and_not_when_it_was_worked_on(
    client: Visitor, monkeypatch: pytest.MonkeyPatch, before: timedelta, status: int
) -> None:
    anna = a_person()
    draft = a_filled(an_open_call(), anna)
    machine = Machine(draft.call.closes_at - before)
    monkeypatch.setattr(clock, "datetime", machine)
    page = sign_in(client, anna).see("/account/profile")
    address, body = f"/applications/{draft.id}/submit", urlencode(page.form().filled({}), doseq=True).encode()
    answer = client.post(
        address,
        input_stream=SlowBody(body, machine),
        content_length=len(body),
        content_type="application/x-www-form-urlencoded",
    )
    assert (answer.status_code, machine.moment > draft.call.closes_at) == (status, True)


@pytest.fixture
def elsewhere(backend: Backend, tmp_path: Path) -> Iterator[Flask]:
    """Return another process of the same service: an application of its own on the same database."""
    settings = Settings(
        database_url=backend.database.url, development=True, instance_path=tmp_path, secret_key="only for tests"
    )
    other = create_app(settings)
    yield other
    with other.app_context():
        db.engine.dispose()


def extend(call: Call, deadline: str) -> None:
    """Give a call a later deadline, as an amendment does."""
    rules = read_rules(rules_document(form=SHORT_FORM, schedule=schedule(closes_at=deadline)))
    version = CallVersion(call_id=call.id, number=2, rules=dump(rules), digest=digest(rules), created_at=clock.now())
    db.session.add(version)
    call.version, call.rules_digest = 2, version.digest
    call.closes_at = call.accepts_until = rules.schedule.closes_at
    db.session.commit()


def test_no_deadline_is_cached(app: Flask, elsewhere: Flask) -> None:
    anna, official = a_person(), an_official()
    call = an_open_call()
    draft = a_filled(call, anna)
    db.session.commit()
    pages = [
        (None, "/"),
        (None, "/calls/piemers-2030"),
        (anna, "/account/"),
        (anna, "/calls/piemers-2030"),
        (anna, f"/applications/{draft.id}"),
        (official, "/office/calls/piemers-2030"),
    ]

    def shown(where: Flask) -> list[bool]:
        return [NEW_DEADLINE in visit(where, person).see(address).text for person, address in pages]

    with clock.at(OPEN):
        assert shown(app) + shown(elsewhere) == [False] * 2 * len(pages)
        extend(call, "2029-12-13T15:00:00+02:00")
        assert shown(app) + shown(elsewhere) == [True] * 2 * len(pages)
    with clock.at(CLOSED):
        assert press(elsewhere, anna, f"/applications/{draft.id}/submit", {})() == 303


def visit(where: Flask, person: Person | None) -> Visitor:
    """Return a browser at one of the processes."""
    browser = Visitor(where, where.response_class, use_cookies=True)
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return sign_in(browser, person) if person else browser


def test_no_mail_tells_of_something_that_was_rolled_back(
    app: Flask, client: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = a_person()
    draft = a_filled(an_open_call(), anna)
    woken: list[bool] = []
    monkeypatch.setitem(app.extensions, "wake", lambda: woken.append(True))

    def broken(*_args: object) -> None:
        assert count(Message) == 1
        raise RuntimeError("after everything was written")

    monkeypatch.setattr("grants.applications.views.sending.redirect", broken)
    with clock.at(OPEN):
        form = sign_in(client, anna).see(f"/applications/{draft.id}/review").form(SUBMIT)
        assert client.post(form.action, data=form.values).status_code == 500
    assert (count(Receipt), count(Message), woken) == (0, 0, [])


def test_a_mail_scanner_uses_up_no_link(client: Visitor, visitor: Callable[[], Visitor]) -> None:
    accounts.ask(email="anna@example.org", language="en")
    found = re.search(r"/account/sign-in/link/[\w-]+", db.session.scalars(select(Message.body)).one())
    assert found
    link = found[0]
    scanner = visitor()
    opened = {scanner.get(link).status_code for _ in range(20)}
    opened |= {scanner.head(link).status_code, scanner.options(link).status_code}
    client.get("/language/en")
    button = client.see(link).form("Sign in")
    assert (opened, client.post(link, data=button.values).status_code) == ({200}, 303)


def test_a_deadline_moves_without_a_developer(client: Visitor) -> None:
    an_open_call()
    with clock.at(OPEN):
        official = sign_in(client, an_official())
        page = official.see("/office/calls/piemers-2030/extend")
        why = {"reason": "Few applied.", "body": "Dome", "number": "15", "date": "15.11.2029"}
        act = (io.BytesIO(b"%PDF-1.7 act"), "act.pdf")
        typed = {"closes_at": "13.12.2029 15.00", **why, "file": act}
        official.send(page, typed, button="Move the deadline")
        assert NEW_DEADLINE in official.see("/calls/piemers-2030").text


def test_a_date_that_changed_mails_nobody_what_they_know_already() -> None:
    anna, bruno, official = a_person(), a_person(), an_official()
    call = an_open_call()
    sent, begun = a_filled(call, anna), a_filled(call, bruno)
    with clock.at(OPEN):
        applications.submit(application=sent, actor=anna)
        later = "2029-12-13T15:00:00+02:00"
        amended(call, official, schedule=schedule(closes_at=later))
        while tell_amendments():
            db.session.commit()
    for moment in (CLOSED, CLOSED + timedelta(days=10), CLOSED + timedelta(days=11)):
        with clock.at(moment):
            while calls.finish_closing(moment):
                db.session.commit()
    told = db.session.execute(select(Message.event, Message.address).order_by(Message.event, Message.address)).all()
    assert [tuple(row) for row in told] == [
        ("application_not_submitted", bruno.email),
        ("application_received", anna.email),
        *sorted(("call_amended", person.email) for person in (anna, bruno)),
    ]
    assert begun.state is ApplicationState.NOT_SUBMITTED


@pytest.mark.parametrize("page", ["", "/form", "/check?check=1&kind=association&sum=yes&dates=yes"])
def test_every_paper_that_is_needed_is_listed_beforehand(client: Visitor, page: str) -> None:
    statutes = field("statutes", "file", label=words("Statūti"), required=True)
    photo = field("photo", "file", label=words("Fotogrāfija"))
    an_open_call(form=[{"code": "papers", "title": words("Dokumenti"), "fields": [statutes, photo]}])
    with clock.at(OPEN):
        text = client.see(f"/calls/piemers-2030{page}").text
    assert "Statūti" in text
    assert "Fotogrāfija (nav obligāti)" in text


def test_an_order_changes_without_a_mouse(client: Visitor) -> None:
    a_draft()
    with clock.at(WRITTEN):
        official = sign_in(client, an_official())
        page = official.see("/office/calls/piemers-2030/rules/part/criteria")
        moved = official.send(page, button="↓")
    assert moved.text.index("Kritērijs 2.2") < moved.text.index("Kritērijs 2.1")
