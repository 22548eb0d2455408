"""Declare a conflict of interest, or none."""

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.services.locking import lock
from grants.calls.models import Stage
from grants.calls.policies import may_assist
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid
from grants.evaluation import policies, queries
from grants.evaluation.marks import MAX_COMMENT
from grants.evaluation.models import ConflictKind, Declaration
from grants.evaluation.seats.queries import has_signed
from grants.evaluation.services.notes import forget_note
from grants.journal.services import record


def declare(
    *, application: Application, actor: Person, conflict: bool, kind: ConflictKind | None = None, note: str = ""
) -> Declaration:
    """Declare a conflict of interest with an application, or none, before its content opens.

    A conflict can be declared later too, and its marks then never count; only a declared conflict cannot be taken back
    by oneself. The same declaration again changes nothing. Raise Forbidden for an application of one's own and before
    the seat is taken, Invalid without a kind, Conflict when it is too late.
    """
    call = lock(application)
    if not policies.may_judge(actor, application):
        raise Forbidden(_("You do not judge this application."))
    if not has_signed(actor, call):
        raise Forbidden(_("Take your seat first: sign what every member of the committee promises."))
    if call.stage not in policies.DECLARABLE:
        raise Conflict(_("Declarations are made until the sheets are closed."))
    if len(note) > MAX_COMMENT or (conflict and kind is None):
        raise Invalid(_("Say what kind of conflict it is, in at most %(most)s characters.", most=MAX_COMMENT))
    return _keep(application, actor, conflict=conflict, kind=kind, note=note)


def declare_as_official(
    *, application: Application, actor: Person, conflict: bool, kind: ConflictKind | None = None, note: str = ""
) -> Declaration:
    """Declare a conflict of interest with an application, or none, as who checks, keeps minutes, confirms or signs.

    The same again changes nothing, and a declared conflict stays. Raise Forbidden for an application of one's own,
    Invalid without a kind, Conflict before the checks, or once the sheets are closed for what the actor has scored:
    what that would change is looked at first, by another official.
    """
    call = lock(application)
    if not may_assist(actor, call) or policies.is_own(actor, application):
        raise Forbidden(_("You do not act on this application."))
    if call.stage not in policies.OFFICIALS_DECLARE or application.state in policies.OUT_OF_JUDGEMENT:
        raise Conflict(_("Officials declare from the checks on."))
    if conflict and call.stage not in policies.DECLARABLE and queries.has_scored(actor, application):
        raise Conflict(_("You have scored this application: let another official record the conflict."))
    if len(note) > MAX_COMMENT or (conflict and kind is None):
        raise Invalid(_("Say what kind of conflict it is, in at most %(most)s characters.", most=MAX_COMMENT))
    return _keep(application, actor, conflict=conflict, kind=kind, note=note)


def declare_when_called_in(*, application: Application, actor: Person, kind: ConflictKind | None) -> Declaration:
    """Declare a conflict of one kind, or none, as a substitute who is called in while the committee deliberates.

    The same again changes nothing, and a declared conflict stays. Raise Forbidden for an application of one's own and
    before the seat is taken, Conflict at another time, or for what the substitute has scored: what that would change is
    looked at first, by the secretary.
    """
    call = lock(application)
    if not policies.may_judge(actor, application):
        raise Forbidden(_("You do not judge this application."))
    if not has_signed(actor, call):
        raise Forbidden(_("Take your seat first: sign what every member of the committee promises."))
    if call.stage is not Stage.DELIBERATION:
        raise Conflict(_("Substitutes who are called in declare while the committee deliberates."))
    if kind is not None and queries.has_scored(actor, application):
        raise Conflict(_("You have scored this application: tell the secretary of the committee of the conflict."))
    return _keep(application, actor, conflict=kind is not None, kind=kind, note="")


def declare_on_paper(*, application: Application, member: Person, actor: Person) -> Declaration:
    """Record that a member declared on paper that they have no conflict of interest; an official has it before them.

    Raise Conflict before the seat is taken, when it is too late, or when a conflict was declared.
    """
    call = lock(application)
    if not policies.may_judge(member, application) or not has_signed(member, call):
        raise Conflict(_("This member does not judge this application, or has not taken the seat."))
    if call.stage not in policies.DECLARABLE:
        raise Conflict(_("Declarations are made until the sheets are closed."))
    return _keep(application, member, conflict=False, kind=None, note="", recorded_by=actor)


def _keep(
    application: Application,
    person: Person,
    *,
    conflict: bool,
    kind: ConflictKind | None,
    note: str,
    recorded_by: Person | None = None,
) -> Declaration:
    """Store what a person declares about an application, and record it; raise Conflict to take a conflict back."""
    declared = (conflict, kind if conflict else None, note if conflict else "")
    earlier = queries.declaration_of(person, application)
    if earlier is not None and (earlier.conflict, earlier.kind, earlier.note) == declared:
        return earlier
    if earlier is not None and earlier.conflict:
        raise Conflict(_("A declared conflict stays. If it was a mistake, tell the secretary of the committee."))
    declaration = earlier or Declaration(application_id=application.id, evaluator_id=person.id)
    declaration.conflict, declaration.kind, declaration.note = declared
    declaration.declared_at = clock.now()
    declaration.recorded_by_id = recorded_by.id if recorded_by else None
    db.session.add(declaration)
    db.session.flush()
    if conflict:
        forget_note(application, person)
    details: dict[str, object] = {"conflict": conflict, "kind": kind.value if conflict and kind else None}
    if recorded_by is not None:
        details["person"] = person.id
    record(
        action="conflict.declared",
        subject=application,
        actor=recorded_by or person,
        call_id=application.call_id,
        details=details,
    )
    return declaration
