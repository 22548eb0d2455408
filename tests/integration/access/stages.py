"""A call in every stage, brought there through the services, with two applications: the lead's and another's."""

import io
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person, Seat
from grants.accounts.services import end_role
from grants.applications import services as applications
from grants.applications.comments import say
from grants.applications.files import KeptFile
from grants.applications.models import Application, Redaction
from grants.applications.services.uploading import Coming
from grants.applications.upkeep.keeping import keep_copies
from grants.awards import services as awards
from grants.awards.meetings import services as meetings
from grants.awards.meetings.models import Lot, LotKind
from grants.awards.minutes.services import write
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.workflow import Action
from grants.db import db
from grants.evaluation import services
from grants.evaluation.models import CheckAnswer, ConflictKind, Sheet
from grants.storage import storage
from tests.factories import evaluation as judging
from tests.factories.applications import a_filled, form_of, invited, joined, kept_beside
from tests.factories.awards import an_official_of, letters_left
from tests.factories.calls import OPEN, a_call, a_draft, an_amendment, with_act, with_attachment
from tests.factories.documents import Raw, field, rules_document, schedule
from tests.factories.evaluation import CRITERIA, JUDGED
from tests.factories.meetings import a_sitting
from tests.factories.people import a_person
from tests.integration.access.cast import COMMITTEE, Cast

NOW = JUDGED
STEPS = (Action.START_CHECKING, Action.START_SCORING, Action.START_DELIBERATION, Action.CONFIRM, Action.PUBLISH_RESULTS)
CLOSED = {
    "closed": 0,
    "checking": 1,
    "asked": 1,
    "assigning": 1,
    "scoring": 2,
    "deliberation": 3,
    "tied": 3,
    "sealed": 3,
    "decided": 4,
    "told": 4,
    "results": 5,
}
"""The calls whose deadline is over, and how many steps were taken in each."""
HELD = ("checking", "deliberation", "tied", "sealed")
"""The calls whose committee meets."""
CLARIFIED = schedule(clarification={"days": 5, "unit": "working", "rounds": 2})
RULES: Raw = {
    "channels": [{"kind": "online"}, {"kind": "post", "counts": "arrival"}],
    "form": form_of(field("goal", "long_text", required=True), field("statutes", "file", accept=["pdf"])),
    "criteria": CRITERIA,
    "committee": {"size": 4, "quorum": 1, "decided_by": "committee"},
    "scoring": rules_document()["scoring"] | {"statistics": True},
    "funding": {
        "currency": "EUR",
        "amount": {"fixed": "4600.00"},
        "limit": {"projects": 1},
        "when_short": "stop",
    },
}
CLOSES_LATER = schedule(closes_at="2029-12-20T15:00:00+02:00", individual_extension_days=5)
OPENS_LATER = CLOSES_LATER | {
    "opens_at": "2029-12-15T09:00:00+02:00",
    "questions_until": "2029-12-18T15:00:00+02:00",
}
GUARANTEED = {"kinds": ["association"], "adult_guarantor": True}
ON_PAPER = {"by": ["paper"], "within_working_days": 5}
GUARANTOR = {"guarantor_name": "Gunta", "guarantor_email": "gunta@example.org"}
GOOD, FAIR = {"2.1": "5", "2.2": "5"}, {"2.1": "4", "2.2": "4"}


def a_call_in_every_stage(people: Cast) -> dict[str, Call]:
    """Return calls by the names the table has for them; the clock stands at NOW."""
    early = {
        "draft": with_attachment(with_act(a_draft(slug="draft-call", schedule=OPENS_LATER, **RULES))),
        "announced": a_call(slug="announced-call", schedule=OPENS_LATER, **RULES),
        "open": a_call(slug="open-call", schedule=CLOSES_LATER, **RULES),
    }
    early["amended"] = an_amendment(a_call(slug="amended-call", schedule=CLOSES_LATER, **RULES), people["coor"])
    for leader in ("lead", "appl"):
        _draft(early["open"], people, leader)
    say(application=applications_in(early["open"])[0], words="Labi?", field="", actor=people["lead"])
    for name in ("sent", "changed"):
        early[name] = a_call(slug=f"{name}-call", schedule=CLOSES_LATER, **RULES)
        application = _draft(early[name], people, "lead")
        with clock.at(OPEN):
            applications.submit(application=application, actor=people["lead"])
    early["confirming"] = a_call(
        slug="confirming-call", schedule=CLOSES_LATER, **RULES, applicants=GUARANTEED, signature=ON_PAPER
    )
    application = _draft(early["confirming"], people, "lead", **GUARANTOR)
    with clock.at(OPEN):
        applications.submit(application=application, actor=people["lead"])
    with clock.at(OPEN):
        applications.open_again(application=applications_in(early["changed"])[0], actor=people["lead"])
    return early | {name: _closed(name, people) for name in CLOSED}


def applications_in(call: Call) -> list[Application]:
    """Return the lead's application and the other one; none in a call that is not open yet."""
    wanted = select(Application).where(Application.call_id == call.id).order_by(Application.title.desc())
    return list(db.session.scalars(wanted))


