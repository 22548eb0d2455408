"""Applications made through the services, and a form with a question of every type."""

import io
from collections.abc import Mapping
from typing import Any

from grants import clock
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.form.working import as_changes
from grants.applications.models import Application, ApplicationMember, Enclosure, Right
from grants.applications.services.enclosing import enclose
from grants.calls.models import Call
from grants.db import db
from grants.web.uploads import put_away
from tests.factories.calls import OPEN, a_call
from tests.factories.documents import Raw, field, rules_document, words
from tests.factories.people import a_person
from tests.support.stages import staged

NUMBER = "40008000013"
"""A registration number whose check digit is right."""
IBAN = "LV80BANK0000435195001"
APPLICANT = {"kind": "association", "name": "Biedrība Ozols", "registration_number": NUMBER, "address": "Lielā iela 1"}
TITLE = "Ziemas nometne"
SHORT_FORM = [{"code": "project", "title": words("Projekts"), "fields": [field("goal", "long_text", required=True)]}]
SHORT_ANSWERS = {"goal": "Nometne piecpadsmit jauniešiem."}


def options(*codes: str) -> list[Raw]:
    """Return options of a choice."""
    return [{"code": code, "label": words(code)} for code in codes]


def every_field() -> list[Raw]:
    """Return a field of every type, all of them required where that means something."""
    return [
        field("short", "short_text", required=True, max_chars=20),
        field("long", "long_text", required=True, max_chars=100),
        field("count", "integer", required=True, min=1, max=50),
        field("share", "number", required=True, min="0.5", max="99.5"),
        field("sum", "money", required=True, max="1000.00"),
        field("day", "date", required=True),
        field("period", "date_range", required=True),
        field("partner", "yes_no", required=True),
        field("partner_name", "short_text", required=True, show_if={"field": "partner", "equals": True}),
        field("topic", "choice", required=True, options=options("sport", "art")),
        field("groups", "multi_choice", required=True, options=options("youth", "parents", "teachers")),
        field("mail", "email", required=True),
        field("phone", "phone", required=True),
        field("page", "url", required=True),
        field("place", "address", required=True),
        field("account", "iban", required=True),
        field("register", "registration_number", required=True),
        field("intro", "static_text"),
        field("statutes", "file", required=True, accept=["pdf", "edoc"], max_mb=1),
        field("plan", "table", required=True, min_rows=1, max_rows=3, columns=table_columns()),
        field("budget", "budget", required=True, categories=options("things", "travel")),
        field("truth", "declaration", required=True),
    ]


def table_columns() -> list[Raw]:
    """Return the columns of a table of activities."""
    return [field("what", "short_text", required=True, max_chars=30), field("people", "integer", min=1)]


def every_answer() -> dict[str, Any]:
    """Return answers to every field as people type them; they ask for the example call's 4600 euros."""
    return {
        "short": "Īss",
        "long": "Garš teksts\notrā rindā",
        "count": "24",
        "share": "12,5",
        "sum": "1 000,00 EUR",
        "day": "25.10.2029.",
        "period": {"from": "1.3.2030", "until": "2030-06-30"},
        "partner": "yes",
        "partner_name": "Skola",
        "topic": "sport",
        "groups": ["teachers", "youth"],
        "mail": "anna@example.org",
        "phone": "+371 20000000",
        "page": "www.example.org",
        "place": "Lielā iela 1",
        "account": IBAN,
        "register": NUMBER,
        "plan": [{"what": "Pārgājiens", "people": "12"}],
        "budget": [
            {"category": "things", "item": "Teltis", "quantity": "2", "unit_price": "2300", "own": ""},
        ],
        "truth": "yes",
    }


def form_of(*fields: Raw) -> list[Raw]:
    """Return a form with one section."""
    return [{"code": "project", "title": words("Projekts"), "fields": list(fields)}]


@staged
def an_open_call(**changes: Any) -> Call:
    """Return a published call with one question; it is open at `OPEN`."""
    return a_call(**{"form": SHORT_FORM, **changes})


def a_started(call: Call, person: Person | None = None) -> Application:
    """Return an empty draft."""
    with clock.at(OPEN):
        return services.start(call=call, actor=person or a_person())


def a_filled(
    call: Call,
    person: Person | None = None,
    *,
    answers: Mapping[str, Any] = SHORT_ANSWERS,
    title: str = TITLE,
    **applicant: str,
) -> Application:
    """Return a draft that is ready to be submitted."""
    person = person or a_person()
    application = a_started(call, person)
    with clock.at(OPEN):
        services.save(
            application=application,
            actor=person,
            changes=as_changes(title=title, applicant={**APPLICANT, **applicant}, answers=answers),
        )
    return application


def a_submitted(call: Call, person: Person | None = None, **filled: Any) -> Application:
    """Return an application that was sent in."""
    person = person or a_person()
    application = a_filled(call, person, **filled)
    with clock.at(OPEN):
        services.submit(application=application, actor=person)
    return application


def joined(
    application: Application, person: Person | None = None, right: Right = Right.READ, *, leads: bool = False
) -> Person:
    """Return a person who works on an application, a new one unless given, whatever state it is in."""
    person, now = person or a_person(), clock.now()
    member = ApplicationMember(person=person, right=right, leads=leads, added_at=now, accepted_at=now)
    application.memberships.append(member)
    db.session.flush()
    return person


def kept_beside(application: Application) -> Enclosure:
    """Keep a PDF beside an application."""
    file = put_away(io.BytesIO(b"%PDF-1.7"), "pierādījums.pdf", "pdf")
    return enclose(call=application.call, application=application, file=file, actor=None)


def invited(application: Application, person: Person | None = None, right: Right = Right.READ) -> Person:
    """Return a person whom the lead of a draft has invited and who has not answered."""
    person = person or a_person()
    assert application.lead
    with clock.at(OPEN):
        services.let_in(
            application=application, email=person.email, name="", right=right, actor=application.lead.person
        )
    return person


def rules_with(*fields: Raw, **changes: Any) -> Raw:
    """Return a rules document whose form has these fields in one section."""
    return rules_document(form=form_of(*fields), **changes)
