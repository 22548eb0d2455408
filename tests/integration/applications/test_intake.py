"""What comes by post, by e-mail or in person is registered, marked when late, and judged like all others."""

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.applications import services
from grants.applications.commitments import root_of
from grants.applications.models import Application, ApplicationState
from grants.applications.papers.register import register_document
from grants.applications.queries import attachments_of, commitments_in
from grants.applications.reading import content_of
from grants.applications.services.intake import Paper, is_late, offline_channels
from grants.calls import services as calls
from grants.calls.models import Call, Stage
from grants.calls.queries import rules_of
from grants.db import db
from grants.documents.content import Table
from grants.errors import Conflict, Invalid
from grants.evaluation.policies import is_own
from grants.journal.models import Entry
from grants.web.uploads import Uploaded, put_away
from tests.factories.applications import NUMBER, a_submitted, an_open_call
from tests.factories.calls import CLOSED, OPEN, an_official
from tests.integration.applications.conftest import SignIn

UNTIL = datetime(2029, 12, 10, 13, tzinfo=UTC)
CHANNELS = [
    {"kind": "online"},
    {"kind": "post", "until": UNTIL.isoformat(), "counts": "postmark"},
    {"kind": "in_person", "counts": "arrival"},
]


@pytest.fixture
def call() -> Call:
    return an_open_call(channels=CHANNELS)


@pytest.fixture
def official() -> Person:
    return an_official()


def scan(content: bytes = b"%PDF-1.7 scan") -> Uploaded:
    return put_away(io.BytesIO(content), "skenēts.pdf", "pdf")


def paper(**changes: Any) -> Paper:
    given: dict[str, Any] = {
        "channel": "post",
        "kind": "association",
        "name": "Biedrība Osis",
        "registration_number": NUMBER,
        "title": "Pasts",
        "requested": Decimal("4600.00"),
        "received_at": OPEN,
        "postmark": OPEN.date(),
        "record_number": "1-12/34",
    }
    return Paper(**{**given, "scan": changes.pop("scan", None) or scan(), **changes})


def late(call: Call, **changes: Any) -> bool:
    came = paper(**changes)
    rules = rules_of(call)
    channel = next(each for each in offline_channels(rules) if each.kind == came.channel)
    return is_late(channel, came, call, rules)


def test_it_is_registered_with_its_scan_and_a_receipt(call: Call, official: Person) -> None:
    application = services.register(call=call, paper=paper(), actor=official)
    assert (application.state, application.channel, application.is_late) == (ApplicationState.SUBMITTED, "post", False)
    assert [file.name for file in attachments_of(application.id)] == ["skenēts.pdf"]
    assert len(commitments_in(call.id)) == 1


def test_who_registers_it_may_check_it(call: Call, official: Person) -> None:
    application = services.register(call=call, paper=paper(), actor=official)
    assert not is_own(official, application)


def test_its_content_shows_the_scan(call: Call, official: Person) -> None:
    application = services.register(call=call, paper=paper(), actor=official)
    assert content_of(application).parts[0].answers[0].value[0].name == "skenēts.pdf"


@pytest.mark.parametrize(
    ("changes", "is_late_"),
    [
        ({"postmark": date(2029, 12, 10), "received_at": UNTIL + timedelta(days=4)}, False),
        ({"postmark": date(2029, 12, 11), "received_at": UNTIL + timedelta(days=4)}, True),
        ({"postmark": None, "received_at": UNTIL - timedelta(seconds=1)}, False),
        ({"postmark": None, "received_at": UNTIL}, True),
        ({"channel": "in_person", "received_at": UNTIL - timedelta(seconds=1)}, False),
        ({"channel": "in_person", "received_at": UNTIL}, True),
    ],
)
def test_each_channel_has_its_own_deadline(call: Call, changes: dict[str, Any], is_late_: bool) -> None:
    assert late(call, **changes) == is_late_


def test_what_is_late_is_registered_and_marked(call: Call, official: Person, as_person: SignIn) -> None:
    with clock.at(CLOSED):
        came = paper(postmark=date(2029, 12, 11), received_at=CLOSED)
        application = services.register(call=call, paper=came, actor=official)
        page = as_person(official).see(f"/office/applications/{application.id}")
    assert application.is_late
    assert "It came after the deadline." in page.text


def test_the_same_scan_is_registered_once(call: Call, official: Person) -> None:
    first = services.register(call=call, paper=paper(), actor=official)
    assert services.register(call=call, paper=paper(), actor=official).id == first.id


def test_after_the_closing_the_root_stands_over_it_too(call: Call, official: Person, anna: Person) -> None:
    a_submitted(call, anna)
    with clock.at(CLOSED):
        calls.finish_closing(CLOSED)
        services.register(call=call, paper=paper(), actor=official)
    assert call.receipts_root == root_of(commitments_in(call.id))
    assert len(commitments_in(call.id)) == 2


