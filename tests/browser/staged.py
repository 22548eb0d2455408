"""A call at every stage on a running site, and somebody in every role: made through the services, beside the site."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import select, update

from config import Settings
from grants import clock, create_app
from grants.accounts.current import GUEST, SESSION
from grants.accounts.models import Person, Role, RoleKind, Seat
from grants.accounts.policies import today
from grants.accounts.queries import officials_of, roles_in_call
from grants.accounts.services import begin_as_guest, begin_session, grant_role
from grants.applications.confirmations import confirmations_of, token_of
from grants.applications.form.working import as_changes
from grants.applications.models import Application, ApplicationState, Right
from grants.applications.queries import submitted_in
from grants.applications.services import ask_to_clarify, extend_for, let_in, save, start
from grants.awards.contests.queries import complaints_in
from grants.awards.contests.services import name_evaluator
from grants.awards.minutes.services import write
from grants.calls.models import Call
from grants.calls.queries import call_by_slug
from grants.db import db
from grants.evaluation.assigning.services import assign_by_hand
from grants.evaluation.assigning.situation import situation_of
from grants.evaluation.interests.services import write_down_consultation
from grants.evaluation.models import ConflictKind, Declaration
from grants.evaluation.objections.services import object_to
from grants.evaluation.services import invite_evaluator
from grants.exchange.demonstration import OPEN_CALL
from tests.factories.applications import a_submitted, an_open_call, joined
from tests.factories.asking import answered, written_down
from tests.factories.awards import (
    DELIBERATED,
    a_deliberated_call,
    a_member,
    a_published_call,
    a_told_call,
    an_official_of,
    application_in,
    impartial,
    judged,
)
from tests.factories.calls import AN_ACT, a_call, a_draft, amended, an_amendment
from tests.factories.contests import a_complaint, ruled
from tests.factories.deliberation import a_closed_call
from tests.factories.documents import Raw, schedule
from tests.factories.evaluation import (
    COMMITTEE,
    JUDGED,
    a_checked_call,
    a_scored_call,
    an_evaluator,
    chair_of,
    declare,
    declare_as_official,
    first_of,
    score,
    scoring,
)
from tests.factories.meetings import TOMORROW, a_call_to_meet_about, a_sitting, an_open_sitting
from tests.factories.people import a_person, an_administrator
from tests.factories.statistics import a_call_with_statistics
from tests.support.site import Site
from workers.tasks import compute_statistics

FINISHED = "liepkalne-2025"
"""A call of the demonstration whose results are published."""
DRAFT_PAGES = ("publish", "copy", "rules", "discard", "files", "files/act", "files/new")
SITTINGS = ("", "/new", "/written", "/2", "/2/change", "/2/cancel", "/2/meeting", "/1/meeting")
HELD = ("meeting/ties/1", "meeting/questions", "minutes", "minutes/words", "minutes/versions/1")
BEFOREHAND = ("check", "check?check=1&kind=company", "form", "questions", "questions/ask", "follow")
PARTS = ("texts", "schedule", "funding", "applicants", "form", "criteria", "scoring")
ROUNDS = {"days": 5, "unit": "working", "rounds": 1}
RULES_PAGES = (
    *(f"part/{part}" for part in PARTS),
    *("add/form/project", "item/form/project/goal", "item/form/project/activities", "item/criteria/2.1"),
    *("paste", "file", "remove/checks/1.1", "preview", "preview/form"),
)
"""Pages of the rules of a draft."""


@dataclass(frozen=True)
class Look:
    """Be a page to look at: an address, and a button to press there first."""

    address: str
    button: str = ""


Looks = dict[str, list[Look]]
"""By role the pages to look at."""


@dataclass(frozen=True)
class Staged:
    """Hold the pages by role, and by role the cookie of a session."""

    looks: Looks
    sessions: dict[str, str]


def stage(site: Site) -> Staged:
    """Make the calls and people in the site's database."""
    with beside(site) as app:
        calls = _calls()
        people = _people(calls)
        declare_as_official(people["coordinator"], first_of(calls["checking"]))
        declare_as_official(people["coordinator"], first_of(calls["scoring"]))
        _contest(calls["contested"], people["evaluator"])
        _let_roles_begin()
        looks = {
            "visitor": _of_visitor(),
            "guest": _of_guest(people["guest"]),
            "applicant": _of_applicant(people["applicant"], calls),
            "evaluator": _of_evaluator(people["evaluator"], calls),
            "coordinator": _of_coordinator(calls),
            "administrator": _of_administrator(calls["draft"]),
        }
        db.session.commit()
        compute_statistics()
        parts = {"guest": GUEST}
        sessions = {role: session_of(app, person, parts.get(role, SESSION)) for role, person in people.items()}
        return Staged(looks, sessions)


