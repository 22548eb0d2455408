"""Photographs that browsers cannot show, as PDF: made by the worker, beside the original."""

import io

from sqlalchemy import select

from grants import clock
from grants.applications.models import Attachment
from grants.db import db
from grants.filetypes import MEDIA_TYPES
from grants.storage import storage

CONVERTED_AT_ONCE = 5
"""Photographs that one transaction converts."""
MAX_PIXELS = 60_000_000
"""The largest photograph that is unpacked: telephones make up to fifty million."""
LONGEST_SIDE = 2400
"""Pixels of the longest side in the PDF: enough to read a photographed page."""


def convert_photographs() -> int:
    """Make a PDF of some photographs that have none; return of how many, 0 when none is left.

    May be stopped anywhere and begun again. One that cannot be read is marked, and stays as it is.
    """
    waiting = select(Attachment).where(
        Attachment.media_type == MEDIA_TYPES["heic"],
        Attachment.shown_key.is_(None),
        Attachment.shown_failed_at.is_(None),
        Attachment.removed_at.is_(None),
    )
    found = list(db.session.scalars(waiting.order_by(Attachment.uploaded_at).limit(CONVERTED_AT_ONCE)))
    for attachment in found:
        with storage().open(attachment.storage_key) as content:
            pdf = to_pdf(content.read())
        if pdf is None:
            attachment.shown_failed_at = clock.now()
        else:
            attachment.shown_key = storage().put(io.BytesIO(pdf)).key
    db.session.flush()
    return len(found)


def to_pdf(photograph: bytes) -> bytes | None:
    """Return a photograph as a PDF of one page, turned as it was held; None for one that cannot be read."""
    import pillow_heif  # 10 MB that only the worker needs, and only for photographs
    from PIL import Image, ImageOps

    pillow_heif.register_heif_opener()
    try:
        with Image.open(io.BytesIO(photograph)) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                return None
            turned = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, RuntimeError, SyntaxError, Image.DecompressionBombError):
        return None
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    page = io.BytesIO()
    turned.save(page, "PDF", resolution=200)
    return page.getvalue()
