"""Fill a site's database for the measurements, and sign people in without their mailbox."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import flask_migrate
from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import insert, select, text

from grants import clock
from grants.accounts.cookies import begin_session
from grants.accounts.models import Person, RoleKind, Seat
from grants.accounts.services import grant_role, person_for
from grants.applications import services as applications
from grants.applications.form.working import as_changes
from grants.applications.models import Application, ApplicationMember, Right
from grants.calls import services as calls
from grants.calls.asking.models import AskedBy
from grants.calls.asking.questions import answer, write_down
from grants.calls.models import Call, Stage
from grants.calls.rules.document import Rules
from grants.calls.rules.validation import read_rules
from grants.db import db
from grants.evaluation.seats.services import take_seat
from grants.evaluation.services import declare
from grants.exchange import demonstration
from grants.exchange.invention import invent_answers, invent_applicant, invent_marks, invent_sum, invent_title
from grants.exchange.services import import_bundle, organiser_of
from grants.exchange.validation import read_bundle
from grants.web.uploads import Uploaded, put_away
from tests.benchmarks.written import WRITTEN_TO, Written, written_to

SMALL, COMMITTEE = 100, 5
FILE_DRAFTS = 13
OPEN, FEW, MANY, SCORED, SCORED_MANY, RANKED, DECIDED = (
    *("measured-open", "measured-few", "measured-many", "measured-scored", "measured-scored-many", "measured-ranked"),
    "liepkalne-2025",
)
"""The calls by stage: one takes applications, two are checked, two scored; the last is the decided demonstration."""
EDITED, EMPTY, CROWDED = "measured-edited", "measured-empty", "measured-crowded"
"""A draft with many questions; two open calls that are amended, without drafts and with as many as there can be."""
QUESTIONS, LONG, ANSWERED, ATTACHED, AMENDED = 60, 40, 20, 10, 3
TYPED = ("idea", "youth_role", "participants")
"""The questions of the page that is saved; blank in the drafts that are to be changed."""
STAFF, EVALUATOR = "koordinators@measured.example", "vertetaja@measured.example"


@dataclass(frozen=True)
class Reader:
    """Somebody signed in: the headers to send, and the token their forms carry."""

    headers: dict[str, str]
    token: str


@dataclass(frozen=True)
class Scored:
    """Two applications of one call that wait for an evaluator's marks: to look at and save, and to keep one mark of."""

    saved: UUID
    kept: UUID


@dataclass(frozen=True)
class Filled:
    """What is in the database by id: drafts ready to be sent in, drafts to be changed, and an application to score."""

    ready: list[UUID]
    begun: list[UUID]
    """The last of them is saved while it is typed, again and again."""
    scored: Scored
    scored_many: Scored
    long: UUID
    """A draft with LONG questions, of whom the first one to be changed is."""
    taking_files: list[UUID]
    """Drafts that ask for files, of those whose drafts are to be changed, in their order."""
    closes_at: datetime
    """When the calls that are amended close, by the clocks of their zone."""
    written: list[Written]
    """What an official has written to one and to WRITTEN_TO, ready to be sent."""