@contextmanager
def beside(site: Site) -> Iterator[Flask]:
    """Give the application of a running site, on its files, in a process of ours."""
    settings = Settings.from_environment(site.environment)
    key = (settings.instance_path / "secret_key").read_text()
    app = create_app(replace(settings, secret_key=key, base_url=site.address))
    with app.app_context():
        yield app
        db.engine.dispose()


def slug_for(request: pytest.FixtureRequest) -> str:
    """Return a name for the call of a test that no other test has."""
    return re.sub(r"[^a-z]+", "-", request.node.name.lower()).strip("-")[-60:].strip("-")


def open_now(closes_at: datetime | None = None) -> Raw:
    """Return the dates of a call that is open now and closes then, in five hours unless said."""
    closes_at = closes_at or datetime.now(UTC) + timedelta(hours=5)
    days = {"published_at": -3, "opens_at": -2, "evaluation_due_at": 2, "decision_due_at": 2}
    dates = {one: (closes_at + timedelta(days=count)).isoformat() for one, count in days.items()}
    return schedule(**dates, questions_until=closes_at.isoformat(), closes_at=closes_at.isoformat())


def a_draft_of_ones_own(
    site: Site, slug: str, form: list[Raw], *, closes_at: datetime | None = None, **filled: Any
) -> tuple[str, str]:
    """Return the address of a draft in a call with a form, and the cookie of its applicant."""
    with beside(site) as app:
        dates = open_now(closes_at)
        with clock.at(datetime.fromisoformat(dates["closes_at"]) - timedelta(hours=1)):
            person = a_person(slug, f"{slug[:50]}@example.org")
            draft = start(call=a_call(slug=slug, form=form, schedule=dates), actor=person)
            if filled:
                save(application=draft, actor=person, changes=as_changes(**filled))
        return f"/applications/{draft.id}", session_of(app, person)


def session_of(app: Flask, person: Person, part: str = SESSION) -> str:
    """Return the cookie of a session that just began, in English."""
    content = {part: str(begin_session(person=person)), "language": "en"}
    db.session.commit()
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return str(serializer.dumps(content))


def _calls() -> dict[str, Call]:
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
        "worth": a_call_with_statistics(slug="at-worth"),
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


def _a_call_to_check() -> Call:
    return a_checked_call("Camp", "Choir", slug="at-checking", schedule=schedule(clarification=ROUNDS))


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


def _people(calls: dict[str, Call]) -> dict[str, Person]:
    coordinator = a_person("Otto Official")
    for organiser_id in {call.organiser_id for call in calls.values()}:
        for kind in (RoleKind.COORDINATOR, RoleKind.AUDITOR):
            grant_role(person=coordinator, kind=kind, actor=None, organiser_id=organiser_id)
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


def _let_roles_begin() -> None:
    """Bring roles forward to today: the calls of the factories take place in 2029, the site is looked at now."""
    db.session.execute(update(Role).where(Role.starts_on > today()).values(starts_on=today()))
    db.session.expire_all()


def _contest(call: Call, evaluator: Person) -> None:
    """Let a decision be contested, and somebody be asked to evaluate the application anew."""
    with clock.at(DELIBERATED):
        a_complaint(call, "A-2")
        complaint = ruled(a_complaint(call, "A-3"))
        official = an_official_of(call, name="Olga Official")
        name_evaluator(complaint=complaint, person=evaluator, actor=official)