def _closed(name: str, people: Cast) -> Call:
    """Return a call after its deadline that has taken its steps."""
    particular: dict[str, Raw] = {
        "sealed": {"scoring": judging.scoring(opened_by_two=True)},
        "assigning": {"scoring": judging.scoring(evaluators_per_application=1)},
    }
    call = a_call(slug=f"{name}-call", schedule=CLARIFIED, **RULES | particular.get(name, {}))
    for hour, leader in enumerate(("lead", "appl")):
        application = _draft(call, people, leader)
        with clock.at(OPEN + timedelta(hours=hour)):
            applications.submit(application=application, actor=people[leader])
    calls.finish_closing(NOW)
    while keep_copies():
        db.session.flush()
    _seat(call, people)
    for step in STEPS[: CLOSED[name]]:
        _take(step, call, people, equal=name == "tied")
    if name == "told":
        letters_left(call, an_official_of(call), NOW)
    if name == "asked":
        about = applications_in(call)[0]
        applications.ask_to_clarify(application=about, question="Kāds?", fields=["goal"], actor=people["coor"])
    if name in {"scoring", "deliberation"}:
        _show_what_was_found(applications_in(call)[0])
    if name == "scoring":
        judging.an_evaluator(call, "Gunta", person=a_person("Gunta"))  # has begun no sheet
        _black_out(applications_in(call)[0], people["coor"])
        judging.score(judging.chair_of(call), applications_in(call)[0])
        _score(applications_in(call)[0], people, GOOD, submit=False)
    if name in HELD:
        _meet(call, people, is_open=name != "checking")
    return call


def _show_what_was_found(application: Application) -> None:
    """Keep a file beside each check, and the scan of each sheet that was submitted."""
    for answer in db.session.scalars(select(CheckAnswer).where(CheckAnswer.application_id == application.id)):
        answer.proof_id = kept_beside(application).id
    for sheet in db.session.scalars(select(Sheet).where(Sheet.application_id == application.id)):
        sheet.scan_id = kept_beside(application).id
    db.session.flush()


def _meet(call: Call, people: Cast, *, is_open: bool) -> None:
    """Plan a sitting, to which a substitute can be called in, or hold one with one member present and a draw begun."""
    official = an_official_of(call)
    if not is_open:
        judging.an_evaluator(call, "Sarma", Seat.SUBSTITUTE)
    sitting = a_sitting(call, official)
    if is_open:
        here = people["eval"].id
        meetings.open_sitting(
            call=call, number=1, chair_id=here, secretary_id=official.id, present=[here], actor=official
        )
        if call.slug == "sealed-call":
            write(call=call, number=1, words={"opening": "Sēde."}, seen=0, actor=official)
            meetings.close(call=call, number=1, actor=official)
        lot = Lot(sitting_id=sitting.id, about="of others", kind=LotKind.PUBLIC, references=["A-1"], source="Loto")
        lot.announced_at = NOW
        db.session.add(lot)
        db.session.flush()


def _black_out(application: Application, official: Person) -> None:
    hidden = Redaction(application_id=application.id, passage="Nometne", reason="Vārds", made_by_id=official.id)
    hidden.made_at = NOW
    db.session.add(hidden)
    db.session.flush()


def _draft(call: Call, people: Cast, leader: str, **applicant: Any) -> Application:
    """Return a draft that is ready to be submitted, with a file; if it is the lead's, two read and one is invited."""
    application = a_filled(call, people[leader], title=f"Project of {leader}", name=f"Biedrība {leader}", **applicant)
    for reader in ("read", "own") if leader == "lead" else ():
        joined(application, people[reader])
    if leader == "lead":
        invited(application, people["invi"])
    with clock.at(OPEN):
        applications.attach(
            application=application,
            actor=people[leader],
            file=KeptFile("statutes", "statutes.pdf", "application/pdf", storage().put(io.BytesIO(b"%PDF-1.7"))),
        )
        coming = Coming("statutes", "half.pdf", 2000, "1")
        applications.begin_upload(application=application, actor=people[leader], coming=coming)
    return application


def _seat(call: Call, people: Cast) -> None:
    judging.an_evaluator(call, "Dace", Seat.CHAIR, person=a_person("Dace"))
    for role in COMMITTEE:
        judging.an_evaluator(call, people[role].name, person=people[role])
    for held in people["ended"].roles:
        if held.call_id == call.id:
            end_role(role=held, actor=None)


def _take(step: Action, call: Call, people: Cast, *, equal: bool) -> None:
    """Do what a step needs, then take it."""
    if step is Action.PUBLISH_RESULTS:
        letters_left(call, an_official_of(call), NOW)
    if step is Action.CONFIRM:
        awards.confirm(call=call, actor=an_official_of(call))
        return
    own, other = applications_in(call)
    if step is Action.START_SCORING:
        judging.check(own)
        judging.check(other)
        judging.declare(people["conf"], own, ConflictKind.PARTNER)
        judging.declare(people["eval"], own)
    if step is Action.START_DELIBERATION:
        judging.declare(people["eval"], other)
        _score(own, people, GOOD)
        _score(other, people, GOOD if equal else FAIR)
    calls.advance(call=call, action=step, actor=None)


def _score(application: Application, people: Cast, marks: dict[str, str], *, submit: bool = True) -> None:
    services.save_sheet(
        application=application, actor=people["eval"], marks=marks, comments={}, revision=0, submit=submit
    )
