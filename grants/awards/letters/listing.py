"""The list of the letters of a call: narrowed, sorted and counted in its query."""

from collections import Counter
from collections.abc import Collection
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, defer, joinedload

from grants.accounts.models import Organisation
from grants.applications.models import Application
from grants.awards.letters.labels import KINDS, STATES
from grants.awards.letters.models import Letter, LetterState
from grants.awards.wordings.kinds import LetterKind
from grants.calls.models import Call
from grants.db import db
from grants.documents.tables import Kind
from grants.finding import found_by
from grants.web.filters import zone
from grants.web.lists.asked import Asked
from grants.web.lists.rows import Filter, Listing, Part
from grants.web.ordering import in_alphabet

MAX_TAKEN = 10_000
"""Letters in one file."""
Kinds = Counter[tuple[LetterState, LetterKind]]
_ORDERS: dict[str, ColumnElement[Any]] = {
    "number": Letter.number.expression,
    "applicant": in_alphabet(func.coalesce(Organisation.name, "")),
    "letter": Letter.kind.expression,
    "state": Letter.state.expression,
    "sent": Letter.sent_at.expression,
    "notified": Letter.notified_on.expression,
    "contest": Letter.contest_until.expression,
}


def kinds_in(call: Call) -> Kinds:
    """Count the letters of a call by state and kind."""
    columns = (Letter.state, Letter.kind)
    counted = select(*columns, func.count()).where(Letter.call_id == call.id).group_by(*columns)
    return Counter({(state, kind): count for state, kind, count in db.session.execute(counted)})


def listing(kinds: Collection[tuple[LetterState, LetterKind]]) -> Listing[Letter]:
    """Return the list of letters in force; `kinds` are state and kind of those there are."""
    in_force = {(state, kind) for state, kind in kinds if state is not LetterState.VOID}
    states, used = {state for state, _kind in in_force}, {kind for _state, kind in in_force}
    return Listing(
        "letters",
        _("Letters"),
        [
            Part("number", _("Number"), lambda letter: letter.number),
            Part("applicant", _("Applicant"), _applicant),
            Part("letter", _("Letter"), lambda letter: str(KINDS[letter.kind])),
            Part("state", _("State"), lambda letter: str(STATES[letter.state])),
            Part("sent", _("Sent"), lambda letter: letter.sent_at and letter.sent_at.astimezone(zone()), Kind.MOMENT),
            Part("notified", _("Counts as notified"), lambda letter: letter.notified_on, Kind.DAY),
            Part("contest", _("Last day to contest"), lambda letter: letter.contest_until, Kind.DAY),
        ],
        [
            Filter(
                "state",
                _("State"),
                {state.value: str(words) for state, words in STATES.items() if state in states},
                lambda letter: letter.state.value,
                LetterState,
            ),
            Filter(
                "kind",
                _("Letter"),
                {kind.value: str(words) for kind, words in KINDS.items() if kind in used},
                lambda letter: letter.kind.value,
                LetterKind,
            ),
        ],
    )


def letters_asked(call: Call, asked: Asked, *, start: int = 0, most: int = MAX_TAKEN) -> list[Letter]:
    """Return at most so many of the letters that are asked for, from a place of the list on.

    They come with applicant and files and without what they say, in the order of submission unless they are sorted.
    """
    found = (
        _wanted(call, asked, select(Letter))
        .options(
            defer(Letter.content),
            defer(Letter.mail),
            contains_eager(Letter.application).joinedload(Application.organisation),
            joinedload(Letter.made),
            joinedload(Letter.signed),
        )
        .order_by(*_order(asked))
    )
    return list(db.session.scalars(found.offset(start).limit(most)))


def count_asked(call: Call, asked: Asked) -> int:
    """Count the letters that are asked for."""
    return db.session.scalar(_wanted(call, asked, select(func.count(Letter.id)))) or 0


def _applicant(letter: Letter) -> str:
    organisation = letter.application.organisation
    return organisation.name if organisation else ""


def _wanted(call: Call, asked: Asked, query: Select[Any]) -> Select[Any]:
    wanted = (
        query.join(Letter.application)
        .outerjoin(Organisation, Organisation.id == Application.organisation_id)
        .where(Letter.call_id == call.id, Letter.state != LetterState.VOID)
    )
    if asked.words:
        wanted = wanted.where(found_by(asked.words, Letter.number, Organisation.name))
    if state := asked.picked.get("state"):
        wanted = wanted.where(Letter.state == LetterState(state))
    if kind := asked.picked.get("kind"):
        wanted = wanted.where(Letter.kind == LetterKind(kind))
    return wanted


def _order(asked: Asked) -> tuple[Any, ...]:
    """Return by what they are sorted; what has no time or day yet stands last, from either end."""
    usual = Application.submitted_at, Application.id, Letter.prepared_at, Letter.id
    if asked.sort not in _ORDERS:
        return usual
    by = _ORDERS[asked.sort]
    return by.is_(None), by.desc() if asked.descending else by, *usual
