"""What pages and later stages read of calls."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from flask import g, has_request_context, request
from sqlalchemy import BindParameter, Case, Select, String, and_, bindparam, case, cast, func, or_, select

from grants import clock
from grants.accounts.models import Organiser, Person, Role, RoleKind
from grants.accounts.policies import holds, places
from grants.calls.memory import Memory
from grants.calls.models import Call, CallFile, CallVersion, FilePurpose
from grants.calls.phase import Phase, Stage
from grants.calls.policies import OFFICE
from grants.calls.rules.document import Rules
from grants.db import db, page_count
from grants.errors import NotFound
from grants.web.ordering import in_order
from grants.web.slots import CALLS, ORGANISERS

PAGE = 50
MAX_OFFICE = 1000
"""Calls of an official that their list holds."""
"""How many calls one page lists."""

IN_PLACES = or_(Call.organiser_id.in_(ORGANISERS), Call.id.in_(CALLS))
"""Whether a person has or had a role in a `Call`, for what waits for them."""
_BY_SLUG = select(Call).where(Call.slug == bindparam("slug"))

_rules: Memory[str, Rules] = Memory(64)


class Page(NamedTuple):
    """Be one page of a list of calls, counted from 1."""

    calls: list[Call]
    number: int
    pages: int


def call_by_slug(slug: str) -> Call:
    """Return a call by its address, with its organiser; raise NotFound. Whether the reader may see it is the view's."""
    return _found(db.session.scalars(_BY_SLUG, {"slug": slug}).one_or_none())


def call_by_id(call_id: uuid.UUID) -> Call:
    """Return a call, with its organiser; raise NotFound."""
    return _found(db.session.get(Call, call_id))


def rules_of(call: Call, version: int | None = None) -> Rules:
    """Return the rules in force, or those of a version; what was read once costs no statement. Raise NotFound."""
    digest = call.rules_digest if version in {None, call.version} else _digest(call.id, version)
    return _rules.get(digest, lambda: _read_rules(call.id, digest))


def version_of(call: Call, number: int) -> CallVersion | None:
    """Return a version of a call's rules, if there is one of this number."""
    query = select(CallVersion).where(CallVersion.call_id == call.id, CallVersion.number == number)
    return db.session.scalars(query).one_or_none()


def editable_version(call: Call) -> CallVersion | None:
    """Return the rules that can be changed: those of a draft, or the amendment that is being prepared, if one is."""
    return version_of(call, call.version if call.stage is Stage.DRAFT else call.version + 1)


def versions_of(call: Call) -> list[CallVersion]:
    """Return the versions that are or were in force, the newest first."""
    query = select(CallVersion).where(CallVersion.call_id == call.id, CallVersion.number <= call.version)
    return list(db.session.scalars(query.order_by(CallVersion.number.desc())))


def rules_in(version: CallVersion) -> Rules:
    """Return the typed rules of a version."""
    return _rules.get(version.digest, lambda: Rules.model_validate(version.rules))


def files_of(call: Call, version: int, *purposes: FilePurpose) -> list[CallFile]:
    """Return the files of a version of a call's rules, in the order in which they were added."""
    query = select(CallFile).where(CallFile.call_id == call.id, CallFile.purpose.in_(purposes or tuple(FilePurpose)))
    found = db.session.scalars(query.order_by(CallFile.added_at, CallFile.id))
    return [file for file in found if file.is_in(version)]


def file_in(call: Call, file_id: uuid.UUID) -> CallFile:
    """Return a file of a call; raise NotFound. Whether the reader may have it is the view's."""
    file = db.session.get(CallFile, file_id)
    if file is None or file.call_id != call.id:
        raise NotFound
    return file


def kept_keys(keys: Iterable[str]) -> set[str]:
    """Return which of these keys of stored bytes belong to a file of a call."""
    return set(db.session.scalars(select(CallFile.storage_key).where(CallFile.storage_key.in_(keys))))


