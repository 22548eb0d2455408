"""The facts of decision letters, gathered for many at once."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from grants.accounts.queries import people_by_id
from grants.applications.models import Application
from grants.awards.deciding.departures import departures_by_body
from grants.awards.deciding.models import Body
from grants.awards.deliberation.reasonings import reasonings_in
from grants.awards.drafting import Draft
from grants.awards.explaining import explained
from grants.awards.letters.queries import declaration_of
from grants.awards.models import Act, Decision, Outcome
from grants.awards.queries import placement_on, standing_of
from grants.awards.wordings.facts import Earlier, Facts, Voted
from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.queries import texts_for
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db

KINDS = {
    Outcome.AWARDED: LetterKind.AWARD,
    Outcome.RESERVE: LetterKind.RESERVE,
    Outcome.REJECTED: LetterKind.REJECTION,
    Outcome.INELIGIBLE: LetterKind.INADMISSIBLE,
    Outcome.ON_HOLD: LetterKind.ON_HOLD,
    Outcome.DECLINED: LetterKind.DECLINED,
    Outcome.REVOKED: LetterKind.REVOCATION,
}
"""The letter that tells each outcome; a withdrawn application gets none."""
KINDS_OF_ACTS = {
    Act.CORRECTED: LetterKind.CORRECTION,
    Act.CONTESTED: LetterKind.COMPLAINT,
    Act.MOVED_UP: LetterKind.OFFER,
}
"""The letter that tells by what a later decision came about, whatever its outcome."""


def lapsed(decision: Decision) -> bool:
    """Tell whether an offer ended because nobody answered it, so that its applicant has to be told."""
    return decision.act is Act.DECLINED and decision.confirmed_by_id is None


def kind_of(decision: Decision) -> LetterKind | None:
    """Return the kind of letter that tells a decision, if there is one."""
    if lapsed(decision):
        return LetterKind.LAPSED
    if decision.act in KINDS_OF_ACTS:
        return KINDS_OF_ACTS[decision.act]
    if decision.outcome is Outcome.AWARDED and decision.conditions:
        return LetterKind.AWARD_WITH_CONDITIONS
    return KINDS.get(decision.outcome)


def facts_of_drafts(call: Call, drafts: Iterable[Draft]) -> list[Facts]:
    """Return the facts of the letters about decisions that were just made, or would be.

    Three statements, one more where any departs from the ranking.
    """
    told = [draft for draft in drafts if kind_of(draft.decision)]
    earlier = _earlier([draft.decision for draft in told])
    signing = {draft.decision.id: _signing(draft.decision, earlier) for draft in told}
    officials = people_by_id({one for one in signing.values() if one})
    rules, basis, texts = rules_of(call), basis_of(call), texts_for(call)
    votes = _votes(call) if any(draft.decision.departs for draft in told) else {}
    return [
        Facts(
            kind=kind,
            number=decision.number,
            made_at=decision.confirmed_at,
            application=application,
            rules=rules,
            texts=texts,
            official=officials.get(signer) if (signer := signing[decision.id]) else None,
            decision=decision,
            placement=placement,
            explained=explanation,
            replaced=earlier.get(decision.supersedes_id) if decision.supersedes_id else None,
            voted=votes.get(application.reference or "") if decision.act is Act.CONFIRMED else None,
            unsigned_basis=basis,
        )
        for decision, placement, application, explanation in told
        if (kind := kind_of(decision))
    ]


def facts_of(call: Call, decisions: Sequence[Decision]) -> list[Facts]:
    """Return the facts of the letters about stored decisions of a call, whatever their number in as many statements."""
    rules, reasonings = rules_of(call), reasonings_in(call)
    if len(decisions) == 1:
        application = db.session.get_one(Application, decisions[0].application_id)
        placed = {application.id: (application, placement_on(application, rules))}
    else:
        standing = standing_of(call)
        placed = {one.id: (one, standing.placements[reference]) for reference, one in standing.applications.items()}
    return facts_of_drafts(
        call,
        (
            Draft(decision, placement, application, explained(reasonings.get(application.id, {}), placement, rules))
            for decision in decisions
            for application, placement in [placed[decision.application_id]]
        ),
    )


def basis_of(call: Call) -> str:
    """Return why letters of the organiser of a call are valid unsigned; nothing where they are signed."""
    declaration = declaration_of(call.organiser_id)
    return declaration.basis if declaration else ""


def _signing(decision: Decision, earlier: Mapping[UUID, Earlier]) -> UUID | None:
    """Return who answers for a letter: who decided, or of an offer that lapsed who had made it."""
    replaced = earlier.get(decision.supersedes_id) if decision.supersedes_id else None
    return decision.confirmed_by_id or (replaced.made_by_id if replaced and lapsed(decision) else None)


def _votes(call: Call) -> Mapping[str, Voted]:
    """Return by reference the votes that carried departures in sittings."""
    found = departures_by_body(call)[Body.COMMITTEE]
    return {one: Voted(each.voted_on, each.minutes_number) for one, each in found.items() if each.voted_on is not None}


def _earlier(decisions: Iterable[Decision]) -> Mapping[UUID, Earlier]:
    replaced = {one.supersedes_id for one in decisions if one.supersedes_id}
    if not replaced:
        return {}
    wanted = Decision.id, Decision.number, Decision.confirmed_at, Decision.confirmed_by_id
    found = select(*wanted).where(Decision.id.in_(replaced))
    return {one: Earlier(number, made_at, made_by_id) for one, number, made_at, made_by_id in db.session.execute(found)}
