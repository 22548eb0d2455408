"""Which conflicts of interest are likely, from what the service knows of a person and of who applies. Pure."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

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
    PARTY = "party"


@dataclass(frozen=True)
class Applicant:
    """Hold what an applicant is known by: `bodies` are numbers and names.

    `addresses` are those of its members, `parties` those of who else was asked to stand behind the application: its
    partner, its guarantor, who signs for it.
    """

    application_id: uuid.UUID
    bodies: frozenset[str]
    addresses: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()

    @cached_property
    def domains(self) -> frozenset[str]:
        """Return the hosts of all these addresses at which not anybody can have one."""
        return frozenset(domain_of(each) for each in self.addresses | self.parties) - PUBLIC_DOMAINS


@dataclass(frozen=True)
class Known:
    """Hold what is known of one person: their address, and the bodies that each hint is about."""

    person_id: uuid.UUID
    email: str
    bodies: Mapping[Hint, frozenset[str]] = field(default_factory=dict)


def likely(person: Known, applicant: Applicant) -> tuple[Hint, ...]:
    """Return why a person may be in conflict with an applicant, in the order of the hints."""
    found = {hint for hint, bodies in person.bodies.items() if bodies & applicant.bodies}
    if domain_of(person.email) in applicant.domains:
        found.add(Hint.DOMAIN)
    if person.email in applicant.parties:
        found.add(Hint.PARTY)
    return tuple(hint for hint in Hint if hint in found)


def domain_of(email: str) -> str:
    """Return the host of an address."""
    return email.rpartition("@")[2]


def bodies_of(registration_number: str | None, name: str) -> frozenset[str]:
    """Return what tells a body from others: its number, or its name in small letters where it has none."""
    words = " ".join(name.split()).casefold()
    return frozenset({registration_number or words} - {""})
