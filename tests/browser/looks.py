"""The pages to look at, for everybody but officials."""

from dataclasses import dataclass

from grants.accounts.models import Person
from grants.applications.confirmations import confirmations_of, token_of
from grants.applications.models import Application, ApplicationState, Right
from grants.applications.queries import submitted_in
from grants.applications.services import ask_to_clarify, let_in, start
from grants.awards.contests.queries import complaints_in
from grants.calls.models import Call
from grants.calls.queries import call_by_slug
from grants.exchange.demonstration import OPEN_CALL
from tests.browser.told import lost_on_the_way_to, moving_of, waiting_for
from tests.factories.applications import a_submitted, an_open_call, joined
from tests.factories.awards import (
    a_member,
    application_in,
)
from tests.factories.evaluation import (
    first_of,
    score,
)
from tests.factories.people import a_person

FINISHED = "liepkalne-2025"
"""A call of the demonstration whose results are published."""
BEFOREHAND = (
    "how-decisions-are-made",
    "check",
    "check?check=1&kind=company",
    "form",
    "questions",
    "questions/ask",
    "follow",
)


@dataclass(frozen=True)
class Look:
    """Be a page to look at: an address, a button to press there first, and what the server answers to its address."""

    address: str
    button: str = ""
    status: int = 200


def of_visitor() -> list[Look]:
    addresses = (
        "/",
        f"/calls/{OPEN_CALL}",
        *(f"/calls/{OPEN_CALL}/{page}" for page in BEFOREHAND),
        f"/calls/{FINISHED}",
        "/programmes/liepkalne/LIEPKALNE-JI",
        f"/calls/{FINISHED}/results",
        "/account/sign-in",
        f"/applications/new/{OPEN_CALL}",
        "/how-decisions-are-made",
        "/privacy",
        "/accessibility",
        "/development/mailbox/",
        "/development/design",
    )
    gone = [Look("/nothing/here", status=404), Look("/following/nobody/stop", status=404)]
    spent = Look("/account/sign-in/link/wrong", status=409)
    return [*map(Look, addresses), *gone, spent, Look("/account/sign-in", "Send me the message")]


def of_guest(guest: Person) -> list[Look]:
    draft = f"/applications/{start(call=call_by_slug(OPEN_CALL), actor=guest).id}"
    return [Look(draft + page) for page in ("", "/applicant", "/sections/plan", "/review")]


def of_applicant(person: Person, calls: dict[str, Call]) -> list[Look]:
    draft = f"/applications/{start(call=call_by_slug(OPEN_CALL), actor=person).id}"
    sent, decided = first_of(calls["scoring"]), application_in(calls["results"], "A-1")
    a_member(calls["results"], "A-1", person)
    joined(first_of(calls["inviting"]), person, Right.EDIT)
    objecting = f"/applications/{first_of(calls['inviting']).id}"
    invitation = f"/applications/{_invited_to(person).id}/invitation"
    waiting = waiting_for(person)
    lost_on_the_way_to(person)
    addresses = (
        "/account/",
        "/account/profile",
        "/account/address",
        *moving_of(person),
        "/account/messages/",
        waiting,
        "/account/messages/choices",
        "/account/calendar",
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
        invitation,
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


def of_evaluator(person: Person, calls: dict[str, Call]) -> list[Look]:
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
