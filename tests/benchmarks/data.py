"""Fill a site's database for the measurements, and sign people in without their mailbox."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from uuid import UUID

import flask_migrate
from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import text

from grants import clock
from grants.accounts.cookies import begin_session
from grants.accounts.models import Person, RoleKind
from grants.accounts.services import grant_role, person_for
from grants.applications import services as applications
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.rules.document import Rules
from grants.db import db
from grants.exchange import demonstration
from grants.exchange.invention import invent_answers, invent_applicant, invent_sum, invent_title
from grants.exchange.services import import_bundle, organiser_of
from grants.exchange.validation import read_bundle

SMALL, LARGE = 100, 10_000
OPEN = "measured-open"
STAFF = "koordinators@measured.example"


@dataclass(frozen=True)
class Reader:
    """Somebody signed in: the headers to send, and the token their forms carry."""

    headers: dict[str, str]
    token: str


def fill(app: Flask, drafts: int) -> list[UUID]:
    """Build the tables, a closed call with SMALL and one with LARGE applications, an open one, and ready drafts."""
    with app.app_context():
        flask_migrate.upgrade()
        staff = person_for(email=STAFF, name="Koordinators")
        for size in (SMALL, LARGE):
            call = import_bundle(bundle=read_bundle(_closed(size)), actor=None)
            grant_role(person=staff, kind=RoleKind.COORDINATOR, actor=None, call_id=call.id)
            db.session.commit()
        call = _open_call()
        ready = list(_drafts(call, drafts))
        db.session.commit()
        db.session.execute(text("ANALYZE"))  # as the database does by itself after a while
        db.session.commit()
        return ready


def slug(size: int) -> str:
    """Return the address of the closed call with so many applications."""
    return f"measured-{size}"


def signed_in(app: Flask, email: str) -> Reader:
    """Return what a browser of a signed-in person sends: the cookie of a session begun now."""
    with app.test_request_context():
        begin_session(person_for(email=email))
        token = generate_csrf()
        serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # Flask's own
        cookie = serializer.dumps(dict(session))
        db.session.commit()
    return Reader({"Cookie": f"{app.config['SESSION_COOKIE_NAME']}={cookie}"}, token)


def applicant(number: int) -> str:
    """Return the address of an applicant of the open call."""
    return f"pieteicejs{number}@measured.example"


def _rules(name: str) -> dict[str, object]:
    document = demonstration.open_call(clock.now().date())
    document["call"]["slug"] = name
    document["call"]["applicants"] = {"kinds": ["association"]}
    return document


def _closed(size: int) -> dict[str, object]:
    document = demonstration.shifted(_rules(slug(size)), -60)
    random = Random(size)  # play, not secrets
    rules = Rules.model_validate(document["call"])
    arrived = rules.schedule.closes_at - timedelta(seconds=size)
    document["applications"] = [
        {
            "reference": f"M-{number:05}",
            "title": invent_title(random),
            "applicant": {"kind": "association", "name": f"Biedrība {number}"},
            "requested": format(invent_sum(rules, random), "f"),
            "submitted_at": (arrived + timedelta(seconds=number)).isoformat(),
            "channel": "online",
            "status": "submitted",
            "answers": {"idea": "x" * 2000, "participants": 24},
            "checks": {},
            "evaluations": [],
        }
        for number in range(size)
    ]
    return document


def _open_call() -> Call:
    rules = read_bundle(_rules(OPEN)).call
    call = calls.create(organiser_id=organiser_of(rules.organiser, None).id, rules=rules, actor=None)
    return calls.publish(call=call, actor=None)


def _drafts(call: Call, count: int) -> Iterator[UUID]:
    random = Random(1)  # play, not secrets
    rules = read_bundle(_rules(OPEN)).call
    for number in range(count):
        person: Person = person_for(email=applicant(number), name="Pieteicējs")
        draft = applications.start(call=call, actor=person)
        applications.save(
            application=draft,
            actor=person,
            revision=draft.revision,
            answers=invent_answers(rules, random),
            applicant=invent_applicant(rules, random, number),
            title=invent_title(random),
        )
        yield draft.id
