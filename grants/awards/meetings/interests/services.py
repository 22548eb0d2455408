"""Take what a substitute who is called in declares."""

import uuid
from collections.abc import Mapping, Sequence
from hashlib import sha256

from flask_babel import gettext as _

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.meetings.interests.queries import substitutes_in, undeclared_by
from grants.awards.meetings.models import Sitting, SittingState
from grants.awards.meetings.queries import invitations_of, ranking_for, sitting_in
from grants.awards.meetings.services.common import note
from grants.awards.standing import Listed
from grants.calls import services as calls
from grants.calls.models import Call
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, Stale
from grants.evaluation.models import ConflictKind
from grants.evaluation.services import declare_when_called_in

Said = Mapping[uuid.UUID, ConflictKind | None]
"""By the id of an application the kind of conflict, or nothing for none."""
COMING = (SittingState.PLANNED, SittingState.OPEN)


def declare_called_in(*, call: Call, number: int, said: Said, seen: str, actor: Person) -> int:
    """Declare about every application before coming into a sitting; return how many, none a second time.

    `seen` names the list that was looked at. Raise Forbidden for anybody but a substitute who is called in, Conflict
    once the sitting is over, Invalid unless exactly what waits is answered, Stale when other applications wait by now.
    """
    call = calls.lock(call.id, exclusive=True)
    sitting = sitting_in(call, number)
    require_called_in(sitting, call, actor)
    standing = ranking_for(call)
    if sitting.state not in COMING or standing is None:
        raise Conflict(_("Declarations are made once the marks are open, until the sitting is over."))
    waiting = undeclared_by(actor, standing)
    if not waiting:
        return 0
    if seen != digest_of(waiting):
        raise Stale(_("Other applications wait for your declaration by now. Look at the list again."))
    if set(said) != {one.id for one in waiting}:
        words = _("Answer for every application.")
        raise Invalid(words)
    for application_id, kind in said.items():
        application = db.session.get_one(Application, application_id)
        declare_when_called_in(application=application, actor=actor, kind=kind)
    note("sitting.declared", sitting, actor, applications=len(said))
    return len(said)


def require_called_in(sitting: Sitting, call: Call, person: Person) -> None:
    """Raise Forbidden for anybody but a substitute who votes in a sitting."""
    votes = any(one.person_id == person.id and one.votes for one in invitations_of(sitting))
    if not votes or person.id not in substitutes_in(call):
        raise Forbidden(_("Here a substitute who is called in declares."))


def digest_of(waiting: Sequence[Listed]) -> str:
    """Name a list of applications, so that an act can tell whether it is the one that was shown."""
    return sha256("\n".join(str(one.id) for one in waiting).encode()).hexdigest()
