"""A picture that is uploaded as a logo: read as what it is, and drawn anew so that nothing else is kept. Pure.

A drawing in SVG can hold scripts and is refused. What is kept is WebP of at most twice the size at which it is shown.
"""

import io
from dataclasses import dataclass
from hashlib import sha256
from typing import IO

from PIL import Image, UnidentifiedImageError

MAX_BYTES = 2 * 1024 * 1024
MAX_PIXELS = 20_000_000
MAX_WIDTH, MAX_HEIGHT = 480, 160
"""In pixels, once it is drawn anew."""
SMALLEST = 32
"""Pixels below which a picture cannot be told."""
MEDIA_TYPE = "image/webp"
QUALITY = 90
_FORMATS = ("PNG", "JPEG", "WEBP")


class NoLogo(ValueError):
    """Say by a code why a file cannot be a logo: `large`, `kind` or `small`."""


@dataclass(frozen=True)
class Picture:
    """Be a logo as it is kept."""

    content: bytes
    digest: str
    width: int
    height: int


def logo_of(stream: IO[bytes]) -> Picture:
    """Return the logo in a file; raise NoLogo for what is no picture, or one that is too large or too small."""
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise NoLogo("large")
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise NoLogo("large")
            if min(image.size) < SMALLEST:
                raise NoLogo("small")
            return _drawn(image)
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise NoLogo("kind") from error


def _drawn(image: Image.Image) -> Picture:
    drawn = image.convert("RGBA")
    drawn.thumbnail((MAX_WIDTH, MAX_HEIGHT), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    drawn.save(out, "WEBP", quality=QUALITY, method=6)
    kept = out.getvalue()
    return Picture(kept, sha256(kept).hexdigest(), drawn.width, drawn.height)
