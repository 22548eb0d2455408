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
from grants.calls.services import publish
from grants.db import db
from grants.exchange import demonstration
from grants.exchange.services import import_bundle
from grants.exchange.validation import read_bundle

Json = Mapping[str, Any]


def load_demonstration() -> int:
    """Load what of the demonstration is missing and commit; return how many calls were loaded."""
    table = demonstration.people()
    _organiser(table["organiser"])
    loaded = [name for name in reversed(demonstration.names()) if _load_call(name, table["people"])]
    if loaded:
        for entry in table["people"]:
            _person(entry, table["organiser"]["slug"])
    db.session.commit()
    return len(loaded)


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
        publish(call=call, actor=None)
    return True


def _person(entry: Json, organiser_slug: str) -> None:
    person = person_for(email=entry["email"], name=entry["name"], language=entry["language"])
    if entry["role"] == "applicant":
        _join(person, entry["application"])
        return
    kind = RoleKind(entry["role"])
    if kind is RoleKind.ADMINISTRATOR:
        grant_role(person=person, kind=kind, actor=None)
    if "organiser" in entry:
        organiser = organiser_for(slug=organiser_slug, name="")
        grant_role(person=person, kind=kind, actor=None, organiser_id=organiser.id)
    for slug in entry.get("calls", ()):
        call = db.session.scalars(select(Call).where(Call.slug == slug)).one()
        if not any(role.call_id == call.id for role in person.roles):
            seat = Seat(entry["seat"]) if "seat" in entry else None
            grant_role(person=person, kind=kind, actor=None, call_id=call.id, seat=seat)


def _join(person: Person, reference: str) -> None:
    application = db.session.scalars(select(Application).where(Application.reference == reference)).one()
    member = ApplicationMember(person_id=person.id, right=Right.SIGN, leads=True, added_at=clock.now())
    application.members.append(member)