def _of_visitor() -> list[Look]:
    addresses = (
        "/",
        f"/calls/{OPEN_CALL}",
        *(f"/calls/{OPEN_CALL}/{page}" for page in BEFOREHAND),
        f"/calls/{FINISHED}",
        "/programmes/liepkalne/LIEPKALNE-JI",
        "/following/nobody/stop",
        f"/calls/{FINISHED}/results",
        "/account/sign-in",
        f"/applications/new/{OPEN_CALL}",
        "/account/sign-in/link/wrong",
        "/privacy",
        "/accessibility",
        "/nothing/here",
        "/development/mailbox/",
    )
    return [*map(Look, addresses), Look("/account/sign-in", "Send me the message")]


def _of_guest(guest: Person) -> list[Look]:
    draft = f"/applications/{start(call=call_by_slug(OPEN_CALL), actor=guest).id}"
    return [Look(draft + page) for page in ("", "/applicant", "/sections/plan", "/review")]


def _of_applicant(person: Person, calls: dict[str, Call]) -> list[Look]:
    draft = f"/applications/{start(call=call_by_slug(OPEN_CALL), actor=person).id}"
    sent, decided = first_of(calls["scoring"]), application_in(calls["results"], "A-1")
    a_member(calls["results"], "A-1", person)
    joined(first_of(calls["inviting"]), person, Right.EDIT)
    objecting = f"/applications/{first_of(calls['inviting']).id}"
    addresses = (
        "/account/",
        "/account/profile",
        f"/applications/new/{OPEN_CALL}",
        f"/calls/{OPEN_CALL}",
        "/applications/",
        draft,
        f"{draft}/review",
        f"{draft}/people",
        f"{draft}/history",
        f"{draft}/comments",
        f"{draft}/delete",
        f"{_confirmed_by(person)}",
        f"/applications/{_asked_of(person, calls['checking']).id}",
        f"/applications/{_asked_of(person, calls['checking']).id}/clarification",
        f"{draft}/sections/plan?rows=steps:2",
        f"/applications/{_invited_to(person).id}/invitation",
        f"/applications/{sent.id}",
        f"{objecting}",
        f"{objecting}/objection",
        f"/applications/{sent.id}/receipt",
        f"/applications/{sent.id}/withdraw",
        f"/applications/{decided.id}/decision",
        f"/applications/{decided.id}/complaint",
    )
    refused = [Look(f"{draft}/{page}", "Save and continue") for page in ("applicant", "sections/idea", "sections/plan")]
    return [*map(Look, addresses), *refused]


def _confirmed_by(person: Person) -> str:
    """Return the page on which somebody confirms an application of a person."""
    call = an_open_call(slug="at-confirming", applicants={"kinds": ["association"], "adult_guarantor": True})
    sent = a_submitted(call, person, guarantor_name="Gunta", guarantor_email="gunta@example.org")
    return f"/confirmations/{token_of(confirmations_of(sent)[0])}"


def _asked_of(person: Person, call: Call) -> Application:
    """Return an application in a call that is being checked, about which its applicant is asked."""
    application = first_of(call)
    if application.state is ApplicationState.SUBMITTED:
        joined(application, person, Right.EDIT)
        ask_to_clarify(application=application, question="Cik?", fields=["goal"], actor=a_person("Ada Asks"))
    return application


def _invited_to(person: Person) -> Application:
    """Return a draft to which somebody else has invited a person."""
    lead = a_person("Laura Lead")
    application = start(call=call_by_slug(OPEN_CALL), actor=lead)
    let_in(application=application, email=person.email, name=person.name, right=Right.EDIT, actor=lead)
    return application


