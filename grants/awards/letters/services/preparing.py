"""Prepare letters: what they say is frozen, and nothing is sent."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.awards.drafting import Draft
from grants.awards.letters.events import DeclarationChanged
from grants.awards.letters.facts import facts_of, facts_of_drafts, lapsed
from grants.awards.letters.models import Letter, LetterState, VoidReason
from grants.awards.letters.queries import declaration_of
from grants.awards.letters.services.voiding import void
from grants.awards.letters.workflow import WORKFLOW, Step
from grants.awards.letters.writing import words_of
from grants.awards.models import Act, Decision
from grants.awards.wordings.facts import Facts
from grants.awards.wordings.writing import document_of
from grants.calls import services as calls
from grants.calls.models import Call
from grants.db import db
from grants.documents.frozen import freeze
from grants.events import publish
from grants.journal.services import record

_UNSIGNED = (Letter.state == LetterState.PREPARED, Letter.decision_id.is_not(None))


def prepare(*, call: Call, drafts: Sequence[Draft], actor: Person | None) -> list[Letter]:
    """Freeze a letter for each of these stored decisions and send nothing; their files are made by the worker.

    A decision that has its letter already gets no second one, and one by which the applicant declines gets none; an
    offer that lapsed by silence gets one. A letter about an earlier decision on the same application that was not sent
    yet is void, whatever the new one tells. The caller holds the lock of the call.
    """
    about = [draft.decision.id for draft in drafts]
    known = select(Letter.decision_id).where(Letter.decision_id.in_(about), Letter.state != LetterState.VOID)
    prepared = set(db.session.scalars(known))
    undone = [one for one in drafts if one.decision.id not in prepared]
    new = [one for one in undone if _is_told_by_letter(one.decision)]
    _void_overtaken([draft.decision for draft in undone], actor)
    return [prepare_letter(facts=facts, actor=actor) for facts in facts_of_drafts(call, new)]


def _is_told_by_letter(decision: Decision) -> bool:
    return decision.act is not Act.DECLINED or lapsed(decision)


def prepare_letter(*, facts: Facts, actor: Person | None) -> Letter:
    """Freeze one letter of whatever kind, also a notice about no decision; the caller holds the lock of its call."""
    application, decision = facts.application, facts.decision
    letter = Letter(
        call_id=application.call_id,
        application_id=application.id,
        decision_id=decision.id if decision else None,
        kind=facts.kind,
        number=facts.number,
        prepared_by_id=actor.id if actor else None,
    )
    _freeze(letter, facts)
    db.session.add(letter)
    db.session.flush()
    details = {"kind": letter.kind.value, "application": letter.application_id}
    record(action="letter.prepared", subject=letter, actor=actor, call_id=letter.call_id, details=details)
    return letter


def prepare_again(*, organiser_id: UUID, actor: Person | None) -> int:
    """Freeze anew what nobody has signed or sent yet, after the organiser declared otherwise; return how many."""
    declaration = declaration_of(organiser_id)
    basis = declaration.basis if declaration else ""
    waiting = select(Call.id).join(Letter, Letter.call_id == Call.id).where(Call.organiser_id == organiser_id)
    done = 0
    for call_id in db.session.scalars(waiting.where(*_UNSIGNED).distinct().order_by(Call.id)).all():
        done += _prepare_again(calls.lock(call_id, exclusive=True), basis, actor)
    publish(DeclarationChanged(organiser_id=organiser_id, actor_id=actor.id if actor else None))
    return done


def freeze_again(*, letter: Letter, facts: Facts, actor_id: UUID | None) -> None:
    """Put down anew what a letter says that nobody has signed or sent yet."""
    letter.state = WORKFLOW.target(letter.state, Step.PREPARE_AGAIN)
    _freeze(letter, facts)
    details = {"kind": letter.kind.value, "application": letter.application_id}
    actor = db.session.get(Person, actor_id) if actor_id else None
    record(action="letter.prepared", subject=letter, actor=actor, call_id=letter.call_id, details=details)
    db.session.flush()


def _prepare_again(call: Call, basis: str, actor: Person | None) -> int:
    found = select(Letter, Decision).join(Decision, Decision.id == Letter.decision_id)
    rows = db.session.execute(found.where(Letter.call_id == call.id, *_UNSIGNED, Letter.unsigned_basis != basis)).all()
    letters = {decision.id: letter for letter, decision in rows}
    decisions = [decision for _letter, decision in rows]
    for facts in facts_of(call, decisions) if decisions else ():
        if facts.decision is not None:
            letter = letters[facts.decision.id]
            letter.state = WORKFLOW.target(letter.state, Step.PREPARE_AGAIN)
            _freeze(letter, facts)
            details = {"kind": letter.kind.value, "application": letter.application_id}
            record(action="letter.prepared", subject=letter, actor=actor, call_id=call.id, details=details)
    db.session.flush()
    return len(rows)


def _freeze(letter: Letter, facts: Facts) -> None:
    """Put down what a letter says: in the language of the call, and its e-mail in those of its readers too."""
    languages = {facts.in_force, *(member.person.language for member in facts.application.members)}
    letter.language, letter.unsigned_basis = facts.in_force, facts.unsigned_basis
    letter.content = freeze(document_of(facts, facts.in_force))
    letter.mail = {language: asdict(words_of(facts, language)) for language in sorted(languages)}
    letter.prepared_at, letter.made_id = clock.now(), None


def _void_overtaken(decisions: Iterable[Decision], actor: Person | None) -> None:
    by_act: dict[Act, list[UUID]] = {}
    for decision in decisions:
        if decision.supersedes_id is not None:
            by_act.setdefault(decision.act, []).append(decision.application_id)
    for act, about in by_act.items():
        void(applications=about, why=VoidReason(act.value), actor=actor)
