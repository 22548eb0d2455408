"""Record on which mark a committee agreed for a criterion, beside the marks of its members and never over them."""

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.services.locking import lock
from grants.awards.deliberation.agreed import records_on
from grants.awards.deliberation.models import ConsensusMark
from grants.awards.deliberation.policies import may_agree
from grants.awards.deliberation.sealing import require_unsealed
from grants.calls.models import Stage
from grants.calls.queries import rules_of
from grants.calls.rules.document import Criterion
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from grants.evaluation.marks import read_marks
from grants.journal.services import record

MAX_CONSENSUS_REASON = 2000
MAX_CONSENSUS_RECORDS = 50
"""How often a consensus is recorded for one criterion of an application."""


def agree(
    *, application: Application, code: str, mark: str, reason: str, seen: int, actor: Person
) -> ConsensusMark | None:
    """Record a consensus mark for a criterion, or with an empty mark take it back; the same again changes nothing.

    `seen` is the sequence of the record that the actor saw, 0 for none. Raise NotFound for no criterion of the call,
    Forbidden for who may not record it, Conflict once the call is decided, Invalid for a mark off the scale or no
    reason, Stale when somebody has recorded another meanwhile.
    """
    call = lock(application)
    criterion = criterion_in(application, code)
    if call.stage is not Stage.DELIBERATION:
        raise Conflict(_("A consensus is recorded while the committee deliberates."))
    require_unsealed(call)
    if not may_agree(actor, application):
        raise Forbidden(_("The chair and officials record a consensus, unless they have a stake in it."))
    agreed, reason = _understood(criterion, mark), reason.strip()
    earlier = next(reversed(records_on(application, code)), None)
    if (earlier.mark, earlier.reason) == (agreed, reason) if earlier else agreed is None:
        return earlier
    if not 0 < len(reason) <= MAX_CONSENSUS_REASON:
        words = _("Say why, in at most %(most)s characters.", most=MAX_CONSENSUS_REASON)
        raise Invalid(words, {"reason": words})
    sequence = earlier.sequence if earlier else 0
    if sequence != seen:
        raise Stale(_("Somebody else has recorded a consensus meanwhile. Look at it, then record yours again."))
    if sequence >= MAX_CONSENSUS_RECORDS:
        raise Conflict(_("A consensus is recorded at most %(most)s times.", most=MAX_CONSENSUS_RECORDS))
    made = ConsensusMark(application_id=application.id, code=code, sequence=sequence + 1, mark=agreed, reason=reason)
    made.recorded_by_id, made.recorded_at = actor.id, clock.now()
    db.session.add(made)
    db.session.flush()
    action = "consensus.recorded" if agreed is not None else "consensus.taken_back"
    # The mark itself stays out: the auditor of a chain may be in conflict with the application.
    details = {"criterion": code, "sequence": made.sequence}
    record(action=action, subject=application, actor=actor, call_id=call.id, details=details)
    return made


def criterion_in(application: Application, code: str) -> Criterion:
    """Return a criterion of the call of an application; raise NotFound."""
    found = next((one for one in rules_of(application.call).criteria if one.code == code), None)
    if found is None:
        raise NotFound
    return found


def _understood(criterion: Criterion, typed: str) -> str | None:
    marked = read_marks((criterion,), {criterion.code: typed}, {}, complete=False)
    if marked.wrong:
        words = _("This mark is not on the scale.")
        raise Invalid(words, {"mark": words})
    return marked.marks.get(criterion.code)