def _of_evaluator(person: Person, calls: dict[str, Call]) -> list[Look]:
    first, second, third = submitted_in(calls["scoring"].id)
    score(person, first, submit=False)
    score(person, second)
    addresses = (
        "/account/",
        "/evaluation/",
        "/evaluation/calls/at-scoring",
        "/evaluation/calls/at-inviting",
        "/evaluation/calls/at-scoring/seat",
        "/evaluation/calls/at-scoring/declarations",
        "/evaluation/calls/at-scoring/hours",
        f"/evaluation/applications/{third.id}/declaration",
        f"/evaluation/applications/{first.id}/note",
        f"/evaluation/applications/{first.id}",
        f"/evaluation/applications/{first.id}/submit",
        f"/evaluation/applications/{second.id}",
        f"/evaluation/complaints/{complaints_in(calls['contested'])[1].id}",
        "/evaluation/calls/at-assigning",
        "/evaluation/calls/at-assigning/preferences",
    )
    refused = [
        Look("/evaluation/calls/at-scoring/declarations", "Declare"),
        Look("/evaluation/calls/at-inviting/seat", "Send the answer"),
    ]
    return [*map(Look, addresses), *refused]


def _by_post() -> Call:
    """Return a call that takes applications by post, too."""
    return an_open_call(slug="at-post", channels=[{"kind": "online"}, {"kind": "post", "counts": "postmark"}])


def _of_coordinator(calls: dict[str, Call]) -> list[Look]:
    application, awarded = first_of(calls["checking"]).id, application_in(calls["results"], "A-1").id
    question = written_down(calls["scoring"], a_person("Ada Asks")).id
    answered(written_down(calls["scoring"], a_person("Ada Asks"), "Cik?"), a_person("Ada Answers"))
    seat = roles_in_call(calls["scoring"].id)[0].id
    ranked = f"/evaluation/applications/{application_in(calls['ranking'], 'A-1').id}"
    on_paper = f"/office/applications/{first_of(calls['scoring']).id}/sheets"
    writer = chair_of(calls["scoring"]).id
    sealed, _people = a_closed_call(slug="at-sealed", opened_by_two=True)
    interests = _interests_in(calls["inviting"])
    addresses = (
        "/account/",
        "/office/calls/at-assigning/assignment",
        "/office/calls/at-assigning/assignment/plan",
        "/office/",
        "/office/calls/new",
        *(f"/office/calls/{call.slug}" for call in calls.values()),
        *(f"/office/calls/at-draft/{page}" for page in DRAFT_PAGES),
        *(f"/office/calls/at-draft/rules/{page}" for page in RULES_PAGES),
        "/office/calls/at-checking/cancel",
        *(f"/office/calls/at-checking/amendment{page}" for page in ("", "/force", "/drop")),
        "/calls/at-scoring",
        "/calls/at-scoring/questions",
        "/office/calls/at-scoring/questions",
        "/office/calls/at-scoring/questions/new",
        *(f"/office/calls/at-scoring/questions/{question}{page}" for page in ("", "/set-aside")),
        "/office/calls/at-extended/extensions",
        "/office/calls/at-extended/extensions/new",
        "/office/calls/at-checking/applications",
        f"/office/applications/{application}",
        f"/office/applications/{application}/checks",
        f"/office/applications/{application}/clarification",
        f"/office/applications/{application}/redactions",
        *(f"{on_paper}/{page}" for page in ("paper", f"{writer}/paper")),
        *(f"/office/applications/{awarded}{page}" for page in ("", "/report")),
        "/office/calls/at-extended/extensions/new?whom=hit",
        f"/office/calls/{_by_post().slug}/applications/new",
        *interests,
        "/office/calls/at-inviting/committee",
        "/office/calls/at-ranking/ranking/late-conflicts",
        *(f"/office/calls/at-ranking/ranking/{page}" for page in ("departures", "what-if/scenarios")),
        "/office/calls/at-ranking/ranking/what-if?projects_0=1",
        f"/office/applications/{application_in(calls['ranking'], 'A-1').id}/departure",
        f"/office/applications/{awarded}/decision/new",
        f"/applications/{awarded}/award",
        "/office/calls/at-results/reserve",
        "/office/calls/at-checking/checks/queue",
        "/office/calls/at-scoring/committee",
        "/office/calls/at-scoring/committee/progress",
        "/office/calls/at-scoring/committee/remind",
        f"/office/calls/at-scoring/committee/{seat}/end",
        *(f"/office/calls/at-ranking/{page}" for page in ("ranking", "ranking/ties/1", "decisions", "results")),
        *("/evaluation/calls/at-ranking/discussion", f"{ranked}/marks", f"{ranked}/marks/2.2/consensus"),
        *(f"{ranked}/reasoning{page}" for page in ("", "/whole")),
        f"/office/calls/{sealed.slug}/opening",
        "/office/calls/at-worth/ranking/worth",
        *(f"/office/calls/at-meeting/sittings{page}" for page in (*SITTINGS, *(f"/1/{one}" for one in HELD))),
        f"/office/calls/at-meeting/sittings/1/meeting/applications/{first_of(calls['meeting']).id}",
        "/office/calls/at-ranking/term",
        "/office/calls/at-ranking/wordings",
        "/office/calls/at-ranking/wordings/extension/lv",
        "/office/organisers/piemers/wordings",
        *(
            f"/office/calls/at-results/{page}"
            for page in ("ranking", "decisions", "results", "letters", "letters/outside")
        ),
        *(f"/office/calls/at-contested/{page}" for page in ("handouts", "complaints", "complaints/new", "results")),
        *(f"/office/complaints/{one.id}" for one in complaints_in(calls["contested"])),
        "/office/journal/",
        f"/office/journal/{calls['results'].id}?verify=1",
    )
    refused = [
        Look("/office/calls/at-draft/copy", "Store as a draft"),
        Look("/office/calls/at-draft/rules/add/criteria", "Store"),
        Look("/office/calls/at-scoring/committee", "Invite"),
        Look(f"{on_paper}/{writer}/paper", "Submit the sheet of this member"),
        Look("/office/calls/at-inviting/interests/declarations", "Declare"),
        Look("/office/calls/at-inviting/interests/conflict", "Record the conflict"),
        Look("/office/calls/at-ranking/ranking/late-conflicts/new", "See what changes"),
    ]
    return [*map(Look, addresses), *refused]


