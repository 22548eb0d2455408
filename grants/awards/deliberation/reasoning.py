"""Draft the reasoning of an application, approve it, open it again, and name who drafts it."""

import uuid

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person, Seat
from grants.applications.models import Application
from grants.applications.services.locking import lock
from grants.awards.deliberation.models import Rapporteur, Reasoning, ReasoningStep
from grants.awards.deliberation.policies import may_read_marks, may_talk
from grants.awards.deliberation.reasonings import WHOLE, is_rapporteur, rapporteur_of, reasonings_on
from grants.awards.deliberation.revealing.queries import revealing
from grants.awards.deliberation.sealing import require_unsealed
from grants.awards.stakes import has_own_in
from grants.calls.models import Stage
from grants.calls.policies import are_results_public, may_assist
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from grants.evaluation.committees import taken_seats
from grants.evaluation.policies import is_evaluator, seat_of
from grants.evaluation.queries import stands_aside
from grants.journal.services import record

MAX_REASONING = 10_000
"""Characters of the reasoning of an application, or of one criterion."""
MAX_STEPS = 200
"""How often one reasoning is written, approved or opened again."""
MAX_REASONING_REASON = 1000
"""Characters of why it is opened again."""


class Reveals(Invalid):
    """Refuse to approve words that could reveal an evaluator, until who approves says that they do not."""


def may_see(person: Person, application: Application) -> bool:
    """Let those read reasonings who read the sheets, but until the results nobody with an application in the call.

    A reasoning tells what the ranking makes of the marks.
    """
    call = application.call
    return may_read_marks(person, application) and (are_results_public(call) or not has_own_in(call, person))


def may_reason(person: Person, application: Application) -> bool:
    """Let those have a part in reasonings who talk about the application, and have none of their own in the call."""
    return may_talk(person, application) and not has_own_in(application.call, person)


def may_draft(person: Person, application: Application) -> bool:
    """Let officials draft a reasoning, and the rapporteur of the application."""
    drafts = may_assist(person, application.call) or is_rapporteur(person, application)
    return drafts and may_reason(person, application)


def may_approve(person: Person, application: Application, last: Reasoning | None) -> bool:
    """Let the chair approve for the committee; if the chair stands aside, another member than who wrote it."""
    return last is not None and approves_for_committee(person, application, last.made_by_id)


def approves_for_committee(person: Person, application: Application, written_by: uuid.UUID | None) -> bool:
    """Tell whether a person approves words for the committee: the chair, or who stands in, if not their own."""
    if not may_reason(person, application) or not is_evaluator(person, application.call):
        return False
    chairs = [role.person for role in taken_seats(application.call_id) if role.seat is Seat.CHAIR]
    if any(not stands_aside(chair, application) for chair in chairs):
        return seat_of(person, application.call) is Seat.CHAIR
    return written_by != person.id


def draft(*, application: Application, code: str, words: str, seen: int, actor: Person) -> Reasoning:
    """Write the reasoning of an application, or of one criterion; the same words again change nothing.

    `seen` is the revision that the actor saw, 0 for none. Raise NotFound for no criterion of the call, Forbidden for
    who does not draft it, Invalid for no words or more than MAX_REASONING characters, Stale when somebody wrote
    meanwhile, Conflict when it is approved or the call decided.
    """
    last = _begun(application, code)
    if not may_draft(actor, application):
        raise Forbidden(_("Reasonings are drafted by officials and the rapporteur, unless they have a stake in them."))
    words = words.strip()
    if not 0 < len(words) <= MAX_REASONING:
        said = _("Write the reasoning, in at most %(most)s characters.", most=MAX_REASONING)
        raise Invalid(said, {"words": said})
    if last is not None and last.words == words:
        return last
    if last is not None and last.step is ReasoningStep.APPROVED:
        raise Conflict(_("This reasoning is approved. Open it again first."))
    _require_seen(last, seen)
    return _step(application=application, code=code, last=last, step=ReasoningStep.WRITTEN, words=words, actor=actor)


