"""Put the demonstration competitions and their people into the database; what is there already stays."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person, RoleKind, Seat
from grants.accounts.policies import today
from grants.accounts.services import grant_role, organiser_for, person_for
from grants.applications.models import Application, ApplicationMember, Right
from grants.calls.models import Call
from grants.calls.services import keep_act, publish
from grants.db import db
from grants.exchange import demonstration
from grants.exchange.services import import_bundle
from grants.exchange.validation import read_bundle
from grants.web.uploads import put_away

Json = Mapping[str, Any]


def load_demonstration() -> int:
    """Load what of the demonstration is missing and commit; return how many calls were loaded."""
    table = demonstration.people()
    _organiser(table["organiser"])
    loaded = [_load_call(name, table["people"]) for name in reversed(demonstration.names())]
    for entry in table["people"]:
        _person(entry, table["organiser"]["slug"])
    db.session.commit()
    return sum(loaded)


def _organiser(entry: Json) -> None:
    contact = demonstration.load(demonstration.OPEN_CALL)["call"]["organiser"]
    details = {key: contact[key] for key in ("registration_number", "address", "email", "phone")}
    organiser_for(slug=entry["slug"], name=entry["name"], **details)


def _load_call(name: str, people: list[Json]) -> bool:
    if db.session.scalar(select(Call.id).where(Call.slug == name)):
        return False
    is_open = name == demonstration.OPEN_CALL
    bundle = read_bundle(demonstration.open_call(today()) if is_open else demonstration.load(name))
    addresses = {
        entry["evaluator"]: entry["email"]
        for entry in people
        if name in entry.get("calls", ()) and "evaluator" in entry
    }
    call = import_bundle(bundle=bundle, actor=None, evaluators=addresses)
    if not bundle.applications:
        with demonstration.act() as content:
            keep_act(call=call, uploaded=put_away(content, demonstration.ACT, "pdf"), actor=None)
        publish(call=call, actor=None)
    return True


def _person(entry: Json, organiser_slug: str) -> None:
    person = person_for(email=entry["email"], name=entry["name"], language=entry["language"])
    if entry["role"] == "applicant":
        _join(person, entry["application"])
        return
    kind = RoleKind(entry["role"])
    if kind is RoleKind.ADMINISTRATOR:
        _give(person, kind)
    if "organiser" in entry:
        _give(person, kind, organiser_id=organiser_for(slug=organiser_slug, name="").id)
    for slug in entry.get("calls", ()):
        call = db.session.scalars(select(Call).where(Call.slug == slug)).one()
        _give(person, kind, call_id=call.id, seat=Seat(entry["seat"]) if "seat" in entry else None)


def _give(person: Person, kind: RoleKind, **place: Any) -> None:
    """Grant a role unless the person ever had it there: what somebody ended stays ended."""
    where = (place.get("organiser_id"), place.get("call_id"))
    if not any((role.kind, role.organiser_id, role.call_id) == (kind, *where) for role in person.roles):
        grant_role(person=person, kind=kind, actor=None, **place)


def _join(person: Person, reference: str) -> None:
    wanted = select(Application).join(Call).where(Application.reference == reference)
    application = db.session.scalar(wanted.where(Call.slug.in_(demonstration.names())))
    if application and all(member.person_id != person.id for member in application.memberships):
        now = clock.now()
        member = ApplicationMember(person=person, right=Right.SIGN, leads=True, added_at=now, accepted_at=now)
        application.memberships.append(member)
