"""Ask an applicant to clarify single answers, take the answer, and end what was not answered in time."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from grants import clock, events
from grants.accounts.models import Person
from grants.applications import notices, queries
from grants.applications.clarifications import (
    askable_fields,
    clarifications_of,
    open_clarification,
    open_section,
    rounds_left,
    term_of,
)
from grants.applications.events import ApplicationClarified
from grants.applications.files import KeptFile
from grants.applications.form.applicant import budget_field
from grants.applications.form.budget import requested_in
from grants.applications.form.problems import Problem, Wrong
from grants.applications.form.understood import understand
from grants.applications.models import Application, ApplicationState, Attachment, Clarification, Right
from grants.applications.policies import ever_worked_on
from grants.applications.queries import WITH_CALL
from grants.applications.reading import rules_for
from grants.applications.services.attachments import add_file
from grants.applications.services.locking import lock, require_right
from grants.applications.services.steps import move
from grants.applications.services.submission import Incomplete
from grants.applications.workflow import Action
from grants.calls.rules.document import Rules
from grants.db import db
from grants.errors import Closed, Conflict, Forbidden, Invalid

MAX_QUESTION = 4000
MAX_REPLY = 10_000
ENDED_AT_ONCE = 50
"""Clarifications whose term is over, ended in one transaction."""


def ask_to_clarify(*, application: Application, question: str, fields: Sequence[str], actor: Person) -> Clarification:
    """Ask the applicant about single answers or files; the term runs from the deemed notification.

    The same question twice asks once. Raise Forbidden for one's own application, Invalid without a question or a field,
    Conflict where the rules leave no round, or when the call is not being checked.
    """
    lock(application)
    if ever_worked_on(actor, application):
        raise Forbidden(_("Nobody checks an application of their own."))
    waiting = open_clarification(application)
    if waiting is not None and (waiting.question, waiting.fields) == (question, list(fields)):
        return waiting
    _require_askable(application, question, fields)
    now = clock.now()
    notified, due = term_of(rules_for(application), now)
    clarification = Clarification(
        application_id=application.id,
        round=len(clarifications_of(application)) + 1,
        question=question,
        fields=list(fields),
        asked_by_id=actor.id,
        asked_at=now,
        notified_on=notified,
        due_at=due,
    )
    db.session.add(clarification)
    move(application=application, action=Action.ASK, actor=actor)
    notices.clarification_asked(application, clarification)
    return clarification


def clarify(
    *,
    application: Application,
    typed: Mapping[str, Any],
    reply: str,
    files: Sequence[KeptFile] = (),
    actor: Person,
) -> None:
    """Take the answer to the request that is open: a new version of its fields, beside which the first stays.

    Raise Closed after the term, Conflict when nothing is asked, Incomplete for answers the rules do not admit, Invalid
    for an answer without words and changes.
    """
    lock(application)
    require_right(actor, application, Right.EDIT)
    clarification = open_clarification(application)
    if application.state is not ApplicationState.IN_CLARIFICATION or clarification is None:
        raise Conflict(_l("Nothing is asked about this application now."))
    if clock.now() >= clarification.due_at:
        raise Closed(_l("The term to answer is over."))
    _require_length(reply, MAX_REPLY, "reply")
    rules = rules_for(application)
    added = [add_file(application, actor, file) for file in files if file.field in clarification.fields]
    after = _understood(application, clarification, typed, rules)
    before = {code: application.answers.get(code) for code in after}
    changed = {code for code in after if after[code] != before[code]}
    if not reply.strip() and not changed and not added:
        raise Invalid(_("Change an answer, attach a file or write a reply."))
    _write(application, clarification, {code: after[code] for code in changed}, added)
    clarification.reply, clarification.answered_by_id, clarification.answered_at = reply, actor.id, clock.now()
    _end(application, actor)
    notices.clarification_answered(application, clarification)


def end_clarifications() -> int:
    """End clarifications whose term is over, some in each transaction; return how many."""
    now = clock.now()
    over = select(Clarification).where(
        Clarification.due_at <= now, Clarification.answered_at.is_(None), Clarification.missed_at.is_(None)
    )
    ended = 0
    for clarification in db.session.scalars(over.order_by(Clarification.due_at, Clarification.id).limit(ENDED_AT_ONCE)):
        application = db.session.scalars(WITH_CALL, {"application_id": clarification.application_id}).unique().one()
        lock(application)
        db.session.refresh(clarification)
        ended += 1
        if not clarification.is_open:
            continue
        clarification.missed_at = now
        if application.state is ApplicationState.IN_CLARIFICATION:
            _end(application, None)
        notices.clarification_missed(application, clarification)
    return ended


def _require_askable(application: Application, question: str, fields: Sequence[str]) -> None:
    if not rounds_left(application):
        raise Conflict(
            _("Clarification is asked for while the call is checked, as often as its rules allow, one after the other.")
        )
    if not question.strip():
        raise Invalid(_("Write what has to be clarified."), {"question": _("Write what has to be clarified.")})
    _require_length(question, MAX_QUESTION, "question")
    known = {field.code for field in askable_fields(rules_for(application))}
    if not fields or not set(fields) <= known:
        words = _("Choose which questions are open to the applicant.")
        raise Invalid(words, {"fields": words})


def _require_length(text: str, most: int, field: str) -> None:
    if len(text) > most:
        words = _("This is too much text: %(length)s characters, at most %(most)s fit.", length=len(text), most=most)
        raise Invalid(words, {field: words})


def _understood(
    application: Application, clarification: Clarification, typed: Mapping[str, Any], rules: Rules
) -> dict[str, Any]:
    """Return the open answers as understood; raise Incomplete with what is wrong in them."""
    codes = {field.code for field in open_section(clarification, rules).fields}
    files = {file.field for file in queries.attachments_of(application.id)}
    form = understand(rules, {**application.answers, **typed}, files)
    problems: list[Problem] = [problem for problem in form.problems if problem.field in codes]
    problems += [] if problems else _risen(application, rules, codes, form.answers)
    if problems:
        raise Incomplete(problems)
    return {code: form.answers.get(code) for code in typed}


def _risen(application: Application, rules: Rules, codes: set[str], answers: Mapping[str, Any]) -> list[Problem]:
    """Report a budget that asks for more than what was sent in: a clarification raises no sum."""
    budget = budget_field(rules)
    if budget is None or budget not in codes or application.requested is None:
        return []
    total = requested_in(answers.get(budget, []))
    if total <= application.requested:
        return []
    return [Problem(budget, Wrong.TOTAL_TOO_LARGE, values={"total": total, "most": application.requested})]


def _write(
    application: Application, clarification: Clarification, after: Mapping[str, Any], added: Sequence[Attachment]
) -> None:
    """Put the new answers in the place of the first, which stay in the clarification."""
    files: dict[str, list[str]] = {}
    for file in added:
        files.setdefault(file.field, []).append(file.name)
    clarification.before = {code: application.answers.get(code) for code in after}
    clarification.after = {**after, **files}
    budget = budget_field(rules_for(application))
    if budget is not None and budget in after:
        application.requested = requested_in(after[budget] or [])
    kept = {code: answer for code, answer in application.answers.items() if code not in after}
    application.answers = {**kept, **{code: answer for code, answer in after.items() if answer is not None}}


def _end(application: Application, actor: Person | None) -> None:
    move(application=application, action=Action.CLARIFY, actor=actor)
    events.publish(ApplicationClarified(application.id, application.call_id))