def fill(app: Flask, *, many: int, acts: int) -> Filled:
    """Build the tables, the calls, one of them with many applications, and so many drafts of each sort."""
    with app.app_context():
        flask_migrate.upgrade()
        staff = person_for(email=STAFF, name="Koordinators")
        few, ranked, scored = (closed(rules_named(name), SMALL) for name in (FEW, RANKED, SCORED))
        documents = [few, closed(rules_named(MANY), many), judged(ranked, COMMITTEE), judged(scored, 0)]
        documents.append(judged(closed(rules_named(SCORED_MANY), many), 0))
        for document in documents:
            call = import_bundle(bundle=read_bundle(document), actor=None)
            grant_role(person=staff, kind=RoleKind.COORDINATOR, actor=None, call_id=call.id)
            db.session.commit()
        import_bundle(bundle=read_bundle(demonstration.load(DECIDED)), actor=None)
        few_scored, many_scored = (_begin_scoring(name) for name in (SCORED, SCORED_MANY))
        _prepare_editing(staff)
        lead = person_for(email="melnraksti@measured.example")
        for name, size in ((EMPTY, 0), (CROWDED, many)):
            crowded = _open_call(name, staff)
            _fill_with_drafts(crowded, lead, size)
        written = [written_to(crowded, staff, lead, size) for size in (1, WRITTEN_TO)]
        drafts = list(_drafts(_talked_about(_open_call(OPEN, staff), staff), ready=acts, begun=acts + 1))
        db.session.commit()
        db.session.execute(text("ANALYZE"))  # as the database does by itself after a while
        db.session.commit()
        schedule = read_bundle(rules_named(EMPTY)).call.schedule
        closes_at = schedule.closes_at.astimezone(ZoneInfo(schedule.timezone))
        long = _long_draft(staff, person_for(email=applicant(acts)))
        files = _drafts_for_files(staff, acts)
        return Filled(drafts[:acts], drafts[acts:], few_scored, many_scored, long, files, closes_at, written)


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


def rules_named(name: str) -> dict[str, Any]:
    """Return the rules of the demonstration under a name, for associations alone."""
    document = demonstration.open_call(clock.now().date())
    document["call"]["slug"] = name
    document["call"]["applicants"] = {"kinds": ["association"]}
    return document


def closed(document: dict[str, Any], size: int) -> dict[str, Any]:
    """Return a bundle of a call that closed long ago, with so many applications."""
    document = demonstration.shifted(document, -60)
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


def judged(document: dict[str, Any], members: int) -> dict[str, Any]:
    """Let everything in a bundle pass the checks, and a committee of so many members score it."""
    random = Random(members)  # play, not secrets
    rules = Rules.model_validate(document["call"])
    committee = [f"E{number}" for number in range(1, members + 1)]
    document["evaluators"] = [{"id": evaluator, "name": f"Vērtētājs {evaluator}"} for evaluator in committee]
    for entry in document["applications"]:
        entry["checks"] = {check.code: "yes" for check in rules.checks}
        entry["evaluations"] = [
            {"evaluator": one, "scores": invent_marks(rules.criteria, 0.7, random), "comments": {}, "conflict": False}
            for one in committee
        ]
    return document


def _begin_scoring(name: str) -> Scored:
    """Let an evaluator score a call, and return the applications they declared about."""
    call = db.session.scalars(select(Call).where(Call.slug == name)).one()
    evaluator = person_for(email=EVALUATOR, name="Vērtētāja")
    grant_role(person=evaluator, kind=RoleKind.EVALUATOR, actor=None, call_id=call.id, seat=Seat.MEMBER)
    call.stage = Stage.SCORING
    query = select(Application).where(Application.call_id == call.id).order_by(Application.reference).limit(2)
    take_seat(call=call, actor=evaluator, statement="Solu.")
    saved, kept = db.session.scalars(query)
    for application in (saved, kept):
        declare(application=application, actor=evaluator, conflict=False)
    return Scored(saved.id, kept.id)


def _prepare_editing(staff: Person) -> None:
    """Prepare a draft call whose form has many questions."""
    _draft_of(read_rules(_asking(EDITED, QUESTIONS)["call"]), staff)


def _asking(name: str, questions: int) -> dict[str, Any]:
    """Return the rules of a call that asks so many questions on one page."""
    document = rules_named(name)
    asked = [
        {"code": f"q{number}", "type": "long_text", "label": {"lv": f"Jautājums {number}"}, "max_chars": 1000}
        for number in range(questions)
    ]
    document["call"]["form"] = [{"code": "all", "title": {"lv": "Viss"}, "fields": asked}]
    return document


def _long_draft(staff: Person, person: Person) -> UUID:
    """Return a draft of somebody in which LONG questions are answered."""
    call = _published(read_bundle(_asking("measured-long", LONG)).call, staff)
    draft = applications.start(call=call, actor=person)
    answers = {f"q{number}": "x" * 500 for number in range(LONG)}
    applications.save(application=draft, actor=person, changes=as_changes(title="Gara", applicant={}, answers=answers))
    db.session.commit()
    return draft.id


