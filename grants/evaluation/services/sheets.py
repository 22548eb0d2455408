"""Keep and submit score sheets."""

from collections.abc import Mapping
from typing import Any, cast

from flask_babel import gettext as _
from sqlalchemy import Table, bindparam
from sqlalchemy.orm import object_session
from sqlalchemy.orm.attributes import set_committed_value

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.services.locking import lock
from grants.calls.models import Stage
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from grants.evaluation import labels, notices, policies, queries
from grants.evaluation.assigning.queries import is_assigned
from grants.evaluation.marks import Marked, read_marks
from grants.evaluation.models import Sheet, SheetReopening, SheetState
from grants.journal.services import record

MAX_REOPENING_REASON = 500


class SheetInvalid(Invalid):
    """Refuse a sheet; `marked` holds what was understood and what is wrong by criterion."""

    def __init__(self, marked: Marked) -> None:
        super().__init__(_("Some marks need correcting."))
        self.marked = marked


class Submitted(Conflict):
    """Refuse to change a sheet that was submitted."""


def save_sheet(
    *,
    application: Application,
    actor: Person,
    marks: Mapping[str, str],
    comments: Mapping[str, str],
    revision: int,
    for_applicant: str | None = None,
    submit: bool = False,
    entered_by: Person | None = None,
) -> Sheet:
    """Keep an evaluator's marks and comments; `submit` asks for all of them and closes the sheet.

    What the applicant may read stays as it is where it is None: neither a spreadsheet nor paper has a place for it.
    The same sheet submitted again is returned as it is, and the same draft again changes nothing. `entered_by` is the
    official who types in what the evaluator, who stays the actor, wrote on paper. Raise Forbidden
    without a declaration of no conflict or a seat that fills in sheets, Conflict when scoring is over, Submitted when
    the sheet was, Stale when it was saved in another tab, SheetInvalid when a mark is off the scale or, on submission,
    missing.
    """
    rules = rules_of(lock(application))
    judging = queries.judging_of(actor, application)
    _require_scoring(application, actor, rules, judging)
    sheet = judging.sheet or _begun(application, actor)
    words = sheet.for_applicant if for_applicant is None else for_applicant
    marked = _understood(rules, marks, comments, words, submit=submit)
    if _is_same(sheet, marked, submit=submit):
        return sheet
    _require_unchanged(sheet, revision)
    _store(sheet, marked, submit=submit)
    if submit:
        _record(sheet, application, actor, entered_by)
    return sheet


def reopen_sheet(*, application: Application, evaluator: Person, reason: str, actor: Person) -> Sheet:
    """Let an evaluator change a submitted sheet; they are told why. One that is open already stays as it is.

    Raise NotFound without a sheet, Forbidden for who stands aside, Conflict when scoring is over,
    Invalid for no reason or one of more than MAX_REOPENING_REASON characters.
    """
    lock(application)
    if queries.stands_aside(actor, application):
        raise Forbidden(_("Nobody acts on an application of their own, or one with which they are in conflict."))
    if application.call.stage is not Stage.SCORING:
        raise Conflict(_("Sheets are opened again while the call is being scored."))
    if not reason or len(reason) > MAX_REOPENING_REASON:
        words = _("Say why, in at most %(most)s characters.", most=MAX_REOPENING_REASON)
        raise Invalid(words, {"reason": words})
    sheet = queries.sheet_of(evaluator, application)
    if sheet is None:
        raise NotFound
    if sheet.state is SheetState.DRAFT:
        return sheet
    sheet.state, sheet.submitted_at = SheetState.DRAFT, None
    sheet.revision += 1
    reopening = SheetReopening(sheet_id=sheet.id, reason=reason, opened_by_id=actor.id, opened_at=clock.now())
    db.session.add(reopening)
    db.session.flush()
    details = {"evaluator": evaluator.id, "reopening": reopening.id}
    record(
        action="sheet.reopened",
        subject=application,
        actor=actor,
        call_id=application.call_id,
        source=SheetState.SUBMITTED.value,
        target=SheetState.DRAFT.value,
        details=details,
    )
    notices.sheet_reopened(application, evaluator, sheet, reason)
    return sheet


