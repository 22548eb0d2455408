"""What the journal's readers are told about people, organisers and roles."""

from uuid import UUID

from flask import Flask
from flask_babel import lazy_gettext as _l

from grants.accounts.models import Person
from grants.accounts.queries import organisers_by_id, people_by_id
from grants.journal.words import offer_actions, offer_kind, offer_names

ACTIONS = {
    "person.created": _l("Person entered"),
    "person.began_as_guest": _l("Began without signing in"),
    "person.was_guest": _l("Took over what was begun without signing in"),
    "person.changed": _l("Name or language changed"),
    "person.address_asked": _l("Another e-mail address asked for"),
    "person.address_changed": _l("E-mail address changed"),
    "person.address_taken_back": _l("Change of the e-mail address taken back"),
    "person.signed_in": _l("Signed in"),
    "person.signed_out": _l("Signed out"),
    "person.signed_out_everywhere": _l("Signed out on every device"),
    "organiser.created": _l("Organiser created"),
    "organiser.changed": _l("Organiser changed"),
    "organiser.dressed": _l("Logo or colour of the organiser changed"),
    "role.granted": _l("Role given"),
    "role.ended": _l("Role ended"),
}


def init_app(app: Flask) -> None:
    """Offer the words and the names."""
    offer_actions(app, ACTIONS)
    offer_kind(app, "person", _l("person"))
    offer_kind(app, "organiser", _l("organiser"))
    offer_kind(app, "role", _l("role"))
    offer_names(app, _people)
    offer_names(app, _organisers)


def _people(ids: set[UUID]) -> dict[UUID, str]:
    return {id_: _called(person) for id_, person in people_by_id(ids).items()}


def _called(person: Person) -> str:
    return str(_l("somebody not signed in")) if person.is_guest else person.name or person.email


def _organisers(ids: set[UUID]) -> dict[UUID, str]:
    return {id_: organiser.name for id_, organiser in organisers_by_id(ids).items()}
