"""Calls whose committee deliberates, taken in from bundles, with people who work on the applications."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from grants import clock
from grants.accounts.models import Organiser, Person, RoleKind
from grants.accounts.services import grant_role
from grants.applications.models import Application, Right
from grants.awards import services
from grants.awards.deciding.approving import Resolution, by_council, propose
from grants.awards.letters import services as letters
from grants.awards.letters.models import Letter, LetterState
from grants.awards.letters.queries import LETTER
from grants.awards.queries import standing_of
from grants.awards.terms import Channel, local_day
from grants.calls.models import Call, Stage
from grants.calls.queries import rules_of
from grants.db import db
from grants.evaluation.interests.queries import to_declare
from grants.evaluation.policies import OFFICIALS_DECLARE
from grants.evaluation.services import declare_as_official
from grants.exchange.services import import_bundle
from grants.exchange.validation import read_bundle
from grants.notices.models import Message, MessageState
from grants.notices.outcomes import sent
from grants.notices.sending.settling import settle
from tests.factories.applications import joined
from tests.factories.documents import Raw, application_document, bundle_document, rules_document, sheet
from tests.factories.people import a_person
from tests.support.stages import staged

DELIBERATED = datetime(2030, 1, 14, 10, tzinfo=UTC)
"""A Monday on which the committee of the example call deliberates."""
SLUG = "piemers-2030"
ZONE = "Europe/Riga"
EVALUATORS = {"E1": "e1@example.org", "E2": "e2@example.org", "E3": "e3@example.org"}
"""Who judges, with the addresses they sign in with."""


def judged(reference: str, first: str = "4", second: str = "4", **changes: Any) -> Raw:
    """Return an application that three evaluators have given the same marks: its total is first + 2 × second.

    Those with a higher number arrived later.
    """
    number = int("".join(digit for digit in reference if digit.isdigit()) or "0")
    submitted_at = (DELIBERATED - timedelta(days=40) + timedelta(minutes=number)).isoformat()
    evaluations = [sheet(evaluator, first, second) for evaluator in EVALUATORS]
    applicant = {"kind": "association", "name": f"Biedrība {reference}", "registration_number": "40008000000"}
    application = application_document(reference, title=f"Projekts {reference}", evaluations=evaluations)
    application["submitted_at"] = submitted_at
    application.pop("decision")
    return application | {"applicant": applicant} | changes


def judged_apart(reference: str, firsts: str, seconds: str) -> Raw:
    """Return an application with one digit of each criterion's marks for each evaluator."""
    marks = zip(EVALUATORS, firsts, seconds, strict=True)
    return judged(reference, evaluations=[sheet(evaluator, first, second) for evaluator, first, second in marks])


def withdrawn(reference: str) -> Raw:
    """Return an application that its applicant took back."""
    return judged(reference, status="withdrawn", evaluations=[])


def ineligible(reference: str) -> Raw:
    """Return an application that fails its administrative criterion."""
    return judged(reference, checks={"1.1": "no"}, evaluations=[])


@staged
def a_deliberated_call(*applications: Raw, **rules: Any) -> Call:
    """Return a call with these applications before its decision; its rules tell equals apart by nothing but the sum.

    Without any, one of each outcome: A-1 is awarded the one place, A-2 stands in reserve, and so on.
    """
    entries = list(applications) or [
        judged("A-1", "5", "5"),
        judged("A-2"),
        judged("A-3", "5", "2"),
        ineligible("A-4"),
        withdrawn("A-5"),
    ]
    limits = {"currency": "EUR", "amount": {"max": "9000.00"}, "limit": {"projects": 1}, "when_short": "stop"}
    document = bundle_document(call=rules_document(**{"funding": limits} | rules), applications=entries, ties=[])
    with clock.at(DELIBERATED):
        call = import_bundle(bundle=read_bundle(document), actor=None, evaluators=EVALUATORS)
    call.stage = Stage.DELIBERATION  # where nothing was scored, an import would still be checking
    return call


def tied() -> list[Raw]:
    """Return two applications that nothing in the rules tells apart."""
    return [judged("A-1"), judged("A-2")]


