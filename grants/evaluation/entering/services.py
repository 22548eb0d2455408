"""Type in the sheet that a member filled in on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from grants.accounts.models import Person
from grants.accounts.policies import today
from grants.applications.models import Application
from grants.applications.services.enclosing import enclose
from grants.applications.services.locking import lock
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid
from grants.evaluation import queries
from grants.evaluation.entering import notices
from grants.evaluation.entering.policies import may_enter
from grants.evaluation.entering.queries import Writer, writers_for
from grants.evaluation.marks import read_marks
from grants.evaluation.models import MAX_KEPT_AT, Sheet
from grants.evaluation.seats.services import take_seat_on_paper
from grants.evaluation.services.declarations import declare_on_paper
from grants.evaluation.services.sheets import SheetInvalid, save_sheet
from grants.web.uploads import Uploaded


@dataclass(frozen=True)
class Paper:
    """Be what an official says of a sheet on paper beside its marks."""

    received_on: date
    kept_at: str
    declares: bool = False
    """Whether it says that there is no conflict of interest."""
    statement: str = ""
    """What every member promises, if it lies there signed."""
    scan: Uploaded | None = None
    """A picture of the sheet."""


def enter_sheet(
    *,
    application: Application,
    member: Person,
    marks: Mapping[str, str],
    comments: Mapping[str, str],
    paper: Paper,
    actor: Person,
) -> Sheet:
    """Submit for a member the sheet that they filled in on paper; they are told what was typed in.

    The same by the same official again changes nothing. Raise Forbidden for who may not know these marks, Conflict when
    the member does not score the application now or has begun on screen, SheetInvalid for marks as of any member,
    Invalid for a day to come, for no place, or where the paper lacks what was not said in the service.
    """
    lock(application)
    require_entering(application, actor)
    rules = rules_of(application.call)
    marked = read_marks(rules.criteria, marks, comments, complete=True)
    if marked.wrong:
        raise SheetInvalid(marked)
    known = queries.sheet_of(member, application)
    said = (actor.id, paper.received_on, paper.kept_at, marked.marks, marked.comments)
    if known is not None and known.is_from_paper and _said(known) == said:
        return known
    writer = writer_of(application, member)
    _require_whole(paper, writer)
    if writer.signs:
        take_seat_on_paper(call=application.call, member=member, statement=paper.statement, actor=actor)
    if writer.declares:
        declare_on_paper(application=application, member=member, actor=actor)
    sheet = save_sheet(
        application=application,
        actor=member,
        marks=marked.marks,
        comments=marked.comments,
        revision=writer.revision,
        submit=True,
        entered_by=actor,
    )
    sheet.entered_by_id, sheet.entered_revision = actor.id, sheet.revision
    sheet.received_on, sheet.kept_at = paper.received_on, paper.kept_at
    if paper.scan is not None:
        kept = enclose(call=application.call, application=application, file=paper.scan, actor=actor)
        sheet.scan_id = kept.id
    db.session.flush()
    notices.sheet_entered(application, member, sheet, rules)
    return sheet


def require_entering(application: Application, actor: Person) -> None:
    """Raise Conflict when an application is not scored now, Forbidden for who may not know what is typed in."""
    if queries.stands_aside(actor, application):
        raise Forbidden(_("Nobody acts on an application of their own, or one with which they are in conflict."))
    if not may_enter(actor, application):
        raise Conflict(
            _("Paper sheets are typed in while the application is scored, by officials who are not in the committee.")
        )
    if not queries.has_declared_none(actor, application):
        raise Forbidden(_("Declare first that you have no conflict of interest with this application."))


def writer_of(application: Application, member: Person) -> Writer:
    """Return a member whose sheet can be typed in; raise Conflict for anybody else."""
    writer = next((each for each in writers_for(application) if each.member.id == member.id), None)
    if writer is None:
        raise Conflict(
            _("A sheet of this member cannot be typed in: they do not score this application, or have a sheet already.")
        )
    return writer


def _said(sheet: Sheet) -> tuple[object, ...]:
    return sheet.entered_by_id, sheet.received_on, sheet.kept_at, sheet.marks, sheet.comments


def _require_whole(paper: Paper, writer: Writer) -> None:
    lacking = {}
    if paper.received_on > today():
        lacking["received_on"] = _("This day is still to come.")
    if not paper.kept_at or len(paper.kept_at) > MAX_KEPT_AT:
        lacking["kept_at"] = _("Say in at most %(most)s characters where the paper is kept.", most=MAX_KEPT_AT)
    if writer.declares and not paper.declares:
        lacking["declares"] = _("Without this declaration the sheet cannot be typed in.")
    if writer.signs and not paper.statement:
        lacking["signed"] = _("Without the signed statement the member has not taken the seat.")
    if lacking:
        raise Invalid(" ".join(lacking.values()), lacking)
