"""A page asks the database as often for sixty rows as for three.

Seen elsewhere: a list of proposals ran 2,400 statements.
"""

import io
from collections.abc import Mapping

from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from grants import clock
from grants.accounts.models import Person, RoleKind, Seat
from grants.accounts.services import grant_role
from grants.applications import services as applications
from grants.applications.models import Application, ApplicationMember, Right
from grants.awards import services as awards
from grants.calls.models import Call, Stage
from grants.db import db
from grants.evaluation.services import declare
from grants.notices.models import Message, MessageState
from grants.storage import storage
from tests.factories.applications import a_filled
from tests.factories.awards import DELIBERATED, a_deliberated_call, application_in, judged
from tests.factories.calls import OPEN, a_call
from tests.factories.calls import an_organiser as the_organiser
from tests.factories.documents import Raw, schedule
from tests.factories.people import a_person, an_official, an_organiser, sign_in
from tests.support.databases import Backend
from tests.support.statements import selects
from tests.support.visitor import Visitor

Counts = dict[tuple[str, str], int]

FEW, MANY = 3, 60
MOST_PEOPLE, MOST_FILES = 20, 45
"""What one application has room for."""
OPEN_NOW = schedule(
    closes_at="2030-01-20T15:00:00+02:00",
    evaluation_due_at="2030-02-10T17:00:00+02:00",
    decision_due_at="2030-02-20T17:00:00+02:00",
)
STATEMENTS: Mapping[str, Mapping[str, int]] = {
    "": {
        "/": 2,
        "/calls/open": 1,
        "/calls/decided": 1,
        "/calls/decided/results": 3,
        "/calls/decided/results.json": 9,
        "/calls/decided/verify": 1,
    },
    "applicant": {
        "/account/": 7,
        "/applications/": 2,
        "/applications/new/open": 3,
        "/applications/{draft}": 4,
        "/applications/{draft}/review": 4,
        "/applications/{draft}/applicant": 4,
        "/applications/{draft}/sections/project": 4,
        "/applications/{draft}/people": 3,
        "/applications/{decided}": 5,
        "/applications/{decided}/decision": 9,
        "/calls/open": 3,
    },
    "evaluator": {
        "/account/": 13,
        "/evaluation/": 7,
        "/evaluation/calls/checking": 7,
        "/evaluation/calls/checking/declarations": 7,
        "/evaluation/calls/scoring": 7,
        "/evaluation/applications/{scoring}": 9,
        "/evaluation/applications/{scoring}/declaration": 6,
        "/office/calls/deliberation/ranking": 8,
    },
    "official": {
        "/account/": 8,
        "/office/": 4,
        "/office/calls/new": 3,
        "/office/calls/open": 6,
        "/office/calls/checking": 9,
        "/office/calls/scoring": 11,
        "/office/calls/deliberation": 22,
        "/office/calls/decided": 10,
        "/office/calls/scoring/applications": 4,
        "/office/calls/checking/committee": 3,
        "/office/applications/{checking}": 5,
        "/office/applications/{checking}/checks": 7,
        "/office/calls/deliberation/ranking": 8,
        "/office/calls/deliberation/decisions": 8,
        "/office/calls/decided/decisions": 6,
        "/office/calls/decided/ranking": 9,
        "/office/journal/": 2,
        "/office/journal/{chain}": 5,
    },
    "administrator": {
        "/account/": 7,
        "/office/organisers": 3,
        "/office/organisers/piemers": 3,
        "/office/administrators": 2,
        "/office/journal/": 1,
        "/office/journal/system": 4,
    },
}
"""By who reads, and by page: the most SELECT statements it takes, reading who they are included."""
STAGES = {
    "checking": Stage.CHECKING,
    "scoring": Stage.SCORING,
    "deliberation": Stage.DELIBERATION,
    "decided": Stage.DELIBERATION,
}


