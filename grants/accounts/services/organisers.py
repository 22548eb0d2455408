"""Create organisers and change what is known of them."""

from sqlalchemy import select

from grants import clock
from grants.accounts.models import Organiser, Person
from grants.accounts.record_numbers import fault_in
from grants.accounts.words import FORMAT_FAULTS
from grants.db import db
from grants.errors import Invalid
from grants.journal.services import record


def organiser_for(
    *,
    slug: str,
    name: str,
    registration_number: str = "",
    address: str = "",
    email: str = "",
    phone: str = "",
    needs_two: bool = False,
    number_format: str = "",
    actor: Person | None = None,
) -> Organiser:
    """Return the organiser with a slug, created from these words if new; raise Invalid for a format that is none."""
    found = db.session.scalar(select(Organiser).where(Organiser.slug == slug))
    if found:
        return found
    organiser = Organiser(
        slug=slug,
        name=name,
        registration_number=registration_number,
        address=address,
        email=email,
        phone=phone,
        needs_two=needs_two,
        number_format=_checked(number_format),
        created_at=clock.now(),
    )
    db.session.add(organiser)
    db.session.flush()
    record(action="organiser.created", subject=organiser, actor=actor)
    return organiser


def change_organiser(
    *,
    organiser: Organiser,
    name: str,
    registration_number: str,
    address: str,
    email: str,
    phone: str,
    needs_two: bool,
    number_format: str,
    actor: Person | None,
) -> None:
    """Change what is known of an organiser; its slug stays, because addresses of pages hold it.

    Numbers that were given stay as they are. Raise Invalid for a format that is none.
    """
    db.session.refresh(organiser, with_for_update=True)
    organiser.name = name
    organiser.registration_number = registration_number
    organiser.address = address
    organiser.email = email
    organiser.phone = phone
    organiser.needs_two = needs_two
    organiser.number_format = _checked(number_format)
    if not db.session.is_modified(organiser):
        return
    db.session.flush()
    record(action="organiser.changed", subject=organiser, actor=actor)


def _checked(number_format: str) -> str:
    fault = fault_in(number_format) if number_format else None
    if fault is not None:
        words = FORMAT_FAULTS[fault]
        raise Invalid(words, {"number_format": words})
    return number_format
