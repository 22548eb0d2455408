"""Which conflicts of interest are likely, from what the service knows of a person and of who applies. Pure."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

PUBLIC_DOMAINS = frozenset(
    {
        "apollo.lv",
        "e-apollo.lv",
        "gmail.com",
        "hotmail.com",
        "icloud.com",
        "inbox.lv",
        "live.com",
        "mail.com",
        "mail.ru",
        "me.com",
        "one.lv",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "tvnet.lv",
        "yahoo.com",
    }
)
"""Where anybody can have an address, so that two of them say nothing."""


class Hint(StrEnum):
    """Name why a conflict is likely."""

    ORGANISATION = "organisation"
    DOMAIN = "domain"
    EARLIER = "earlier"
    HELP = "help"


@dataclass(frozen=True)
class Applicant:
    """Hold what an applicant is known by: `bodies` are numbers and names, `domains` those of its members' addresses."""

    application_id: uuid.UUID
    bodies: frozenset[str]
    domains: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Known:
    """Hold what is known of one person: the domain of their address, and the bodies that each hint is about."""

    person_id: uuid.UUID
    domain: str
    bodies: Mapping[Hint, frozenset[str]] = field(default_factory=dict)


def likely(person: Known, applicant: Applicant) -> tuple[Hint, ...]:
    """Return why a person may be in conflict with an applicant, in the order of the hints."""
    found = {hint for hint, bodies in person.bodies.items() if bodies & applicant.bodies}
    if person.domain not in PUBLIC_DOMAINS and person.domain in applicant.domains:
        found.add(Hint.DOMAIN)
    return tuple(hint for hint in Hint if hint in found)


def domain_of(email: str) -> str:
    """Return the host of an address."""
    return email.rpartition("@")[2]


def bodies_of(registration_number: str | None, name: str) -> frozenset[str]:
    """Return what tells a body from others: its number, or its name in small letters where it has none."""
    words = " ".join(name.split()).casefold()
    return frozenset({registration_number or words} - {""})
