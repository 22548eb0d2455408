"""The logo of an organiser on paper: named in a document by its digest, and given as a picture when a file is made."""

from functools import lru_cache
from io import BytesIO

from flask import Flask
from flask_babel import gettext as _
from PIL import Image
from sqlalchemy import select

from grants.accounts.models import Logo, Organiser
from grants.db import db
from grants.documents import content
from grants.documents.logos import find_logos_with

WHITE = (255, 255, 255, 255)


def logo_on_paper(organiser: Organiser, digest: str | None = None) -> content.Logo | None:
    """Return the logo for the head of a document, with words in the language now in force; nothing without one.

    `digest` names a logo that it had, in place of the present one; an empty one none.
    """
    picture = organiser.logo if digest is None else digest
    return content.Logo(picture, _("Logo of %(organiser)s", organiser=organiser.name)) if picture else None


@lru_cache(maxsize=16)
def picture_of(digest: str) -> bytes:
    """Return a logo as PNG on white, as all makers of files take it; read once. Raise LookupError without it."""
    kept = db.session.scalar(select(Logo.content).where(Logo.digest == digest).limit(1))
    if kept is None:
        raise LookupError(digest)
    return _on_white(kept)


def _on_white(kept: bytes) -> bytes:
    with Image.open(BytesIO(kept)) as image:
        drawn = image.convert("RGBA")
    paper = Image.new("RGBA", drawn.size, WHITE)
    paper.alpha_composite(drawn)
    out = BytesIO()
    paper.convert("RGB").save(out, "PNG", optimize=True)
    return out.getvalue()


def init_app(app: Flask) -> None:
    """Let documents find the pictures they name."""
    find_logos_with(app, picture_of)
