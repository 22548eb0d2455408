"""Answer the administrative criteria of an application."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application, ApplicationState
from grants.applications.reading import rules_for
from grants.applications.services import move
from grants.applications.services.locking import lock
from grants.applications.workflow import Action
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, Stale
from grants.evaluation import policies, queries
from grants.evaluation.automatic import Received, automatic_answer
from grants.evaluation.marks import MAX_COMMENT
from grants.evaluation.models import Answer, CheckAnswer
from grants.journal.services import record


@dataclass(frozen=True)
class Checked:
    """Be the answer to one administrative criterion and the comment beside it."""

    answer: Answer
    comment: str = ""


def answer_checks(
    *, application: Application, answers: Mapping[str, Checked], actor: Person | None, seen: str | None = None
) -> None:
    """Answer administrative criteria, or correct answers; once all are answered the application counts as checked.

    What is the same already changes nothing. `seen` is the `edition` of the answers that the actor read, if they were
    read. Raise Forbidden for one's own application, Conflict when the call is not being checked, Invalid for an unknown
    criterion or a comment that is too long, Stale when somebody else has answered since.
    """
    call = lock(application)
    _require_checkable(application, actor)
    known = {check.code for check in rules_of(call).checks}
    _require_valid(answers, known)
    stored = queries.checks_for([application.id])[application.id]
    changed = {code: checked for code, checked in answers.items() if not _is_same(stored.get(code), checked)}
    if not changed and set(stored) >= known and set(answers) >= known:
        _finish(application, actor)  # looked at again after a clarification, with the same answers
    if not changed:
        return
    if seen is not None and seen != edition(stored):
        raise Stale(_("Somebody else has answered checks of this application meanwhile."))
    for code, checked in changed.items():
        stored[code] = _answer(application, stored.get(code), code, checked, actor)
    db.session.flush()
    _record(application, changed, actor)
    if set(stored) >= known:
        _finish(application, actor)


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
    for code, checked in answers.items():
        _answer(application, None, code, checked, None).is_automatic = True
    db.session.flush()
    _record(application, answers, None)
    if {*stored, *answers} >= {check.code for check in rules.checks}:
        _finish(application, None)


def _finish(application: Application, actor: Person | None) -> None:
    """Count an application as checked, unless it is already, or its applicant is asked about it."""
    if application.state is ApplicationState.SUBMITTED:
        move(application=application, action=Action.CHECK, actor=actor)


def edition(stored: Mapping[str, CheckAnswer]) -> str:
    """Return what tells one state of an application's answers from the next: when the last of them was given."""
    return max((answer.answered_at.isoformat() for answer in stored.values()), default="")


def _require_checkable(application: Application, actor: Person | None) -> None:
    if actor is not None and policies.is_own(actor, application):
        raise Forbidden(_("Nobody checks an application of their own."))
    if not policies.is_checkable(application):
        raise Conflict(
            _("Checks are answered while the call is being checked, for applications that were not withdrawn.")
        )


def _require_valid(answers: Mapping[str, Checked], known: set[str]) -> None:
    if not set(answers) <= known:
        raise Invalid(_("This call has no such check."))
    for code, checked in answers.items():
        if len(checked.comment) > MAX_COMMENT:
            words = _("A comment has at most %(most)s characters.", most=MAX_COMMENT)
            raise Invalid(words, {code: words})


def _is_same(stored: CheckAnswer | None, checked: Checked) -> bool:
    return stored is not None and (stored.answer, stored.comment) == (checked.answer, checked.comment)


def _answer(
    application: Application, stored: CheckAnswer | None, code: str, checked: Checked, actor: Person | None
) -> CheckAnswer:
    answer = stored or CheckAnswer(application_id=application.id, code=code)
    answer.answer, answer.comment, answer.is_automatic = checked.answer, checked.comment, False
    answer.answered_by_id, answer.answered_at = actor.id if actor else None, clock.now()
    db.session.add(answer)
    return answer


def _record(application: Application, changed: Mapping[str, Checked], actor: Person | None) -> None:
    details = {code: checked.answer.value for code, checked in changed.items()}
    record(action="checks.answered", subject=application, actor=actor, call_id=application.call_id, details=details)
