"""A service with few or many rows of everything."""

import io
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import Select, select

from grants import clock
from grants.accounts.models import Person, Role, RoleKind, Seat
from grants.accounts.services import grant_role
from grants.applications.confirmations import confirmations_of, token_of
from grants.applications.models import Application, Attachment, Copy, Right
from grants.applications.services import ask_to_clarify, open_again
from grants.awards import services as awards
from grants.awards.contests.models import CameBy, Complaint
from grants.awards.contests.services import Received, name_evaluator, record_complaint, rule
from grants.awards.meetings.models import Invitation, Lot, LotKind, Sitting
from grants.awards.meetings.queries import invitations_of
from grants.awards.meetings.services import open_sitting
from grants.awards.meetings.written.queries import token_of as token_of_vote
from grants.awards.minutes.services import write
from grants.calls.asking.models import Question
from grants.calls.asking.questions import answer
from grants.calls.models import Call, CallFile, Stage
from grants.db import db
from grants.evaluation.models import CheckAnswer, ConflictKind, Declaration, Sheet, SheetState
from grants.evaluation.objections.models import Objection
from grants.evaluation.objections.services import object_to
from grants.evaluation.seats.services import take_seat
from grants.evaluation.services import declare, declare_as_official, save_sheet
from grants.notices import health
from grants.notices.inbox.queries import MOST_ASKED
from grants.notices.models import Message, MessageState
from grants.notices.services import queue_words
from grants.notices.words import Words
from grants.storage import storage
from tests.factories.applications import a_filled, a_submitted, an_open_call, invited, joined, kept_beside
from tests.factories.asking import a_follower, written_down
from tests.factories.awards import (
    DELIBERATED,
    a_deliberated_call,
    an_official_of,
    application_in,
    impartial,
    judged,
    letters_left,
)
from tests.factories.batches import a_batch
from tests.factories.calls import a_call, a_draft, an_amendment
from tests.factories.calls import an_organiser as the_organiser
from tests.factories.contests import RIGHT
from tests.factories.documents import Raw, schedule
from tests.factories.meetings import a_sitting
from tests.factories.people import a_person, an_official, an_organiser
from tests.factories.workbooks import a_sent_workbook

MOST_PEOPLE, MOST_FILES = 20, 45
"""What one application has room for."""
OPEN_NOW = schedule(
    closes_at="2030-01-20T15:00:00+02:00",
    evaluation_due_at="2030-02-10T17:00:00+02:00",
    decision_due_at="2030-02-20T17:00:00+02:00",
)
LATER = schedule(closes_at="2029-12-20T15:00:00+02:00")
"""Of calls that nobody works on: in lists that end after a page, by deadline, they stand after those of STAGES."""
CLARIFIED = OPEN_NOW | {"clarification": {"days": 5, "unit": "working", "rounds": 1}}
MARKS = {"2.1": "5", "2.2": "5"}
STAGES = {
    "checking": Stage.CHECKING,
    "assigning": Stage.CHECKING,
    "scoring": Stage.SCORING,
    "deliberation": Stage.DELIBERATION,
    "tied": Stage.DELIBERATION,
    "sealed": Stage.DELIBERATION,
    "confirmed": Stage.DELIBERATION,
    "decided": Stage.DELIBERATION,
}


