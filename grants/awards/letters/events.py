"""What letters tell the rooms that have some prepared."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class DeclarationChanged:
    """Tell that an organiser's letters have to be signed from now on, or have not, or rest on another rule of law."""

    organiser_id: uuid.UUID
    actor_id: uuid.UUID | None
