"""The pages to look at, for coordinators and administrators."""

from datetime import timedelta

from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.accounts.queries import officials_of, roles_in_call
from grants.applications.queries import submitted_in
from grants.awards.contests.queries import complaints_in
from grants.calls.models import Call
from grants.db import db
from grants.evaluation.interests.services import write_down_consultation
from grants.evaluation.models import ConflictKind, Declaration
from grants.evaluation.objections.services import object_to
from tests.browser.looks import Look
from tests.browser.told import told_in
from tests.factories.applications import an_open_call
from tests.factories.asking import answered, written_down
from tests.factories.awards import a_deliberated_call, application_in, judged
from tests.factories.deliberation import a_closed_call
from tests.factories.evaluation import (
    JUDGED,
    an_evaluator,
    chair_of,
    declare,
    first_of,
)
from tests.factories.people import a_person, an_official

DRAFT_PAGES = ("publish", "copy", "rules", "discard", "files", "files/act", "files/new")
SITTINGS = ("", "/new", "/written", "/2", "/2/change", "/2/cancel", "/2/meeting", "/1/meeting")
HELD = ("meeting/ties/1", "meeting/questions", "minutes", "minutes/words", "minutes/versions/1")
PARTS = ("texts", "schedule", "funding", "applicants", "form", "criteria", "scoring")
RULES_PAGES = (
    *(f"part/{part}" for part in PARTS),
    *("add/form/project", "item/form/project/goal", "item/form/project/activities", "item/criteria/2.1"),
    *("paste", "file", "remove/checks/1.1", "preview", "preview/form"),
)
"""Pages of the rules of a draft."""


def _by_post() -> Call:
    """Return a call that takes applications by post, too."""
    return an_open_call(slug="at-post", channels=[{"kind": "online"}, {"kind": "post", "counts": "postmark"}])


def _of_many() -> Call:
    """Return a call of so many applications that it has pictures, with applicants from several places."""
    places = ("Liepāja", "Rīga", "Talsu nov.", "Dienvidkurzemes nov.", "Ādažu nov.", "Madonas nov.")
    entries = []
    for number in range(1, 25):
        entry = judged(f"A-{number}", str(2 + number % 4), str(3 + number % 3))
        name = f"{number}. vidusskola" if number % 5 == 0 else f"Biedrība {number}"
        entries.append(entry | {"applicant": entry["applicant"] | {"name": name}})
    call = a_deliberated_call(*entries, slug="at-many")
    for number, application in enumerate(submitted_in(call.id)):
        if application.organisation:
            application.organisation.address = f"Skolas iela {number}, {places[number * number % len(places)]}, LV-3401"
        application.submitted_at = call.closes_at - timedelta(hours=number * number)
    return call


def of_coordinator(calls: dict[str, Call]) -> list[Look]:
    application, awarded = first_of(calls["checking"]).id, application_in(calls["results"], "A-1").id
    question = written_down(calls["scoring"], a_person("Ada Asks")).id
    answered(written_down(calls["scoring"], a_person("Ada Asks"), "Cik?"), a_person("Ada Answers"))
    seat = roles_in_call(calls["scoring"].id)[0].id
    ranked = f"/evaluation/applications/{application_in(calls['ranking'], 'A-1').id}"
    on_paper = f"/office/applications/{first_of(calls['scoring']).id}/sheets"
    writer = chair_of(calls["scoring"]).id
    sealed, _people = a_closed_call(slug="at-sealed", opened_by_two=True)
    interests = _interests_in(calls["inviting"])
    many = _of_many().slug
    an_official(RoleKind.SECRETARY, calls["checking"].organiser, "Sarmīte Secretary")
    told = told_in(calls["scoring"])
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
        *(f"/office/calls/at-scoring/{page}" for page in ("writing", "writing/new", "notices")),
        "/office/calls/at-scoring/notices/application_reminder/lv",
        *told,
        "/office/organisers/piemers/messages?address=nobody@example.org",
        "/office/organisers/piemers/webhooks",
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
        *(f"/office/applications/{awarded}/{page}" for page in ("decision/new", "correction")),
        f"/applications/{awarded}/award",
        "/office/calls/at-results/reserve",
        "/office/calls/at-checking/checks/queue",
        "/office/calls/at-checking/checks/give?every=1",
        "/office/calls/at-scoring/committee",
        "/office/calls/at-scoring/committee/progress",
        "/office/calls/at-scoring/committee/remind",
        f"/office/calls/at-scoring/committee/{seat}/end",
        *(f"/office/calls/at-ranking/{page}" for page in ("ranking", "ranking/ties/1", "decisions")),
        *("/evaluation/calls/at-ranking/discussion", f"{ranked}/marks", f"{ranked}/marks/2.2/consensus"),
        *(f"{ranked}/reasoning{page}" for page in ("", "/whole")),
        f"/office/calls/{sealed.slug}/opening",
        "/office/calls/at-worth/ranking/worth",
        f"/office/calls/{many}/pictures",
        "/office/calls/at-scoring/pictures",
        "/office/calls/at-scoring/promises",
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


def of_administrator(call: Call) -> list[Look]:
    organiser = f"/office/organisers/{call.organiser.slug}"
    role = officials_of(call.organiser)[0].id
    addresses = (
        "/account/",
        "/office/organisers",
        organiser,
        f"{organiser}/edit",
        f"{organiser}/looks",
        f"/office/roles/{role}/end",
        "/office/administrators",
        "/office/outbox",
        "/office/administrators/new",
        "/office/journal/system",
    )
    new = "/office/organisers/new"
    return [*map(Look, addresses), Look(f"{organiser}/officials/new", "Invite"), Look(new, "Create the organiser")]