class Crowd:
    """Be a service with so many rows of everything, and one person for each kind of reader."""

    def __init__(self, size: int, readers: Iterable[str]) -> None:
        self.size = size
        self.people = {name: a_person(name, f"{name}@example.org") for name in readers}
        with clock.at(DELIBERATED):
            self.calls = {name: self._call(name, stage) for name, stage in STAGES.items()}
            for name in ("confirmed", "decided"):
                awards.confirm(call=self.calls[name], actor=an_official_of(self.calls[name]))
            self._publish(self.calls["decided"])
            a_draft(slug="draft", schedule=OPEN_NOW)
            self._apply()
            self._keep(application_in(self.calls["checking"], "A-1"))
            self._show_what_was_found()
            self._give_roles()
            self._meet()
            self._contest(self.calls["decided"])
            health.beat()
        self._tell()

    def addresses(self) -> dict[str, object]:
        """Return what stands in the braces of the table."""
        first = {name: application_in(call, "A-1").id for name, call in self.calls.items()}
        batch = a_batch(self.calls["scoring"], self.people["official"], "applicants")
        target, reader = batch.recipients[0]
        return {
            **first,
            "batch": batch.id,
            "target": target,
            "reader": reader,
            "message": _first(select(Message.id).where(Message.call_id == self.calls["decided"].id)),
            "draft": self.draft.id,
            "sent": self.sent.id,
            "changed": self.changed.id,
            "asked": self.asked.id,
            "file": _first(select(Attachment.id).where(Attachment.application_id == self.draft.id)),
            "judged_file": _first(select(Attachment.id).where(Attachment.application_id == first["scoring"])),
            "confirmation": self.confirmation,
            "follower": self.follower,
            "question": _first(select(Question.id).where(Question.answered_at.is_(None))),
            "workbook": a_sent_workbook(self.people["evaluator"], self.calls["scoring"], mark=2),
            "act": _first(select(CallFile.id).where(CallFile.call_id == self.draft.call_id)),
            "member": self.draft.members[-1].id,
            "invited": self.invited.id,
            "chain": self.calls["scoring"].id,
            "judge": _first(_judges_of(first["deliberation"])),
            "conflict": _first(select(Declaration.id).where(Declaration.conflict)),
            "complaint": _first(select(Complaint.id).where(Complaint.application_id == first["decided"])),
            "objection": _first(select(Objection.id)),
            "seat": _first(select(Role.id).where(Role.call_id == self.calls["checking"].id)),
            "scoring_seat": _first(select(Role.id).where(Role.call_id == self.calls["scoring"].id)),
            "unscored": application_in(self.calls["scoring"], "A-2").id,
            "writer": _first(select(Role.person_id).where(Role.call_id == self.calls["scoring"].id)),
            "vote": token_of_vote(db.session.scalars(select(Invitation).join(Sitting).limit(1)).one()),
            "lot": _first(select(Lot.id)),
            "role": _first(select(Role.id).where(Role.kind == RoleKind.SECRETARY)),
        }

    def _call(self, name: str, stage: Stage) -> Call:
        judgement: Raw = {} if stage is Stage.DELIBERATION else {"evaluations": []}
        entries = [judged(f"A-{number}", **judgement) for number in range(1, self.size + 1)]
        apart = {} if name == "tied" else {"tie_break": ["submitted_at:asc"]}
        particular: dict[str, Raw] = {"sealed": {"opened_by_two": True}, "assigning": {"evaluators_per_application": 2}}
        committee = {"size": 3, "quorum": 2, "decided_by": "committee", "objections": name == "scoring"}
        scoring = {"decimals": 2, "statistics": True, **apart, **particular.get(name, {})}
        call = a_deliberated_call(*entries, slug=name, scoring=scoring, committee=committee)
        call.stage = stage
        for application in db.session.scalars(select(Application).where(Application.call_id == call.id)):
            joined(application, self.people["applicant"], Right.SIGN, leads=True)
        return call

    def _show_what_was_found(self) -> None:
        """Keep a file beside each check of an application, and a scan of each sheet of another."""
        checked, scored = (application_in(self.calls[name], "A-1") for name in ("checking", "deliberation"))
        for given in db.session.scalars(select(CheckAnswer).where(CheckAnswer.application_id == checked.id)):
            given.proof_id = kept_beside(checked).id
        own = {"application_id": scored.id, "evaluator_id": self.people["evaluator"].id}
        db.session.add(Declaration(**own, conflict=False, declared_at=DELIBERATED))
        db.session.add(Sheet(**own, saved_at=DELIBERATED))
        db.session.flush()
        for sheet in db.session.scalars(select(Sheet).where(Sheet.application_id == scored.id)):
            sheet.scan_id = kept_beside(scored).id
            sheet.entered_revision, sheet.received_on, sheet.kept_at = sheet.revision, DELIBERATED.date(), "Lieta 4"
        db.session.flush()

    def _publish(self, call: Call) -> None:
        """Publish the results, with letters to everybody that did not arrive."""
        letters_left(call, self.people["official"])
        awards.publish_results(call=call, actor=self.people["official"])
        for message in db.session.scalars(select(Message).where(Message.call_id == call.id)):
            message.state = MessageState.FAILED

    def _contest(self, call: Call) -> None:
        """Have every decision of a call contested, and one application evaluated anew by the evaluator."""
        official = self.people["official"]
        for number in range(1, self.size + 1):
            application, day = application_in(call, f"A-{number}"), DELIBERATED.date()
            received = Received("Biedrība", CameBy.POST, day, "Iebilstu.")
            complaint = record_complaint(application=application, received=received, actor=official)
            rule(complaint=complaint, ruled=RIGHT, actor=official)
            name_evaluator(complaint=complaint, person=self.people["evaluator"], actor=official)

    def _apply(self) -> None:
        """Begin one application and send in another, with as many files and people as there is room for."""
        applicant = self.people["applicant"]
        self.draft = a_filled(a_call(slug="open", schedule=OPEN_NOW), applicant, answers={"goal": "Nometne"})
        self.sent = a_submitted(an_open_call(slug="sent", schedule=OPEN_NOW), applicant)
        self.changed = a_submitted(an_open_call(slug="changed", schedule=OPEN_NOW), applicant)
        with clock.at(DELIBERATED):
            open_again(application=self.changed, actor=applicant)
            for number in range(2 * self.size):
                question = written_down(self.draft.call, self.people["official"], str(number))
                if number % 2:
                    answer(question=question, shown="Vai?", words="Jā.", actor=self.people["official"])
        self.asked = a_submitted(an_open_call(slug="asked", schedule=CLARIFIED), applicant)
        self.asked.call.stage = Stage.CHECKING
        with clock.at(DELIBERATED):
            ask_to_clarify(application=self.asked, question="Cik?", fields=["goal"], actor=self.people["official"])
        an_open_call(slug="offline", schedule=OPEN_NOW, channels=[{"kind": "online"}, {"kind": "post"}])
        guaranteed = an_open_call(
            slug="guaranteed", schedule=OPEN_NOW, applicants={"kinds": ["association"], "adult_guarantor": True}
        )
        asking = a_submitted(guaranteed, applicant, guarantor_name="Gunta", guarantor_email="gunta@example.org")
        self.confirmation = token_of(confirmations_of(asking)[0])
        self.follower = a_follower(self.draft.call)
        with clock.at(DELIBERATED):
            an_amendment(a_call(slug="amended", schedule=OPEN_NOW), self.people["official"])
        for application in (self.draft, self.sent, application_in(self.calls["scoring"], "A-1")):
            _attach(application, min(self.size, MOST_FILES))
        for _ in range(min(self.size, MOST_PEOPLE)):
            joined(self.draft)
        for _ in range(self.size):
            self.invited = a_filled(self.draft.call)
            invited(self.invited, applicant)

    def _keep(self, application: Application) -> None:
        """Keep a copy of an application as it stood at the deadline."""
        stored = storage().put(io.BytesIO(b"%PDF-1.7"))
        copy = Copy(kind="pdf", sha256=stored.sha256, storage_key=stored.key, made_at=clock.now())
        copy.application_id = application.id
        db.session.add(copy)

    def _take_interest(self, evaluator: Person) -> None:
        """Let an official declare where something is decided or checked, and others be in conflict and objected to."""
        official, call = self.people["official"], self.calls["scoring"]
        for name in ("deliberation", "tied"):
            impartial(official, self.calls[name])
        checking = application_in(self.calls["checking"], "A-1")
        declare_as_official(application=checking, actor=official, conflict=False)
        for number in range(1, self.size + 1):
            application = application_in(call, f"A-{number}")
            object_to(application=application, member=evaluator, reason="Strīds.", actor=self.people["applicant"])
            if number > 1:
                declare(application=application, actor=evaluator, conflict=True, kind=ConflictKind.FAMILY)

    def _meet(self) -> None:
        """Plan a sitting in one call, hold one in others."""
        official = self.people["official"]
        a_sitting(self.calls["checking"], official)
        for name in ("deliberation", "tied"):
            sitting = a_sitting(self.calls[name], official)
            here = [one.person_id for one in invitations_of(sitting) if one.votes and not self._owns(one.person)]
            open_sitting(
                call=self.calls[name],
                number=1,
                chair_id=here[0],
                secretary_id=official.id,
                present=here,
                actor=official,
            )
        write(call=self.calls["deliberation"], number=1, words={"opening": "Sēde."}, seen=0, actor=official)
        lot = Lot(sitting_id=sitting.id, about="of others", kind=LotKind.PUBLIC, references=["A-1"], source="Loto")
        lot.announced_at = clock.now()
        db.session.add(lot)
        db.session.flush()

    def _tell(self) -> None:
        """Let so much wait in the applicant's inbox, and be newer than the rest, as one page asks about."""
        words = Words("Jaunums", "Vārdi.", "Mēs")
        with clock.at(DELIBERATED + timedelta(seconds=1)):
            for _ in range(MOST_ASKED):
                queue_words(
                    event="application_leads",
                    subject_id=uuid4(),
                    person=self.people["applicant"],
                    words=words,
                    language="lv",
                    application_id=self.draft.id,
                )
        db.session.flush()

    def _owns(self, person: Person) -> bool:
        return person is self.people["applicant"]

    def _give_roles(self) -> None:
        """Give everybody their roles, in as many places as there are."""
        here, evaluator = the_organiser(), self.people["evaluator"]
        calls = [*self.calls.values(), *(a_call(slug=f"call-{number}", schedule=LATER) for number in range(self.size))]
        for call in calls:
            _seat(evaluator, call)
        for place in {call.organiser_id for call in calls}:
            for kind in (RoleKind.COORDINATOR, RoleKind.AUDITOR):
                grant_role(person=self.people["official"], kind=kind, actor=None, organiser_id=place)
        grant_role(person=self.people["administrator"], kind=RoleKind.ADMINISTRATOR, actor=None)
        judging = application_in(self.calls["scoring"], "A-1")
        for call in (judging.call, self.calls["assigning"]):
            take_seat(call=call, actor=evaluator, statement="I promise.")
        declare(application=judging, actor=evaluator, conflict=False)
        save_sheet(application=judging, actor=evaluator, marks=MARKS, comments={}, revision=0, submit=False)
        unscored = application_in(judging.call, "A-2")
        declare_as_official(application=unscored, actor=self.people["official"], conflict=False)
        self._take_interest(evaluator)
        for _ in range(self.size):
            an_organiser()
            an_official(RoleKind.SECRETARY, here)
            grant_role(person=a_person(), kind=RoleKind.ADMINISTRATOR, actor=None)


def _seat(person: Person, call: Call) -> None:
    """Give somebody a seat in the committee of a call."""
    grant_role(person=person, kind=RoleKind.EVALUATOR, actor=None, call_id=call.id, seat=Seat.MEMBER)


def _attach(application: Application, count: int) -> None:
    """Give an application files, whatever its form asks for."""
    for number in range(count):
        stored = storage().put(io.BytesIO(b"%PDF-1.7" + bytes(number)))
        file = Attachment(
            application_id=application.id,
            field="goal",
            name=f"{number}.pdf",
            media_type="application/pdf",
            size=stored.size,
            sha256=stored.sha256,
            storage_key=stored.key,
            uploaded_at=DELIBERATED,
        )
        db.session.add(file)
    db.session.flush()


def _judges_of(application_id: UUID) -> Select[UUID]:
    """Return who submitted a sheet for an application."""
    submitted = Sheet.state == SheetState.SUBMITTED
    return select(Sheet.evaluator_id).where(Sheet.application_id == application_id, submitted)


def _first(wanted: Select[UUID]) -> UUID:
    return db.session.scalars(wanted.limit(1)).one()
