"""Use cases of the evaluation: answer checks, invite the committee, declare, score."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person, Role, RoleKind, Seat
from grants.accounts.services import grant_role, person_for
from grants.applications.models import Application, ApplicationState
from grants.applications.services import move
from grants.applications.workflow import Action
from grants.calls import services as calls
from grants.calls.models import Call, Stage
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, Stale
from grants.evaluation import notices, policies, queries
from grants.evaluation.marks import MAX_COMMENT, Marked, read_marks
from grants.evaluation.models import (
    Answer,
    CheckAnswer,
    ConflictKind,
    Declaration,
    Sheet,
    SheetState,
)
from grants.journal.services import record


@dataclass(frozen=True)
class Checked:
    """Be the answer to one administrative criterion and the comment beside it."""

    answer: Answer
    comment: str = ""


class SheetInvalid(Invalid):
    """Refuse a sheet; `marked` holds what was understood and what is wrong by criterion."""

    def __init__(self, marked: Marked) -> None:
        super().__init__(_("Some marks need correcting."))
        self.marked = marked


def answer_checks(*, application: Application, answers: Mapping[str, Checked], actor: Person | None) -> None:
    """Answer administrative criteria; an application with all of them answered counts as checked.

    Raise Conflict when the call is not being checked, Invalid for an unknown criterion or a comment that is too long.
    """
    call = calls.lock(application.call_id, exclusive=False)
    if call.stage is not Stage.CHECKING or application.state in policies.OUT_OF_JUDGEMENT:
        raise Conflict(
            _("Checks are answered while the call is being checked, for applications that were not withdrawn.")
        )
    known = {check.code for check in rules_of(call).checks}
    if not set(answers) <= known:
        raise Invalid(_("This call has no such check."))
    stored = queries.checks_for([application.id])[application.id]
    for code, checked in answers.items():
        _answer(application, stored, code, checked, actor)
    db.session.flush()
    details = {code: checked.answer.value for code, checked in answers.items()}
    record(action="checks.answered", subject=application, actor=actor, call_id=call.id, details=details)
    complete = set(stored) >= known
    if complete and application.state is ApplicationState.SUBMITTED:
        move(application=application, action=Action.CHECK, actor=actor)


def invite_evaluator(*, call: Call, email: str, name: str, seat: Seat, actor: Person | None) -> Role:
    """Give somebody a seat in the committee and tell them; a second invitation to the same seat does nothing."""
    person = person_for(email=email, name=name, actor=actor)
    role = grant_role(person=person, kind=RoleKind.EVALUATOR, actor=actor, call_id=call.id, seat=seat)
    notices.invited(call, person, role)
    return role


def declare(
    *, application: Application, actor: Person, conflict: bool, kind: ConflictKind | None = None, note: str = ""
) -> Declaration:
    """Declare a conflict of interest with an application, or none, before its content opens.

    A conflict can be declared later too, and its marks then never count; only a declared conflict cannot be taken back
    by oneself. Raise Forbidden for an application of one's own, Conflict when it is too late.
    """
    if not policies.may_judge(actor, application):
        raise Forbidden(_("You do not judge this application."))
    call = calls.lock(application.call_id, exclusive=False)
    if call.stage not in policies.DECLARABLE:
        raise Conflict(_("Declarations are made until the sheets are closed."))
    if len(note) > MAX_COMMENT or (conflict and kind is None):
        raise Invalid(_("Say what kind of conflict it is, in at most %(most)s characters.", most=MAX_COMMENT))
    declaration = queries.declaration_of(actor, application)
    if declaration is not None and declaration.conflict and not conflict:
        raise Conflict(_("A declared conflict stays. If it was a mistake, tell the secretary of the committee."))
    declaration = declaration or Declaration(application_id=application.id, evaluator_id=actor.id)
    declaration.conflict, declaration.kind, declaration.note = conflict, kind if conflict else None, note
    declaration.declared_at = clock.now()
    db.session.add(declaration)
    db.session.flush()
    details = {"conflict": conflict, "kind": kind.value if conflict and kind else None}
    record(action="conflict.declared", subject=application, actor=actor, call_id=call.id, details=details)
    return declaration


def save_sheet(
    *,
    application: Application,
    actor: Person,
    marks: Mapping[str, str],
    comments: Mapping[str, str],
    revision: int,
    submit: bool = False,
) -> Sheet:
    """Keep an evaluator's marks and comments; `submit` asks for all of them and closes the sheet.

    Raise Forbidden without a declaration of no conflict, Conflict when scoring is over or the sheet was submitted,
    Stale when it was saved in another tab, SheetInvalid when a mark is off the scale or, on submission, missing.
    """
    call = calls.lock(application.call_id, exclusive=False)
    db.session.refresh(application, with_for_update={"read": True}, attribute_names=["state"])
    if not policies.may_read_content(actor, application, queries.declaration_of(actor, application)):
        raise Forbidden(_("Declare first that you have no conflict of interest with this application."))
    if call.stage is not Stage.SCORING or application.state not in policies.JUDGEABLE:
        raise Conflict(_("This application is not being scored now."))
    sheet = _own_sheet(application, actor, revision)
    marked = read_marks(rules_of(call).criteria, marks, comments, complete=submit)
    if marked.wrong:
        raise SheetInvalid(marked)
    sheet.marks, sheet.comments = marked.marks, marked.comments
    sheet.revision += 1
    sheet.saved_at = clock.now()
    if submit:
        sheet.state, sheet.submitted_at = SheetState.SUBMITTED, clock.now()
    db.session.add(sheet)
    db.session.flush()
    if submit:
        record(action="sheet.submitted", subject=application, actor=actor, call_id=call.id, target="submitted")
    return sheet


def _answer(
    application: Application, stored: dict[str, CheckAnswer], code: str, checked: Checked, actor: Person | None
) -> None:
    if len(checked.comment) > MAX_COMMENT:
        raise Invalid(_("A comment has at most %(most)s characters.", most=MAX_COMMENT), {code: checked.comment})
    answer = stored.get(code) or CheckAnswer(application_id=application.id, code=code)
    answer.answer, answer.comment = checked.answer, checked.comment
    answer.answered_by_id, answer.answered_at = actor.id if actor else None, clock.now()
    stored[code] = answer
    db.session.add(answer)


def _own_sheet(application: Application, actor: Person, revision: int) -> Sheet:
    sheet = queries.sheet_of(actor, application)
    if sheet is None:
        return Sheet(application_id=application.id, evaluator_id=actor.id, state=SheetState.DRAFT, revision=0)
    if sheet.state is SheetState.SUBMITTED:
        raise Conflict(_("You have submitted this sheet already."))
    if sheet.revision != revision:
        raise Stale(_("This sheet was saved meanwhile, perhaps by you in another tab."))
    return sheet
