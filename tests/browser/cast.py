"""A call at every stage on a running site, and somebody in every role."""

from datetime import timedelta

from sqlalchemy import update

from grants import clock
from grants.accounts.models import Person, Role, RoleKind, Seat
from grants.accounts.policies import today
from grants.accounts.services import begin_as_guest, grant_role
from grants.applications.queries import submitted_in
from grants.applications.services import extend_for
from grants.awards.contests.models import Ruling
from grants.awards.contests.services import Ruled, name_evaluator
from grants.awards.minutes.services import write
from grants.calls.models import Call
from grants.db import db
from grants.evaluation.assigning.services import assign_by_hand
from grants.evaluation.assigning.situation import situation_of
from grants.evaluation.models import ConflictKind
from grants.evaluation.services import invite_evaluator
from grants.web.lists.asked import LONG
from tests.factories.awards import (
    DELIBERATED,
    a_deliberated_call,
    a_published_call,
    a_told_call,
    an_official_of,
    impartial,
    judged,
)
from tests.factories.calls import AN_ACT, a_call, a_draft, amended, an_amendment
from tests.factories.contests import a_complaint, ruled
from tests.factories.documents import schedule
from tests.factories.evaluation import (
    COMMITTEE,
    JUDGED,
    a_checked_call,
    a_scored_call,
    an_evaluator,
    declare,
    first_of,
    scoring,
)
from tests.factories.meetings import TOMORROW, a_call_to_meet_about, a_sitting, an_open_sitting
from tests.factories.people import a_person, an_administrator
from tests.factories.statistics import a_call_with_statistics

ROUNDS = {"days": 5, "unit": "working", "rounds": 1}


def calls_at_every_stage() -> dict[str, Call]:
    return {
        "draft": a_draft(slug="at-draft"),
        "checking": an_amendment(
            a_checked_call("Camp", "Choir", slug="at-checking", schedule=schedule(clarification=ROUNDS)),
            a_person("Ada Amends"),
        ),
        "inviting": a_checked_call("Camp", slug="at-inviting", committee=COMMITTEE | {"objections": True}),
        "assigning": _a_call_to_assign(),
        "scoring": amended(a_scored_call("Theatre", "Radio", "Mural", slug="at-scoring"), a_person("Ada Amends")),
        "ranking": a_deliberated_call(judged("A-1"), judged("A-2"), judged("A-3", "5", "2"), slug="at-ranking"),
        "worth": a_call_with_statistics(LONG, slug="at-worth"),
        "results": a_published_call(slug="at-results"),
        "contested": a_told_call(slug="at-contested", committee={"size": 3, "quorum": 1, "decided_by": "council"}),
        "meeting": a_call_being_met_about(slug="at-meeting"),
        "extended": an_extended_call(slug="at-extended"),
    }


def _a_call_to_assign() -> Call:
    """Return a call of which each application is scored by two of a committee of five, one of whom stands aside."""
    call = a_checked_call("Camp", "Choir", "Mural", slug="at-assigning", scoring=scoring(evaluators_per_application=2))
    people = [an_evaluator(call, name) for name in ("Anna Aizpute", "Bruno Bauska", "Cilda Cēsis", "Dainis Dobele")]
    first, second, _third = submitted_in(call.id)
    declare(people[0], first, ConflictKind.FAMILY)
    shown = {(first.id, people[1].id), (second.id, people[0].id)}
    with clock.at(JUDGED):
        seen = situation_of(call).digest([first.id, second.id])
        assign_by_hand(call=call, shown=shown, chosen=shown, seen=seen, actor=a_person("Ada Assigns"))
    return call


def a_call_being_met_about(slug: str) -> Call:
    """Return a call with a tie about which its committee sits, and whose minutes have a version."""
    call = a_call_to_meet_about(judged("A-1"), judged("A-2"), judged("A-3", "5", "2"), slug=slug)
    official = a_person("Sanda Secretary")
    grant_role(person=official, kind=RoleKind.COORDINATOR, actor=None, organiser_id=call.organiser_id)
    an_open_sitting(call, impartial(official, call))
    write(call=call, number=1, words={"opening": "Sēde notiek klātienē."}, seen=0, actor=official)
    a_sitting(call, official, starts_at=TOMORROW + timedelta(days=7))
    return call


def an_extended_call(slug: str) -> Call:
    """Return a call whose deadline was moved for one applicant."""
    call = a_call(slug=slug, schedule=schedule(individual_extension_days=5))
    until = call.closes_at + timedelta(days=2)
    extend_for(
        call=call, email="late@example.org", until=until, reason="Ill.", act=AN_ACT, actor=a_person("Ada Allows")
    )
    return call


def people_of(calls: dict[str, Call]) -> dict[str, Person]:
    coordinator = a_person("Otto Official")
    for organiser_id in {call.organiser_id for call in calls.values()}:
        for kind in (RoleKind.COORDINATOR, RoleKind.AUDITOR):
            grant_role(person=coordinator, kind=kind, actor=None, organiser_id=organiser_id)
    for stage in ("ranking", "results", "contested"):  # elsewhere they are still asked to declare
        impartial(coordinator, calls[stage])
    return {
        "guest": begin_as_guest(secret="of a browser", language="en")[0],  # of the test
        "applicant": first_of(calls["scoring"]).members[0].person,
        "evaluator": _invited_into(calls["inviting"], _an_evaluator_of(calls["scoring"], calls["assigning"])),
        "coordinator": coordinator,
        "administrator": an_administrator(),
    }


def _an_evaluator_of(*calls: Call) -> Person:
    person = a_person("Eva Evaluator")
    for call in calls:
        an_evaluator(call, person.name, person=person)
    return person


def _invited_into(call: Call, person: Person) -> Person:
    """Give a person a seat which they have not taken yet."""
    with clock.at(JUDGED):
        invite_evaluator(call=call, email=person.email, name=person.name, seat=Seat.MEMBER, actor=None)
    return person


def let_roles_begin() -> None:
    """Bring roles forward to today: the calls of the factories take place in 2029, the site is looked at now."""
    db.session.execute(update(Role).where(Role.starts_on > today()).values(starts_on=today()))
    db.session.expire_all()


def contest(call: Call, evaluator: Person) -> None:
    """Let decisions be contested: one complaint waits, one was right and is evaluated anew, one was rejected."""
    with clock.at(DELIBERATED):
        a_complaint(call, "A-2")
        ruled(
            a_complaint(call, "A-1"),
            Ruled(Ruling.REJECTED, "Komisija vērtējusi, kā nolikumā noteikts.", "4.2-8/2030/25"),
        )
        complaint = ruled(a_complaint(call, "A-3"))
        official = an_official_of(call, name="Olga Official")
        name_evaluator(complaint=complaint, person=evaluator, actor=official)