def updated_at(calls: Iterable[Call]) -> dict[uuid.UUID, datetime]:
    """Return since when each call says what it says: its announcement, or its last amendment."""
    known = {call.id: call.published_at for call in calls}
    query = select(CallVersion.call_id, func.max(CallVersion.in_force_at)).where(CallVersion.call_id.in_(known))
    amended = db.session.execute(query.where(CallVersion.in_force_at.is_not(None)).group_by(CallVersion.call_id))
    return known | {call_id: max(moment or known[call_id], known[call_id]) for call_id, moment in amended}


def rules_of_each(calls: Iterable[Call]) -> dict[uuid.UUID, Rules]:
    """Return the rules in force of several calls by call id, at the cost of one statement at most."""
    known = list(calls)
    unread = {call.rules_digest for call in known if call.rules_digest not in _rules}
    if unread:
        query = select(CallVersion.digest, CallVersion.rules).where(CallVersion.digest.in_(unread))
        for digest, document in db.session.execute(query):
            _rules.get(digest, partial(Rules.model_validate, document))
    return {call.id: rules_of(call) for call in known}


def phase_column(now: datetime | BindParameter[datetime]) -> Case[str]:
    """Return the phase of a call as an SQL expression: the twin of `phase.phase_of`."""
    return case(
        (and_(Call.stage == Stage.DECIDED, Call.results_at <= now), Phase.RESULTS_PUBLISHED.value),
        (Call.stage != Stage.PUBLISHED, cast(Call.stage, String)),
        (Call.published_at > now, Phase.DRAFT.value),
        (Call.opens_at > now, Phase.ANNOUNCED.value),
        (Call.accepts_until > now, Phase.OPEN.value),
        else_=Phase.CLOSED.value,
    )


def visible_calls(now: datetime, number: int = 1) -> Page:
    """Return a page of what the public sees: open calls, the next deadline first, then announced ones, then past."""
    is_open, is_announced = phase_column(now) == Phase.OPEN.value, phase_column(now) == Phase.ANNOUNCED.value
    order: list[Any] = [
        case((is_open, 0), (is_announced, 1), else_=2),
        case((is_open, Call.closes_at), (is_announced, Call.opens_at)),
        Call.closes_at.desc(),
        Call.id,
    ]
    listed = select(Call).where(phase_column(now) != Phase.DRAFT.value, Call.listed)
    return _page(listed.order_by(*order), number)


def programme_calls(organiser: str, number: str, now: datetime, place: int = 1) -> Page:
    """Return a page of the public calls of a programme: an organiser, by its short name, and a project number."""
    found = (
        select(Call)
        .join(Organiser, Organiser.id == Call.organiser_id)
        .where(Organiser.slug == organiser, Call.programme == number)
        .where(phase_column(now) != Phase.DRAFT.value, Call.listed)
    )
    return _page(found.order_by(Call.closes_at.desc(), Call.id), place)


def office_calls(person: Person) -> list[Call]:
    """Return the calls in which a person is an official or auditor: what goes on first, then the newest, MAX_OFFICE."""
    done = Call.stage.in_((Stage.RESULTS_PUBLISHED, Stage.CANCELLED))
    wanted = _in_office(person, *OFFICE).order_by(done, Call.closes_at.desc(), Call.id)
    return list(db.session.scalars(wanted.limit(MAX_OFFICE)))


def calls_to_lead(person: Person) -> list[Call]:
    """Return at most PAGE calls that wait for a step of this coordinator, the nearest deadline first.

    A page that only reads asks once, however many stages say what waits in these calls.
    """
    if not holds(person, RoleKind.COORDINATOR):
        return []
    if not has_request_context() or request.method != "GET":
        return _calls_to_lead(person)
    kept: dict[uuid.UUID, list[Call]] = g.setdefault("calls_to_lead", {})
    if person.id not in kept:
        kept[person.id] = _calls_to_lead(person)
    return kept[person.id]


