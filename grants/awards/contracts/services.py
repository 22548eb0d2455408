"""Draft the contract on an award."""

from decimal import Decimal

from flask_babel import gettext as _
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards import queries
from grants.awards.contests.suspension import require_undisputed
from grants.awards.contracts import notices
from grants.awards.contracts.models import Contract
from grants.awards.contracts.papers import Paper
from grants.awards.contracts.policies import may_draft
from grants.awards.deciding.answering import answer_on
from grants.awards.models import Decision, Outcome
from grants.awards.numbering.services import take
from grants.awards.policies import CONFIRMED
from grants.awards.ranking.tie_breaks import share_in
from grants.awards.stakes import require_none_of_own
from grants.awards.wordings.facts import Facts
from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.queries import texts_for
from grants.awards.wordings.writing import document_of
from grants.calls import services as calls
from grants.calls.queries import rules_of
from grants.db import db
from grants.documents.frozen import freeze
from grants.errors import Conflict, Forbidden
from grants.journal.services import record
from grants.web.languages import LANGUAGES


def draft(*, application: Application, actor: Person) -> Contract:
    """Draft the contract on the award in force, with the next record-keeping number; a second time changes nothing.

    Raise Conflict where nothing is awarded, the applicant does not know of it or has not answered an offer, or a
    complaint suspends it; Forbidden for who does not act for the organiser.
    """
    call = calls.lock(application.call_id, exclusive=True)
    require_none_of_own(call, actor)
    if not may_draft(actor, application):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    decision = queries.decision_on(application) if call.stage in CONFIRMED else None
    if decision is None or decision.outcome is not Outcome.AWARDED:
        raise Conflict(_("Nothing is awarded to this application now."))
    known = db.session.scalar(select(Contract).where(Contract.decision_id == decision.id))
    if known is not None:
        return known
    _require_settled(application, decision)
    made = Contract(
        call_id=call.id,
        application_id=application.id,
        decision_id=decision.id,
        number=take(call=call)[0],
        language=rules_of(call).languages[0],
        drafted_by_id=actor.id,
        drafted_at=clock.now(),
    )
    made.contents = _contents(made, decision, application)
    db.session.add(made)
    db.session.flush()
    details = {"contract": made.id.hex, "decision": decision.id.hex}
    record(action="contract.drafted", subject=application, actor=actor, call_id=call.id, details=details)
    return made


def send_draft(*, application: Application, paper: Paper | None, actor: Person) -> Contract:
    """Send everybody who works on an application the draft of its contract; a second time sends nothing.

    Raise Conflict where none is drafted on the award in force, the paper is of another, or a complaint suspends it;
    Forbidden as `draft` does.
    """
    call = calls.lock(application.call_id, exclusive=True)
    require_none_of_own(call, actor)
    if not may_draft(actor, application):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    decision = queries.decision_on(application)
    drafted = select(Contract).where(Contract.decision_id == decision.id) if decision else None
    contract = None if drafted is None else db.session.scalars(drafted).one_or_none()
    if decision is None or contract is None or paper is None or paper.contract_id != contract.id:
        raise Conflict(_("No contract is drafted on the award that is in force."))
    require_undisputed(application)
    if not notices.was_sent(contract):
        notices.sent(application, contract, paper, decision)
        details = {"contract": contract.id.hex}
        record(action="contract.sent", subject=application, actor=actor, call_id=call.id, details=details)
    return contract


def _require_settled(application: Application, decision: Decision) -> None:
    require_undisputed(application)
    known = queries.told_decision_on(application)
    if known is None or known.id != decision.id:
        raise Conflict(_("The letter about the award has not been sent yet."))
    if decision.answer_until is not None and answer_on(decision) is None:
        raise Conflict(_("The applicant has not said yet that they take what was offered."))


def _contents(contract: Contract, decision: Decision, application: Application) -> dict[str, object]:
    rules = rules_of(application.call)
    share = share_in(application.answers, rules_of(application.call, application.version))
    facts = Facts(
        kind=LetterKind.CONTRACT,
        number=contract.number,
        made_at=contract.drafted_at,
        application=application,
        rules=rules,
        texts=texts_for(application.call),
        decision=decision,
        own_share=None if share is None else Decimal(share.numerator) / share.denominator,
    )
    languages = {contract.language, *LANGUAGES}
    return {language: freeze(document_of(facts, language)) for language in sorted(languages)}
