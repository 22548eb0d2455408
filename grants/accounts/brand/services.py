"""Give an organiser its looks."""

from sqlalchemy import select

from grants import clock
from grants.accounts.brand.colours import COLOUR
from grants.accounts.brand.logos import Picture
from grants.accounts.models import Logo, Organiser, Person
from grants.accounts.words import NO_COLOUR
from grants.db import db
from grants.errors import Invalid
from grants.journal.services import record


def dress(
    *, organiser: Organiser, colour: str, logo: Picture | None = None, bare: bool = False, actor: Person | None
) -> None:
    """Set the colour of an organiser (empty: that of the service), and its logo if one is given.

    `bare` takes the logo away. What is so already is not written again. Raise Invalid for what is no colour.
    """
    if colour and not COLOUR.fullmatch(colour):
        raise Invalid(NO_COLOUR, {"colour": NO_COLOUR})
    db.session.refresh(organiser, with_for_update=True)
    organiser.colour = colour
    if logo is not None:
        organiser.logo, organiser.logo_width, organiser.logo_height = logo.digest, logo.width, logo.height
    elif bare:
        organiser.logo, organiser.logo_width, organiser.logo_height = "", 0, 0
    if not db.session.is_modified(organiser):
        return
    if logo is not None and not _is_kept(organiser, logo):
        kept = Logo(organiser_id=organiser.id, digest=logo.digest, content=logo.content, added_at=clock.now())
        db.session.add(kept)
    db.session.flush()
    record(action="organiser.dressed", subject=organiser, actor=actor)


def _is_kept(organiser: Organiser, logo: Picture) -> bool:
    """Tell whether a picture is at hand: former ones stay, since documents that carry them are made again."""
    same = select(Logo.id).where(Logo.organiser_id == organiser.id, Logo.digest == logo.digest)
    return db.session.scalar(same) is not None
