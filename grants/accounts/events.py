"""What happened to people, for the stages that follow."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class GuestSignedIn:
    """Tell that somebody who had begun without signing in is known by a person now."""

    guest_id: uuid.UUID
    person_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class AddressChanged:
    """Tell that a person is known by another e-mail address."""

    person_id: uuid.UUID
    before: str
    email: str
