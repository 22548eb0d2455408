"""Whether the marks of a call are sealed: asked before anything is made of them, by pages, exports and commands."""

import uuid
from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import select

from grants.awards.deliberation.models import MarksOpening
from grants.calls.models import Call, Stage
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict

DECIDED = frozenset({Stage.DECIDED, Stage.RESULTS_PUBLISHED})
"""The stages that are only reached once the marks were open."""


class Sealed(Conflict):
    """Refuse to make anything of marks that nobody may see yet."""


def opening_of(call: Call) -> MarksOpening | None:
    """Return who has asked to open the marks of a call, and who has confirmed it, as it is now."""
    asked = select(MarksOpening).where(MarksOpening.call_id == call.id)
    return db.session.scalar(asked, execution_options={"populate_existing": True})


def waits_for_two(call: Call) -> bool:
    """Tell whether the sheets of a call are closed and only two officials can open its marks; they may have done so."""
    return call.stage is Stage.DELIBERATION and rules_of(call).scoring.opened_by_two


def are_open(call: Call) -> bool:
    """Tell whether the marks of a call may be seen at all: all sheets are closed, and opened where rules ask for two.

    It takes a statement only where the rules ask for two.
    """
    return bool(opened_among([call]))


def opened_among(calls: Collection[Call]) -> set[uuid.UUID]:
    """Return the ids of those calls whose marks are open, in one statement at most."""
    waiting = [call.id for call in calls if waits_for_two(call)]
    opened = {call.id for call in calls if call.stage in DECIDED | {Stage.DELIBERATION}} - {*waiting}
    if waiting:
        confirmed = select(MarksOpening.call_id).where(
            MarksOpening.call_id.in_(waiting), MarksOpening.confirmed_at.is_not(None)
        )
        opened |= {*db.session.scalars(confirmed)}
    return opened


def are_sealed(call: Call) -> bool:
    """Tell whether there are marks in a call that nobody may see yet; before it is scored there are none."""
    return call.stage is Stage.SCORING or (waits_for_two(call) and not are_open(call))


def require_unsealed(call: Call) -> None:
    """Raise Sealed where there are marks that nobody may see yet."""
    if are_sealed(call):
        raise Sealed(sealed_in_words(call))


def sealed_in_words(call: Call) -> str:
    """Say why nobody sees the marks of a call."""
    if waits_for_two(call):
        return str(_("The marks are sealed until two officials have opened them."))
    return str(_("The marks are sealed until all sheets are closed."))
