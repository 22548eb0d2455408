"""Whoever has an application of their own in a call neither decides there nor learns before others what was decided."""

from flask_babel import gettext as _
from sqlalchemy import select

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.policies import UNSENT
from grants.calls.models import Call
from grants.calls.policies import are_results_public, may_assist
from grants.calls.reasons import Reason
from grants.db import db
from grants.errors import Conflict, Forbidden
from grants.evaluation.interests.queries import has_conflict_in, has_to_declare
from grants.evaluation.policies import OFFICIALS_DECLARE
from grants.evaluation.standings import own_to


def has_own_in(call: Call, person: Person) -> bool:
    """Tell whether anything sent in to a call is a person's own, as for the committee; one statement."""
    own = select(Application.id).where(Application.call_id == call.id, Application.state.not_in(UNSENT), own_to(person))
    return db.session.scalar(own.limit(1)) is not None


def others_decide() -> str:
    """Return the words for who has an application of their own."""
    return str(
        _(
            "An application of your own is in this competition, so other officials settle ties, confirm the decisions "
            "and publish the results."
        )
    )


def require_none_of_own(call: Call, person: Person | None) -> None:
    """Raise Forbidden for whoever has an application of their own in the call, until its results are published."""
    if person is not None and not are_results_public(call) and has_own_in(call, person):
        raise Forbidden(others_decide())


def require_impartial_reader(call: Call, person: Person) -> None:
    """Raise Forbidden for who must not read everything of a call: an application of their own, or a conflict."""
    require_none_of_own(call, person)
    if has_conflict_in(person, call):
        raise Forbidden(
            _("You have a conflict of interest with an application of this call, so others take what holds them all.")
        )


def require_impartial(call: Call, person: Person | None) -> None:
    """Raise Forbidden for who has an application in a call or is in conflict with one, Conflict before they declare.

    Whoever confirms or records what the committee settled declares for each application like a member.
    """
    require_none_of_own(call, person)
    if person is not None:
        require_no_conflict(call, person)
    if person is not None and has_to_declare(person, call):
        raise Conflict(undeclared_words())


def require_declared(call: Call, person: Person) -> None:
    """Raise Forbidden for who has an application of their own in a call, Conflict for officials before they declare.

    Whoever holds a sitting, keeps its minutes or signs letters declares for each application like a member; those with
    a conflict go on with the rest. The chair has declared as a member.
    """
    require_none_of_own(call, person)
    if undeclared(call, person):
        raise Conflict(undeclared_words())


def require_no_conflict(call: Call, person: Person) -> None:
    """Raise Forbidden for who is in conflict with an application of a call, at any time."""
    if has_conflict_in(person, call):
        raise Forbidden(
            _("You have a conflict of interest with an application of this call, so other officials decide.")
        )


def undeclared(call: Call, person: Person) -> list[Reason]:
    """Return what an official still has to declare before they can act, with the way there."""
    waits = call.stage in OFFICIALS_DECLARE and may_assist(person, call) and has_to_declare(person, call)
    return [Reason(undeclared_words(), "interests.declare", {"slug": call.slug})] if waits else []


def undeclared_words() -> str:
    """Return the words for who has not declared yet."""
    return str(_("Declare first for each application whether you have a conflict of interest."))