def application_in(call: Call, reference: str) -> Application:
    """Return an application of a call by its reference."""
    wanted = select(Application).where(Application.call_id == call.id, Application.reference == reference)
    return db.session.scalars(wanted).one()


def a_member(call: Call, reference: str, person: Person | None = None, language: str = "en") -> Person:
    """Return a person who works on an application, a new one unless given."""
    member = person or a_person(f"Applicant of {reference}", language=language)
    return joined(application_in(call, reference), member, Right.SIGN, leads=True)


def impartial(official: Person, call: Call) -> Person:
    """Return an official of a call who has declared no conflict of interest with anything in it."""
    with clock.at(max(DELIBERATED, clock.now())):  # no earlier than their role begins
        while call.stage in OFFICIALS_DECLARE and (waiting := to_declare(official, call)):
            for application in waiting:
                declare_as_official(application=application, actor=official, conflict=False)
    return official


def an_official_of(
    call: Call, kind: RoleKind = RoleKind.COORDINATOR, name: str = "Otto Official", *, person: Person | None = None
) -> Person:
    """Return a person, a new one unless given, with a role in the organiser; who acts has declared no conflict."""
    person = person or a_person(name)
    grant_role(person=person, kind=kind, actor=None, organiser_id=call.organiser_id)
    return person if kind is RoleKind.AUDITOR else impartial(person, call)


@staged
def a_decided_call(*applications: Raw, **rules: Any) -> Call:
    """Return a call whose decisions are confirmed."""
    call = a_deliberated_call(*applications, **rules)
    with clock.at(DELIBERATED):
        decide(call, an_official_of(call))
    return call


def decide(call: Call, official: Person) -> None:
    """Confirm the decisions of a call now, after a proposal to the council where the council decides."""
    resolution = None
    if by_council(rules_of(call)):
        propose(call=call, actor=official, seen=standing_of(call).digest)
        resolution = Resolution("15", clock.now().date())
    services.confirm(call=call, actor=official, resolution=resolution)


def made_letters(call: Call) -> None:
    """Declare the letters of a call valid unsigned, and make them."""
    organiser = db.session.get_one(Organiser, call.organiser_id)
    letters.declare_unsigned(organiser=organiser, basis="Likuma 1. pants", actor=None)
    while letters.make_letters():
        db.session.flush()


def letters_left(call: Call, official: Person, at: datetime = DELIBERATED) -> None:
    """Let every letter of a decided call leave: by e-mail where somebody reads e-mails, to the e-address elsewhere."""
    with clock.at(at):
        made_letters(call)
        letters.send_by_email(call=call, actor=official)
        the_outbox_sent()
        wanted = select(Letter.id).where(Letter.call_id == call.id, Letter.state == LetterState.PREPARED)
        if rest := list(db.session.scalars(wanted)):
            letters.dispatch(
                call=call, letters=rest, channel=Channel.E_ADDRESS, sent_on=local_day(at, ZONE), actor=official
            )


def the_outbox_sent() -> None:
    """Let a mail server have taken every letter that waits."""
    waiting = select(Message).where(Message.event == LETTER, Message.state == MessageState.QUEUED)
    for message in db.session.scalars(waiting).all():
        message.state = MessageState.SENDING
        settle(message, sent("250 OK"))
    db.session.flush()


@staged
def a_told_call(*applications: Raw, **rules: Any) -> Call:
    """Return a decided call whose letters have left, so that every applicant knows the outcome."""
    call = a_decided_call(*applications, **rules)
    letters_left(call, an_official_of(call))
    return call


@staged
def a_published_call(*applications: Raw, **rules: Any) -> Call:
    """Return a call whose letters have left and whose results are published."""
    call = a_decided_call(*applications, **rules)
    publish(call)
    return call


def publish(call: Call, at: datetime = DELIBERATED) -> None:
    """Let the letters of a decided call leave, then publish its results."""
    official = an_official_of(call)
    letters_left(call, official, at)
    with clock.at(at):
        services.publish_results(call=call, actor=official)