def approve(*, application: Application, code: str, seen: int, actor: Person, despite_hints: bool = False) -> Reasoning:
    """Approve a reasoning for the committee; a second time does nothing.

    `despite_hints` says that the actor has looked at the words that could reveal an evaluator. Raise Forbidden for who
    does not approve it, NotFound where nothing is written, Stale when it is not the text that was seen, Reveals for
    hints that nobody has looked at, Conflict once the call is decided.
    """
    last = _begun(application, code)
    if last is None:
        raise NotFound
    if not may_approve(actor, application, last) and last.step is not ReasoningStep.APPROVED:
        raise Forbidden(_("The chair approves; if the chair stands aside, another member than who wrote it."))
    if last.step is ReasoningStep.APPROVED:
        return last
    _require_seen(last, seen)
    if not despite_hints and revealing(last.words, application.call):
        raise Reveals(_("Look at the words that could reveal an evaluator first."))
    return _step(
        application=application, code=code, last=last, step=ReasoningStep.APPROVED, words=last.words, actor=actor
    )


def reopen(*, application: Application, code: str, reason: str, actor: Person) -> Reasoning:
    """Open an approved reasoning again, with a reason; one that is open stays as it is.

    Raise Forbidden for who neither drafts nor approves it, NotFound where nothing is written, Invalid without a reason
    or with more than MAX_REASONING_REASON characters, Conflict once the call is decided.
    """
    last = _begun(application, code)
    if last is None:
        raise NotFound
    if not (may_draft(actor, application) or may_approve(actor, application, last)):
        raise Forbidden(_("Who drafts or approves a reasoning opens it again."))
    if last.step is not ReasoningStep.APPROVED:
        return last
    reason = reason.strip()
    if not 0 < len(reason) <= MAX_REASONING_REASON:
        words = _("Say why, in at most %(most)s characters.", most=MAX_REASONING_REASON)
        raise Invalid(words, {"reason": words})
    return _step(
        application=application,
        code=code,
        last=last,
        step=ReasoningStep.REOPENED,
        words=last.words,
        actor=actor,
        reason=reason,
    )


def name_rapporteur(*, application: Application, person_id: uuid.UUID | None, actor: Person) -> None:
    """Name the member who drafts the reasoning of an application, or nobody; the same again changes nothing.

    Raise Forbidden for who is no official or stands aside, Invalid for who is no member or stands aside, Conflict once
    the call is decided.
    """
    call = lock(application)
    _require_time(application)
    if not (may_assist(actor, call) and may_reason(actor, application)):
        raise Forbidden(_("Only officials of the call can do this."))
    named = rapporteur_of(application)
    if (named.person_id if named else None) == person_id:
        return
    members = {role.person_id: role.person for role in taken_seats(call.id)}
    if person_id is not None and (person_id not in members or stands_aside(members[person_id], application)):
        words = _("Choose a member of the committee who has no stake in this application.")
        raise Invalid(words, {"person": words})
    if named is not None:
        db.session.delete(named)
        db.session.flush()
    if person_id is not None:
        made = Rapporteur(application_id=application.id, person_id=person_id, named_by_id=actor.id)
        made.named_at = clock.now()
        db.session.add(made)
    db.session.flush()
    details = {"rapporteur": person_id}
    record(action="rapporteur.named", subject=application, actor=actor, call_id=call.id, details=details)


def _begun(application: Application, code: str) -> Reasoning | None:
    """Return the last step of a reasoning that can still be changed, and lock what it hangs on."""
    call = lock(application)
    if code != WHOLE and all(criterion.code != code for criterion in rules_of(call).criteria):
        raise NotFound
    _require_time(application)
    return reasonings_on(application).get(code)


def _require_time(application: Application) -> None:
    if application.call.stage is not Stage.DELIBERATION:
        raise Conflict(_("Reasonings are written and approved until the decisions are confirmed."))
    require_unsealed(application.call)


def _require_seen(last: Reasoning | None, seen: int) -> None:
    if (last.revision if last else 0) != seen:
        raise Stale(_("Somebody else has changed this reasoning meanwhile. What you typed is still here."))


def _step(
    *,
    application: Application,
    code: str,
    last: Reasoning | None,
    step: ReasoningStep,
    words: str,
    actor: Person,
    reason: str = "",
) -> Reasoning:
    revision = (last.revision if last else 0) + 1
    if revision > MAX_STEPS:
        raise Conflict(_("A reasoning is changed at most %(most)s times.", most=MAX_STEPS))
    made = Reasoning(application_id=application.id, code=code, revision=revision, step=step, words=words)
    made.reason, made.made_by_id, made.made_at = reason, actor.id, clock.now()
    db.session.add(made)
    db.session.flush()
    details = {"criterion": code or None, "revision": revision}
    action = f"reasoning.{step.value}"
    record(action=action, subject=application, actor=actor, call_id=application.call_id, details=details)
    return made
