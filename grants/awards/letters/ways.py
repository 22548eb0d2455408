"""By which way a letter goes first: to legal persons the official e-address comes before every other. Pure.

The law on it (Oficiālās elektroniskās adreses likums) has registered legal persons use it, associations and foundations
since 2023; what institutions send them goes there.
"""

from grants.accounts.models import OrganisationKind
from grants.awards.letters.models import Letter
from grants.awards.terms import Channel

LEGAL_PERSONS = frozenset(
    {
        OrganisationKind.YOUTH_ORGANISATION,
        OrganisationKind.ASSOCIATION,
        OrganisationKind.FOUNDATION,
        OrganisationKind.PUBLIC_BODY,
        OrganisationKind.COMPANY,
    }
)


def first_way(letter: Letter) -> Channel:
    """Return how a letter goes before any other way is tried; its application has its members with it."""
    known = letter.application.organisation
    if known is not None and known.kind in LEGAL_PERSONS:
        return Channel.E_ADDRESS
    return Channel.EMAIL if is_read(letter) else Channel.POST


def is_read(letter: Letter) -> bool:
    """Tell whether anybody with an e-mail address works on the application of a letter."""
    return any(not member.person.is_guest for member in letter.application.members)
