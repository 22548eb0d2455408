"""Draw lots among equals in a sitting; each group once, so that nobody draws until they like the order."""

import secrets

from flask_babel import force_locale
from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.awards.meetings.lots.public import order_of, read_sources
from grants.awards.meetings.models import Lot, LotKind, Sitting, SittingState
from grants.awards.meetings.queries import lots_of, ranking_for
from grants.awards.meetings.services.common import locked, note, sitting_of
from grants.awards.models import SettledBy
from grants.awards.services import settle_tie
from grants.awards.stakes import require_impartial
from grants.awards.standing import Equals
from grants.calls.models import Call, Stage
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Invalid, Stale

MAX_LOT_SOURCE = 1000
"""Characters that name the sources of a public draw."""
MAX_LOT_NUMBERS = 5000
"""Characters of their numbers."""


def draw_here(*, call: Call, number: int, group: str, actor: Person) -> Lot:
    """Draw the order of a group of equals from the randomness of the server, and settle the tie by it.

    A second time gives the same lot. Raise Stale when the group is none any more, Conflict where a public draw was
    announced for it, and as `settle_tie` does.
    """
    call, sitting, lot = _begun(call, number, group, actor)
    if lot is not None:
        return _of_kind(lot, LotKind.HERE)
    equals = _equals(call, group)
    lot = _lot(sitting, equals, LotKind.HERE, actor)
    lot.order = [*equals.references]
    secrets.SystemRandom().shuffle(lot.order)
    return _drawn(call, sitting, lot, actor)


def announce(*, call: Call, number: int, group: str, source: str, actor: Person) -> Lot:
    """Publish the list of a public draw and name where its numbers will come from, before anybody can know them.

    A second time gives the same draw. Raise Invalid without a source, and as `draw_here` does.
    """
    call, sitting, lot = _begun(call, number, group, actor)
    if lot is not None:
        return _of_kind(lot, LotKind.PUBLIC)
    source = source.strip()
    if not 0 < len(source) <= MAX_LOT_SOURCE:
        words = _("Name the numbers that will be taken, in at most %(most)s characters.", most=MAX_LOT_SOURCE)
        raise Invalid(words, {"source": words})
    lot = _lot(sitting, _equals(call, group), LotKind.PUBLIC, actor)
    lot.source = source
    db.session.add(lot)
    db.session.flush()
    note("lot.announced", sitting, actor, lot=lot.id.hex)
    return lot


def draw_public(*, call: Call, number: int, group: str, numbers: str, actor: Person) -> Lot:
    """Find the order of an announced draw from the numbers that came, and settle the tie by it; the same is once.

    Raise Conflict where nothing was announced or other numbers were taken, Invalid for what are no numbers.
    """
    call, sitting, lot = _begun(call, number, group, actor)
    if lot is None or lot.kind is not LotKind.PUBLIC:
        raise Conflict(_("Publish the list and name the source first."))
    try:
        sources = read_sources(numbers[:MAX_LOT_NUMBERS])
    except ValueError as error:
        words = _("Write whole numbers, those of one source in a line.")
        raise Invalid(words, {"numbers": words}) from error
    taken = "\n".join(" ".join(map(str, one)) for one in sources)
    if lot.drawn_at is not None:
        if lot.numbers != taken:
            raise Conflict(_("This lot was drawn already, from other numbers."))
        return lot
    _equals(call, group)
    lot.numbers, lot.order = taken, order_of(lot.references, sources)
    return _drawn(call, sitting, lot, actor)


def _begun(call: Call, number: int, group: str, actor: Person) -> tuple[Call, Sitting, Lot | None]:
    call = locked(call, actor)
    require_impartial(call, actor)
    sitting = sitting_of(call, number, SittingState.OPEN)
    return call, sitting, lots_of(sitting).get(group)


def _of_kind(lot: Lot, kind: LotKind) -> Lot:
    if lot.kind is not kind:
        raise Conflict(_("A lot was begun for these applications in another way already."))
    return lot


def _equals(call: Call, group: str) -> Equals:
    standing = ranking_for(call)
    if standing is None or call.stage is not Stage.DELIBERATION:
        raise Conflict(_("Ties are settled while the committee deliberates."))
    found = next((one for one in standing.equals if one.digest == group), None)
    if found is None:
        raise Stale(_("These applications are not one group of equals any more. Look at the ranking again."))
    return found


def _lot(sitting: Sitting, equals: Equals, kind: LotKind, actor: Person) -> Lot:
    return Lot(
        sitting_id=sitting.id,
        about=equals.digest,
        kind=kind,
        references=sorted(equals.references),
        announced_at=clock.now(),
        recorded_by_id=actor.id,
    )


def _drawn(call: Call, sitting: Sitting, lot: Lot, actor: Person) -> Lot:
    lot.drawn_at = clock.now()
    db.session.add(lot)
    db.session.flush()
    note("lot.drawn", sitting, actor, lot=lot.id.hex, kind=lot.kind.value)
    with force_locale(rules_of(call).languages[0]):
        reason = (
            _("The lot was drawn in public by RFC 3797 in sitting %(number)s.", number=sitting.number)
            if lot.kind is LotKind.PUBLIC
            else _("The lot was drawn in sitting %(number)s.", number=sitting.number)
        )
    settle_tie(call=call, order=lot.order, settled_by=SettledBy.LOT, reason=reason, actor=actor)
    return lot
