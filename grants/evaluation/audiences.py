"""Whom officials can write to because they sit in the committee."""

import uuid
from collections.abc import Collection, Sequence
from functools import partial

from flask import Flask
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from grants.accounts.models import Person
from grants.calls.models import Call
from grants.db import db
from grants.evaluation.committees import taken_seats
from grants.notices.batches.audiences import Audience, Recipient, offer_audience
from grants.notices.rendering import public_address
from grants.web.filters import text

PLACEHOLDERS = ("name", "call", "link")


def init_app(app: Flask) -> None:
    """Offer the committee."""
    committee = Audience(
        code="committee",
        title=_l("All members of the committee"),
        find=_members,
        placeholders=PLACEHOLDERS,
        is_offered=lambda call_id: bool(taken_seats(call_id)),
    )
    offer_audience(app, committee)


def _members(call_id: uuid.UUID, writer: Person, only: Collection[uuid.UUID] | None) -> Sequence[Recipient]:
    call = db.session.get_one(Call, call_id)
    people = {seat.person_id: seat.person for seat in taken_seats(call_id)}
    return [
        Recipient(
            target_id=person.id,
            application_id=None,
            person=person,
            label=person.name or person.email,
            fill=partial(_values, person, call),
        )
        for person in sorted(people.values(), key=lambda person: (person.name, person.id))
        if person.id != writer.id and (only is None or person.id in only)
    ]


def _values(person: Person, call: Call) -> dict[str, str]:
    with force_locale(person.language):
        link = public_address("evaluation.call", slug=call.slug)
        return {"name": person.name or person.email, "call": text(call.title), "link": str(link)}
