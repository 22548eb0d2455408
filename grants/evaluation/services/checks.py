"""Answer the administrative criteria of an application."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.accounts.policies import today
from grants.applications.models import Application, ApplicationState, Enclosure
from grants.applications.reading import rules_for
from grants.applications.services import move
from grants.applications.services.enclosing import enclose
from grants.applications.services.locking import lock
from grants.applications.workflow import Action
from grants.calls.queries import rules_of
from grants.calls.rules.document import Check, Rules
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, Stale
from grants.evaluation import policies, queries
from grants.evaluation.automatic import Received, automatic_answer
from grants.evaluation.marks import MAX_COMMENT
from grants.evaluation.models import MAX_SOURCE, Answer, CheckAnswer
from grants.evaluation.queries import has_declared_none
from grants.journal.services import record
from grants.web.uploads import Uploaded


@dataclass(frozen=True)
class Checked:
    """Be the answer to one administrative criterion, the comment beside it, and the register that was consulted."""

    answer: Answer
    comment: str = ""
    source: str = ""
    consulted_on: date | None = None
    proof: Uploaded | None = None
    """A file that shows what the register said; without one, an earlier file stays."""


def answer_checks(
    *, application: Application, answers: Mapping[str, Checked], actor: Person | None, seen: str | None = None
) -> None:
    """Answer administrative criteria, or correct answers; once all are answered the application counts as checked.

    What is the same already changes nothing. `seen` is the `edition` of the answers that the actor read, if they were
    read. Raise Forbidden for one's own application, Conflict when the call is not being checked, Invalid for an unknown
    criterion, a comment that is too long, or a register that is not named with its day, Stale when somebody else has
    answered since. Where the rules ask for two officials, it counts as checked once all answers are confirmed.
    """
    call = lock(application)
    require_checkable(application, actor)
    rules = rules_of(call)
    known = {check.code for check in rules.checks}
    _require_valid(answers, {check.code: check for check in rules.checks})
    stored = queries.checks_for([application.id])[application.id]
    changed = {code: checked for code, checked in answers.items() if not _is_same(stored.get(code), checked)}
    if not changed and set(answers) >= known:
        finish_if_whole(application, rules, stored, actor)  # looked at again after a clarification, the same answers
    if not changed:
        return
    if seen is not None and seen != edition(stored):
        raise Stale(_("Somebody else has answered checks of this application meanwhile."))
    for code, checked in changed.items():
        stored[code] = _answer(application, stored.get(code), code, checked, actor)
    db.session.flush()
    _record(application, changed, actor)
    finish_if_whole(application, rules, stored, actor)


def answer_automatically(
    *, application: Application, files: Collection[str], stored: Mapping[str, CheckAnswer]
) -> None:
    """Answer the criteria that the rules leave to the service and nobody has answered; officials may correct them.

    `files` are the codes of the questions that a file of the application answers, `stored` what is answered already.
    Once all criteria are answered it counts as checked.
    """
    rules = rules_for(application)
    received = Received(application, rules, files)
    open_ones = [check for check in rules.checks if check.auto and check.code not in stored]
    found = {check.code: automatic_answer(check, received) for check in open_ones}
    answers = {code: Checked(answer) for code, answer in found.items() if answer is not None}
    if not answers:
        return
    given = {code: _answer(application, None, code, checked, None) for code, checked in answers.items()}
    for answer in given.values():
        answer.is_automatic = True
    db.session.flush()
    _record(application, answers, None)
    finish_if_whole(application, rules, {**stored, **given}, None)


def finish_if_whole(
    application: Application, rules: Rules, stored: Mapping[str, CheckAnswer], actor: Person | None
) -> None:
    """Count an application as checked once nothing is missing, unless it is already or its applicant is asked."""
    whole = {check.code for check in rules.checks} <= set(stored)
    if rules.committee.checks_by_two:
        whole = whole and all(answer.confirmed_at is not None for answer in stored.values())
    if whole and application.state is ApplicationState.SUBMITTED:
        move(application=application, action=Action.CHECK, actor=actor)


def edition(stored: Mapping[str, CheckAnswer]) -> str:
    """Return what tells one state of an application's answers from the next: when the last of them was given."""
    return max((answer.answered_at.isoformat() for answer in stored.values()), default="")


def require_checkable(application: Application, actor: Person | None) -> None:
    """Raise Forbidden for one's own application, Conflict when the call is not being checked."""
    if actor is not None and policies.is_own(actor, application):
        raise Forbidden(_("Nobody checks an application of their own."))
    if not policies.is_checkable(application):
        raise Conflict(
            _("Checks are answered while the call is being checked, for applications that were not withdrawn.")
        )
    if actor is not None and not has_declared_none(actor, application):
        raise Forbidden(_("Declare first that you have no conflict of interest with this application."))


def _require_valid(answers: Mapping[str, Checked], known: Mapping[str, Check]) -> None:
    if not set(answers) <= set(known):
        raise Invalid(_("This call has no such check."))
    for code, checked in answers.items():
        words = _wrong_with(checked, known[code])
        if words:
            raise Invalid(words, {code: words})


def _wrong_with(checked: Checked, check: Check) -> str:
    if len(checked.comment) > MAX_COMMENT:
        return _("A comment has at most %(most)s characters.", most=MAX_COMMENT)
    if len(checked.source) > MAX_SOURCE:
        return _("A register has at most %(most)s characters.", most=MAX_SOURCE)
    if checked.consulted_on and checked.consulted_on > today():
        return _("The day on which the register was consulted has not come yet.")
    is_backed = bool(checked.source and checked.consulted_on)
    if check.evidence and checked.answer is not Answer.NOT_APPLICABLE and not is_backed:
        return _("Say which register was consulted, and on which day.")
    return ""


def _said(given: Checked | CheckAnswer) -> tuple[object, ...]:
    return given.answer, given.comment, given.source, given.consulted_on


def _is_same(stored: CheckAnswer | None, checked: Checked) -> bool:
    if stored is None or _said(stored) != _said(checked):
        return False
    return checked.proof is None or _has(stored, checked.proof)


def _has(stored: CheckAnswer, proof: Uploaded) -> bool:
    kept = db.session.get(Enclosure, stored.proof_id) if stored.proof_id else None
    return kept is not None and kept.sha256 == proof.sha256


def _answer(
    application: Application, stored: CheckAnswer | None, code: str, checked: Checked, actor: Person | None
) -> CheckAnswer:
    answer = stored or CheckAnswer(application_id=application.id, code=code)
    answer.answer, answer.comment, answer.source, answer.consulted_on = (
        checked.answer,
        checked.comment,
        checked.source,
        checked.consulted_on,
    )
    if checked.proof is not None:
        kept = enclose(call=application.call, application=application, file=checked.proof, actor=actor)
        answer.proof_id = kept.id
    answer.is_automatic, answer.doubt, answer.doubted_by_id = False, "", None
    answer.confirmed_by_id = answer.confirmed_at = None
    answer.answered_by_id, answer.answered_at = actor.id if actor else None, clock.now()
    db.session.add(answer)
    return answer


def _record(application: Application, changed: Mapping[str, Checked], actor: Person | None) -> None:
    details = {code: checked.answer.value for code, checked in changed.items()}
    record(action="checks.answered", subject=application, actor=actor, call_id=application.call_id, details=details)