def test_a_moment_to_come_is_refused(call: Call, official: Person) -> None:
    with pytest.raises(Invalid):
        services.register(call=call, paper=paper(received_at=OPEN + timedelta(seconds=1)), actor=official)


@pytest.mark.parametrize("channel", ["email", "online"])
def test_a_channel_that_the_rules_do_not_name_is_refused(call: Call, official: Person, channel: str) -> None:
    with pytest.raises(Conflict):
        services.register(call=call, paper=paper(channel=channel), actor=official)


def test_once_scoring_has_begun_nothing_is_registered(call: Call, official: Person) -> None:
    call.stage = Stage.SCORING
    with pytest.raises(Conflict):
        services.register(call=call, paper=paper(), actor=official)


def test_an_official_registers_it_on_a_page(call: Call, official: Person, as_person: SignIn) -> None:
    browser = as_person(official)
    page = browser.see(f"/office/calls/{call.slug}/applications/new")
    typed = {
        "channel": "in_person",
        "received_at": "15.11.2029 13.00",
        "kind": "association",
        "name": "Biedrība Osis",
        "registration_number": "4000 8000 013",
        "title": "Pasts",
        "requested": "4600,00",
        "record_number": "1-12/34",
        "scan": (io.BytesIO(b"%PDF-1.7 x"), "x.pdf"),
    }
    done = browser.send(page, typed, button="Register")
    assert "Biedrība Osis" in done.text
    assert "1-12/34" in done.text


def test_a_refused_form_keeps_what_was_typed_and_the_scan(call: Call, official: Person, as_person: SignIn) -> None:
    browser = as_person(official)
    page = browser.see(f"/office/calls/{call.slug}/applications/new")
    typed = {"title": "Pasts", "registration_number": "40008000014", "scan": (io.BytesIO(b"%PDF-1.7 x"), "x.pdf")}
    refused = browser.send(page, typed, button="Register", status=422)
    assert refused.form("Register").values["title"] == ["Pasts"]
    assert "Kept: x.pdf" in refused.text
    assert any("This is no registration number" in error for error in refused.errors)


def test_where_everything_comes_online_there_is_no_such_page(official: Person, as_person: SignIn) -> None:
    simple = an_open_call()
    browser = as_person(official)
    browser.see(f"/office/calls/{simple.slug}/applications/new", status=404)
    assert "Register what came" not in browser.see(f"/office/calls/{simple.slug}/applications").text


def test_an_auditor_registers_nothing(call: Call, as_person: SignIn) -> None:
    as_person(an_official(RoleKind.AUDITOR)).see(f"/office/calls/{call.slug}/applications/new", status=403)


def test_an_application_carries_the_number_of_the_record_keeping(anna: Person, as_person: SignIn) -> None:
    application = a_submitted(an_open_call(), anna)
    browser = as_person(an_official())
    page = browser.see(f"/office/applications/{application.id}")
    done = browser.send(page, {"record_number": "1-12/99"}, button="Save the number")
    assert "1-12/99" in done.text


def test_a_number_that_is_too_long_is_refused(anna: Person) -> None:
    application = a_submitted(an_open_call(), anna)
    services.number(application=application, record_number="x" * 60, actor=an_official())
    with pytest.raises(Invalid):
        services.number(application=application, record_number="x" * 61, actor=an_official())


def test_the_register_lists_everything_received(call: Call, official: Person, anna: Person) -> None:
    a_submitted(call, anna)
    with clock.at(CLOSED):
        came = paper(postmark=date(2029, 12, 11), received_at=CLOSED)
        services.register(call=call, paper=came, actor=official)
        table = next(block for block in register_document(call).blocks if isinstance(block, Table))
    assert [row[3] for row in table.rows] == ["Biedrība Ozols", "Biedrība Osis"]
    assert table.rows[1][7].endswith("late")


def test_the_register_is_there_once_nobody_can_apply(call: Call, official: Person, as_person: SignIn) -> None:
    as_person(official).see(f"/office/calls/{call.slug}/register.pdf", status=404)
    with clock.at(CLOSED):
        answer = as_person(official).get(f"/office/calls/{call.slug}/register.pdf")
    assert answer.data.startswith(b"%PDF")


def test_registering_is_journalled_with_codes_only(call: Call, official: Person) -> None:
    application: Application = services.register(call=call, paper=paper(), actor=official)
    entry = db.session.scalars(select(Entry).where(Entry.action == "application.registered")).one()
    assert entry.subject_id == application.id
    assert entry.details["channel"] == "post"