def _drafts_for_files(staff: Person, first: int) -> list[UUID]:
    """Return drafts in a call that asks for files."""
    document = rules_named("measured-files")
    paper = {"code": "paper", "type": "file", "label": {"lv": "Papīri"}, "accept": ["pdf"]}
    document["call"]["form"] = [{"code": "papers", "title": {"lv": "Papīri"}, "fields": [paper]}]
    call = _published(read_bundle(document).call, staff)
    people = [person_for(email=applicant(first + number)) for number in range(FILE_DRAFTS)]
    drafts = [applications.start(call=call, actor=person).id for person in people]
    db.session.commit()
    return drafts


def _draft_of(rules: Rules, staff: Person) -> Call:
    call = calls.create(organiser_id=organiser_of(rules.organiser, None).id, rules=rules, actor=None)
    grant_role(person=staff, kind=RoleKind.COORDINATOR, actor=None, call_id=call.id)
    return call


def _open_call(name: str, staff: Person) -> Call:
    return _published(read_bundle(rules_named(name)).call, staff)


def _published(rules: Rules, staff: Person) -> Call:
    call = _draft_of(rules, staff)
    calls.keep_act(call=call, uploaded=_a_file(), actor=None)
    return calls.publish(call=call, actor=None)


def _a_file() -> Uploaded:
    with demonstration.act() as content:
        return put_away(content, demonstration.ACT, "pdf")


def _talked_about(call: Call, staff: Person) -> Call:
    """Amend a call, answer questions about it, and attach papers."""
    for number in range(AMENDED):
        version = calls.begin_amendment(call=call, actor=staff)
        title = {"lv": f"Grozīts {number}"}
        calls.replace_rules(call=call, rules=read_rules(version.rules | {"title": title}, at=""), actor=staff)
        on = clock.now().date()
        calls.explain_amendment(call=call, reason="Kļūda.", body="Dome", number=str(number), on=on, actor=staff)
        calls.keep_act(call=call, uploaded=_a_file(), actor=staff)
        for paper in range(ATTACHED if not number else 0):
            calls.attach(call=call, title=f"Veidlapa {paper}", uploaded=_a_file(), actor=staff)
        calls.put_in_force(call=call, actor=staff, seen=version.digest)
    for number in range(ANSWERED):
        question = write_down(call=call, words=f"Jautājums {number}", came_by=AskedBy.PHONE, actor=staff)
        answer(question=question, shown=question.asked, words="Jā. " * 20, actor=staff)
    return call


def _fill_with_drafts(call: Call, lead: Person, size: int) -> None:
    """Store so many drafts that one person leads, all at once."""
    now = clock.now()
    drafts = [
        {"id": uuid4(), "call_id": call.id, "version": 1, "created_at": now, "saved_at": now} for _ in range(size)
    ]
    if drafts:
        db.session.execute(insert(Application), drafts)
        leads = {"person_id": lead.id, "right": Right.SIGN, "leads": True, "added_at": now, "accepted_at": now}
        db.session.execute(insert(ApplicationMember), [leads | {"application_id": draft["id"]} for draft in drafts])
    db.session.commit()


def _drafts(call: Call, *, ready: int, begun: int) -> Iterator[UUID]:
    random = Random(1)  # play, not secrets
    rules = read_bundle(rules_named(OPEN)).call
    for number in range(ready + begun):
        blank = {} if number < ready else dict.fromkeys(TYPED, "")
        person: Person = person_for(email=applicant(number), name="Pieteicējs")
        draft = applications.start(call=call, actor=person)
        applications.save(
            application=draft,
            actor=person,
            changes=as_changes(
                title=invent_title(random),
                applicant=invent_applicant(rules, random, number),
                answers={**invent_answers(rules, random), **blank},
            ),
        )
        yield draft.id
