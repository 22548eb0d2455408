"""What can be a logo, and what is kept of it."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from grants.accounts.brand import logos
from grants.accounts.brand.logos import MAX_HEIGHT, MAX_WIDTH, NoLogo, logo_of

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(kind: str = "PNG", size: tuple[int, int] = (200, 100), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "navy").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_taken_by_its_bytes_and_kept_as_webp(kind: str) -> None:
    kept = logo_of(io.BytesIO(picture(kind)))
    with Image.open(io.BytesIO(kept.content)) as image:
        assert (image.format, image.size) == ("WEBP", (kept.width, kept.height))


def test_a_large_picture_is_drawn_smaller() -> None:
    kept = logo_of(io.BytesIO(picture(size=(3000, 1500))))
    assert (kept.width <= MAX_WIDTH, kept.height <= MAX_HEIGHT, kept.width // kept.height) == (True, True, 2)


def test_nothing_else_of_the_file_is_kept() -> None:
    assert b"<script>" not in logo_of(io.BytesIO(picture() + b"<script>alert(1)</script>")).content


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (lambda: SVG, "kind"),
        (lambda: b"", "kind"),
        (lambda: picture("GIF"), "kind"),
        (lambda: picture()[:60], "kind"),
        (lambda: picture(size=(200, 31)), "small"),
    ],
)
def test_what_is_no_logo_is_refused(content: Callable[[], bytes], why: str) -> None:
    with pytest.raises(NoLogo, match=why):
        logo_of(io.BytesIO(content()))


def test_the_limits_are_held_at_their_edges(monkeypatch: pytest.MonkeyPatch) -> None:
    content = picture(size=(64, 32))
    monkeypatch.setattr(logos, "MAX_BYTES", len(content))
    monkeypatch.setattr(logos, "MAX_PIXELS", 64 * 32)
    assert logo_of(io.BytesIO(content)).width == 64
    for limit in ("MAX_BYTES", "MAX_PIXELS"):
        with monkeypatch.context() as less:
            less.setattr(logos, limit, getattr(logos, limit) - 1)
            with pytest.raises(NoLogo, match="large"):
                logo_of(io.BytesIO(content))
