"""Make the ranking anew after a complaint that was right, and with it the decisions that change."""

from collections.abc import Collection

from flask_babel import force_locale
from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.awards.contests.models import Complaint, Ruling
from grants.awards.contests.policies import may_rule
from grants.awards.contests.queries import fresh_sheets_of
from grants.awards.contests.remaking import remaking_of, sheets_lacking
from grants.awards.deciding.storing import store
from grants.awards.deliberation.agreed import consensus_on
from grants.awards.deliberation.models import ConsensusMark
from grants.awards.drafting import Draft, Grounds, draft_anew
from grants.awards.late.comparison import digest_of, stored
from grants.awards.models import Act, Decision
from grants.awards.queries import decisions_of, standing_of
from grants.awards.ranking import Outcome, Placement
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Forbidden, Stale
from grants.evaluation.services import Anew, judge_anew
from grants.journal.services import record

OPEN = (Outcome.PENDING, Outcome.TIED)
"""What a ranking leaves open."""


def conclude(*, complaint: Complaint, seen: str, actor: Person) -> list[Decision]:
    """Let what was judged anew count, keep the order before and after, and decide anew whoever it changes.

    `seen` is the digest of the order that was looked at. A second time does nothing. Raise Forbidden for who does not
    decide, Conflict while the complaint is not decided, sheets are missing or the new ranking leaves something open,
    Stale when the order is not the one seen.
    """
    call = calls.lock(complaint.call_id, exclusive=True)
    db.session.refresh(complaint)
    if not may_rule(actor, complaint.application):
        raise Forbidden(_("Only a project coordinator without a conflict of interest decides on a complaint."))
    if complaint.concluded_at is not None:
        return []
    if complaint.ruling not in {Ruling.UPHELD, Ruling.PARTLY}:
        raise Conflict(_("The complaint is not decided yet."))
    if sheets_lacking(complaint):
        raise Conflict(_("Not all who evaluate anew have sent their marks."))
    remaking = remaking_of(complaint)
    if seen != digest_of(remaking.after):
        raise Stale(_("The ranking has changed since you looked at it. Look at what would change again."))
    _let_count(complaint, actor)
    drafts = _drafts(
        complaint, call, {change.listed.reference for change in remaking.changes if change.redecided}, actor
    )
    complaint.before, complaint.after = stored(remaking.before), stored(remaking.after)
    complaint.concluded_by_id, complaint.concluded_at = actor.id, clock.now()
    db.session.flush()
    details = {"complaint": complaint.id.hex, "before": digest_of(remaking.before), "after": seen}
    record(action="complaint.concluded", subject=complaint.application, actor=actor, call_id=call.id, details=details)
    return store(call=call, drafts=drafts, actor=actor)


def _let_count(complaint: Complaint, actor: Person) -> None:
    """Put what was judged anew in the place of what counted, and take back what the committee had agreed on it."""
    sheets = [
        Anew(fresh.evaluator_id, fresh.marks, fresh.comments, fresh.submitted_at)
        for fresh in fresh_sheets_of(complaint)
        if fresh.submitted_at is not None
    ]
    anew = sheets if complaint.is_judged_anew else []
    judge_anew(
        application=complaint.application,
        sheets=anew,
        corrected=complaint.corrected,
        failed=complaint.failed,
        actor=actor,
    )
    for code, agreed in consensus_on(complaint.application).items() if anew else ():
        if agreed.mark is not None:
            db.session.add(
                ConsensusMark(
                    application_id=complaint.application_id,
                    code=code,
                    sequence=agreed.sequence + 1,
                    mark=None,
                    reason=_("Others have judged the application anew."),
                    recorded_by_id=actor.id,
                    recorded_at=clock.now(),
                )
            )
    db.session.flush()


def _drafts(complaint: Complaint, call: Call, references: Collection[str], actor: Person) -> list[Draft]:
    decisions, standing = decisions_of(call), standing_of(call)
    if any(one.outcome in OPEN for one in standing.ranking.placements):
        raise Conflict(_("The new ranking leaves something open: something not judged, or a tie."))
    return [
        draft_anew(standing, application, _grounds(complaint, standing.placements[reference], earlier), actor)
        for reference, application in standing.applications.items()
        if reference in references and (earlier := decisions.get(application.id)) is not None
    ]


def _grounds(complaint: Complaint, placement: Placement, earlier: Decision) -> Grounds:
    """Return what the new decision rests on: the reasons of the complaint for its own application, for others none."""
    with force_locale(rules_of(complaint.application.call).languages[0]):
        because = (
            _("The ranking was made anew after a mistake in judging another application was corrected.")
            if complaint.is_own_motion
            else _("The ranking was made anew after a complaint about another decision was decided.")
        )
    return Grounds(
        act=Act.CORRECTED if complaint.is_own_motion else Act.CONTESTED,
        outcome=placement.outcome,
        amount=placement.amount,
        because=complaint.reason if earlier.application_id == complaint.application_id else because,
        supersedes=earlier,
    )
