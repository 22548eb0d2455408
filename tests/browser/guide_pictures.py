"""`make pictures ARGS=--guides`: the pictures that the guides name, into docs/images/guides; see `pictures`."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from tests.browser.pictures import Shot, Way, main_pages, take
from tests.browser.staged import Staged
from tests.support.site import ROOT, Site

DOCS = ROOT / "docs"
FOLDER = DOCS / "images" / "guides"
NAMED = re.compile(r"images/guides/(([\w-]+)-(lv|en)\.webp)\)")
HEIGHT = 900
"""In pixels: a picture in a guide shows the head of a page."""
QUALITY = 70


def named() -> set[tuple[str, str, str]]:
    """Return what the guides name: file, page and language."""
    return {found for page in DOCS.rglob("*.md") for found in NAMED.findall(page.read_text(encoding="utf-8"))}


def take_all(staged: Staged, site: Site, browser: Browser, folder: Path) -> Iterator[Path]:
    """Take every picture that a guide names and return its file."""
    shots: dict[str, Shot] = {shot.name: shot for shot in main_pages(staged.looks)}
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page, language in sorted(named()):
        way = Way("phone", "light", language)
        for file in take([shots[page]], [way], staged=staged, site=site, browser=browser, folder=folder):
            yield _smaller(file, FOLDER / name)


def _smaller(file: Path, target: Path) -> Path:
    with Image.open(io.BytesIO(file.read_bytes())) as picture:
        head = picture.convert("RGB").crop((0, 0, picture.width, min(picture.height, HEIGHT)))
        head.save(target, "WEBP", quality=QUALITY, method=6)
    return target