def _understood(
    rules: Rules, marks: Mapping[str, str], comments: Mapping[str, str], for_applicant: str, *, submit: bool
) -> Marked:
    marked = read_marks(rules.criteria, marks, comments, for_applicant, complete=submit)
    if marked.wrong:
        raise SheetInvalid(marked)
    return marked


def _begun(application: Application, actor: Person) -> Sheet:
    """Return an empty sheet that is not stored yet."""
    begun = Sheet(application_id=application.id, evaluator_id=actor.id, state=SheetState.DRAFT, revision=0)
    begun.marks, begun.comments, begun.for_applicant = {}, {}, ""
    return begun


def _is_same(sheet: Sheet, marked: Marked, *, submit: bool) -> bool:
    wanted = SheetState.SUBMITTED if submit else SheetState.DRAFT
    stored = (sheet.state, sheet.marks, sheet.comments, sheet.for_applicant)
    return stored == (wanted, marked.marks, marked.comments, marked.for_applicant)


def _require_scoring(application: Application, actor: Person, rules: Rules, judging: queries.Judging) -> None:
    if not policies.may_see(actor, application) or judging.is_own:
        raise Forbidden(_("You do not judge this application."))
    if judging.declaration is None:
        raise Forbidden(_("Declare first that you have no conflict of interest with this application."))
    if judging.declaration.conflict:
        raise Forbidden(_("You declared a conflict of interest with this application, so it is closed to you."))
    if not policies.enters_sheets(policies.seat_of(actor, application.call), rules):
        raise Forbidden(_("In this call the chair fills in one sheet for the whole committee."))
    if policies.assigns(rules) and not is_assigned(actor, application):
        raise Forbidden(labels.CLOSED[policies.Standing.UNASSIGNED])
    if application.call.stage is not Stage.SCORING or application.state not in policies.JUDGEABLE:
        raise Conflict(_("This application is not being scored now."))
    if judging.failed:
        raise Conflict(_("This application did not pass the administrative checks, so it is not scored."))
    if rules.scoring.method == "joint" and queries.has_other_sheet(actor, application):
        raise Conflict(_("The sheet of the committee for this application was submitted already."))


def _require_unchanged(sheet: Sheet, revision: int) -> None:
    if sheet.state is SheetState.SUBMITTED:
        raise Submitted(_("You have submitted this sheet already, so it cannot be changed."))
    if sheet.revision != revision:
        raise Stale(_("This sheet was saved meanwhile, perhaps by you in another tab."))


def _store(sheet: Sheet, marked: Marked, *, submit: bool) -> None:
    now = clock.now()
    stored = {
        "marks": marked.marks,
        "comments": marked.comments,
        "for_applicant": marked.for_applicant,
        "revision": sheet.revision + 1,
        "saved_at": now,
    }
    if not submit and object_session(sheet) is not None:
        _keep(sheet, stored)
        return
    for name, value in stored.items():
        setattr(sheet, name, value)
    if submit:
        sheet.state, sheet.submitted_at = SheetState.SUBMITTED, now
    db.session.add(sheet)
    db.session.flush()


_ROWS = cast("Table", Sheet.__table__)
_KEEP = (
    _ROWS.update()
    .where(_ROWS.c.id == bindparam("kept_id"))
    .values({name: bindparam(name) for name in ("marks", "comments", "for_applicant", "revision", "saved_at")})
)


def _keep(sheet: Sheet, stored: Mapping[str, Any]) -> None:
    """Store what is kept at each key somebody presses, without the search for what of the row has changed."""
    db.session.execute(_KEEP, {"kept_id": sheet.id, **stored})
    for name, value in stored.items():
        set_committed_value(sheet, name, value)


def _record(sheet: Sheet, application: Application, evaluator: Person, entered_by: Person | None) -> None:
    record(
        action="sheet.entered" if entered_by else "sheet.submitted",
        subject=application,
        actor=entered_by or evaluator,
        call_id=application.call_id,
        target=sheet.state.value,
        details={"evaluator": evaluator.id} if entered_by else None,
    )