def _interests_in(call: Call) -> list[str]:
    """Return the pages about the interests in a call, in which somebody is in conflict, helped and objected to."""
    application, kin, other = first_of(call), an_evaluator(call, "Katrīna Kalna"), an_evaluator(call, "Olga Ozola")
    declare(kin, application, ConflictKind.FAMILY)
    helper = a_person("Hugo Helps")
    with clock.at(JUDGED):
        consult(call, helper)
        applicant = next(member.person for member in application.members if member.leads)
        objection = object_to(application=application, member=other, reason="Strīds.", actor=applicant)
    conflict = db.session.scalars(select(Declaration.id).where(Declaration.evaluator_id == kin.id)).one()
    pages = ("", "/help", f"/conflicts/{conflict}/lift", f"/objections/{objection.id}")
    return [f"/office/calls/{call.slug}/interests{page}" for page in pages]


def consult(call: Call, helper: Person) -> None:
    """Write down that somebody helped an applicant."""
    write_down_consultation(
        call=call,
        helper=helper,
        applicant="Biedrība Camp",
        registration_number=None,
        given_on=JUDGED.date(),
        about="Tāme",
        actor=helper,
    )


def _of_administrator(call: Call) -> list[Look]:
    organiser = f"/office/organisers/{call.organiser.slug}"
    role = officials_of(call.organiser)[0].id
    addresses = (
        "/account/",
        "/office/organisers",
        organiser,
        f"{organiser}/edit",
        f"/office/roles/{role}/end",
        "/office/administrators",
        "/office/administrators/new",
        "/office/journal/system",
    )
    new = "/office/organisers/new"
    return [*map(Look, addresses), Look(f"{organiser}/officials/new", "Invite"), Look(new, "Create the organiser")]