def _calls_to_lead(person: Person) -> list[Call]:
    waiting = Call.stage.not_in((Stage.RESULTS_PUBLISHED, Stage.CANCELLED))
    query = _in_office(person, RoleKind.COORDINATOR).where(waiting).order_by(Call.closes_at, Call.id)
    return list(db.session.scalars(query.limit(PAGE)))


def calls_to_see(person: Person) -> list[Call]:
    """Return at most PAGE published calls that go on, of which a person is secretary or auditor and not coordinator."""
    kinds = (RoleKind.SECRETARY, RoleKind.AUDITOR)
    organisers, calls = places(person, *kinds)
    led_in, led = places(person, RoleKind.COORDINATOR)
    if not organisers - led_in and not calls - led:
        return []
    going_on = phase_column(clock.now()).not_in(
        (Phase.DRAFT.value, Phase.RESULTS_PUBLISHED.value, Phase.CANCELLED.value)
    )
    seen = _in_office(person, *kinds).where(going_on, Call.organiser_id.not_in(led_in), Call.id.not_in(led))
    return list(db.session.scalars(seen.order_by(Call.closes_at, Call.id).limit(PAGE)))


def organisers_led_by(person: Person) -> list[Organiser]:
    """Return the organisers in which a person is a coordinator, by name."""
    organisers, _calls = places(person, RoleKind.COORDINATOR)
    query = select(Organiser).where(Organiser.id.in_(organisers)).order_by(Organiser.id)
    return in_order(db.session.scalars(query), lambda each: each.name)


def calls_to_copy(organisers: Iterable[Organiser]) -> list[Call]:
    """Return at most PAGE calls of these organisers, the newest first."""
    ids = [organiser.id for organiser in organisers]
    query = select(Call).where(Call.organiser_id.in_(ids)).order_by(Call.closes_at.desc(), Call.id)
    return list(db.session.scalars(query.limit(PAGE)))


def versions_to_approve(calls: Iterable[Call], person: Person) -> set[uuid.UUID]:
    """Return the calls, of these, in which somebody else asked for an approval that was not given yet."""
    known = {call.id: call for call in calls}
    if not known:
        return set()
    query = select(CallVersion.call_id, CallVersion.number).where(
        CallVersion.call_id.in_(known),
        CallVersion.asked_by_id != person.id,
        CallVersion.asked_digest == CallVersion.digest,
    )
    rows = db.session.execute(query)
    return {
        call_id for call_id, number in rows if number > known[call_id].version or known[call_id].stage is Stage.DRAFT
    }


def roles_in(call: Call) -> int:
    """Return how many roles have been given in a call, seats in its committee and ended ones included."""
    return db.session.scalar(select(func.count()).where(Role.call_id == call.id)) or 0


def _in_office(person: Person, *kinds: RoleKind) -> Select[Call]:
    organisers, calls = places(person, *kinds)
    return select(Call).where(or_(Call.organiser_id.in_(organisers), Call.id.in_(calls)))


def _found(call: Call | None) -> Call:
    if call is None:
        raise NotFound
    return call


def _page(query: Select[Call], number: int) -> Page:
    """Return one page of a list; raise NotFound beyond its end."""
    count = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    pages = page_count(count, number, PAGE)
    return Page(list(db.session.scalars(query.limit(PAGE).offset((number - 1) * PAGE))), number, pages)


def _digest(call_id: uuid.UUID, number: int | None) -> str:
    query = select(CallVersion.digest).where(CallVersion.call_id == call_id, CallVersion.number == number)
    return db.session.scalar(query) or ""


def _read_rules(call_id: uuid.UUID, digest: str) -> Rules:
    query = select(CallVersion.rules).where(CallVersion.call_id == call_id, CallVersion.digest == digest)
    document = db.session.scalar(query.limit(1))
    if document is None:
        raise NotFound
    return Rules.model_validate(document)