class Crowd:
    """Be a service with so many rows of everything, and one person for each kind of reader."""

    def __init__(self, size: int) -> None:
        self.size = size
        names = [name for name in STATEMENTS if name]
        self.people = {name: a_person(name, f"{name}@example.org") for name in names}
        with clock.at(DELIBERATED):
            self.calls = {name: self._call(name, stage) for name, stage in STAGES.items()}
            self._decide(self.calls["decided"])
            self.draft = self._draft()
            self._give_roles()

    def addresses(self) -> dict[str, object]:
        """Return what stands in the braces of the table."""
        first = {name: application_in(call, "A-1").id for name, call in self.calls.items()}
        return {**first, "draft": self.draft.id, "chain": self.calls["scoring"].id}

    def _call(self, name: str, stage: Stage) -> Call:
        judgement: Raw = {} if stage is Stage.DELIBERATION else {"evaluations": []}
        entries = [judged(f"A-{number}", **judgement) for number in range(1, self.size + 1)]
        in_order = {"decimals": 2, "tie_break": ["submitted_at:asc"]}
        call = a_deliberated_call(*entries, slug=name, scoring=in_order)
        call.stage = stage
        for application in db.session.scalars(select(Application).where(Application.call_id == call.id)):
            _let_in(application, self.people["applicant"], Right.SIGN)
        return call

    def _decide(self, call: Call) -> None:
        """Confirm and publish, with letters to everybody that did not arrive."""
        awards.confirm(call=call, actor=self.people["official"])
        awards.publish_results(call=call, actor=self.people["official"])
        for message in db.session.scalars(select(Message).where(Message.call_id == call.id)):
            message.state = MessageState.FAILED

    def _draft(self) -> Application:
        """Return a draft with as many files and people as there is room for."""
        applicant = self.people["applicant"]
        draft = a_filled(a_call(slug="open", schedule=OPEN_NOW), applicant, answers={"goal": "Nometne"})
        for number in range(min(self.size, MOST_FILES)):
            with clock.at(OPEN):
                applications.attach(
                    application=draft,
                    actor=applicant,
                    field="goal",
                    name=f"{number}.pdf",
                    media_type="application/pdf",
                    stored=storage().put(io.BytesIO(b"%PDF-1.7" + bytes(number))),
                )
        for _ in range(min(self.size, MOST_PEOPLE)):
            _let_in(draft, a_person(), Right.READ)
        return draft

    def _give_roles(self) -> None:
        """Give everybody their roles, in as many places as there are."""
        here, evaluator = the_organiser(), self.people["evaluator"]
        calls = [*self.calls.values(), *(a_call(slug=f"call-{number}") for number in range(self.size))]
        for call in calls:
            seat(evaluator, call)
        for place in {call.organiser_id for call in calls}:
            for kind in (RoleKind.COORDINATOR, RoleKind.AUDITOR):
                grant_role(person=self.people["official"], kind=kind, actor=None, organiser_id=place)
        grant_role(person=self.people["administrator"], kind=RoleKind.ADMINISTRATOR, actor=None)
        declare(application=application_in(self.calls["scoring"], "A-1"), actor=evaluator, conflict=False)
        for _ in range(self.size):
            an_organiser()
            an_official(RoleKind.SECRETARY, here)
            grant_role(person=a_person(), kind=RoleKind.ADMINISTRATOR, actor=None)


def seat(person: Person, call: Call) -> None:
    """Give somebody a seat in the committee of a call."""
    grant_role(person=person, kind=RoleKind.EVALUATOR, actor=None, call_id=call.id, seat=Seat.MEMBER)


def _let_in(application: Application, person: Person, right: Right) -> None:
    leads = right is Right.SIGN
    application.members.append(ApplicationMember(person=person, right=right, leads=leads, added_at=DELIBERATED))


def statements_of(visitor: Visitor, address: str) -> int:
    """Return how many statements a page takes when it is opened for the second time."""
    for _ in range(2):
        with selects() as found:
            response = visitor.get(address)
            assert response.status_code == 200, f"{address} answers {response.status_code}"
    return len(found)


def counted(app: Flask, size: int) -> Counts:
    """Return how many statements each page takes, once what does not change is remembered."""
    crowd = Crowd(size)
    ids = crowd.addresses()
    db.session.commit()
    counts: Counts = {}
    with clock.at(DELIBERATED):
        for reader, pages in STATEMENTS.items():
            visitor = Visitor(app, app.response_class, use_cookies=True)
            if reader:
                sign_in(visitor, crowd.people[reader])
            counts |= {(reader, page): statements_of(visitor, page.format(**ids)) for page in pages}
    return counts


def test_every_page_asks_the_database_a_constant_number_of_times(
    backend: Backend, session: scoped_session[Session]
) -> None:
    few = counted(backend.app, FEW)
    session.remove()
    backend.restore()
    assert counted(backend.app, MANY) == few


def test_no_page_asks_the_database_more_often_than_it_may(app: Flask, session: scoped_session[Session]) -> None:
    asked = counted(app, FEW)
    most = {(reader, page): number for reader, pages in STATEMENTS.items() for page, number in pages.items()}
    assert {page: (number, most[page]) for page, number in asked.items() if number > most[page]} == {}
