"""`make pictures`: each main page at 360 and 1280 pixels, light and dark, Latvian and English, into build/pictures.

The pages are those of the tests in a browser, on a site of its own with a call at every stage. `--all` takes every one
of them, `--only ranking` those whose names match, `--like phone-dark-lv` one of the eight ways.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from config import Settings
from tests.browser import mails
from tests.browser.looks import Look
from tests.browser.staged import Looks, Staged, stage
from tests.support.chromium import chromium
from tests.support.site import ROOT, Site, embedded_site

RESULT = ROOT / "build" / "pictures"
WIDTHS = {"phone": (360, 740), "screen": (1280, 900)}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LANGUAGES = ("lv", "en")
TALLEST = 6000
"""In pixels: what is longer than this is cut off, since nobody looks at it."""
ID = r"[0-9a-f-]{36}"
MAIN = {
    "visitor": {
        "start": "/",
        "call": "/calls/[a-z0-9-]+",
        "questions": "/calls/.+/questions",
        "form-beforehand": "/calls/.+/form",
        "results": "/calls/.+/results",
        "programme": "/programmes/.+",
        "sign-in": "/account/sign-in",
        "accessibility": "/accessibility",
        "privacy": "/privacy",
        "nothing-here": "/nothing/here",
        "design": "/development/design",
    },
    "applicant": {
        "start": "/account/",
        "applications": "/applications/",
        "draft": f"/applications/{ID}",
        "form": rf"/applications/{ID}/sections/plan\?.+",
        "refused": f"/applications/{ID}/sections/plan Save",
        "review": f"/applications/{ID}/review",
        "history": f"/applications/{ID}/history",
        "withdraw": f"/applications/{ID}/withdraw",
        "decision": f"/applications/{ID}/decision",
        "receipt": f"/applications/{ID}/receipt",
    },
    "evaluator": {
        "start": "/account/",
        "calls": "/evaluation/",
        "call": "/evaluation/calls/at-scoring",
        "declarations": "/evaluation/calls/at-scoring/declarations",
        "sheet": f"/evaluation/applications/{ID}",
    },
    "coordinator": {
        "start": "/account/",
        "calls": "/office/",
        "call": "/office/calls/at-checking",
        "applications": "/office/calls/at-checking/applications",
        "application": f"/office/applications/{ID}",
        "checks": f"/office/applications/{ID}/checks",
        "rules": "/office/calls/at-draft/rules",
        "rules-form": "/office/calls/at-draft/rules/part/form",
        "rules-criteria": "/office/calls/at-draft/rules/part/criteria",
        "publish": "/office/calls/at-draft/publish",
        "committee": "/office/calls/at-scoring/committee",
        "progress": "/office/calls/at-scoring/committee/progress",
        "interests": "/office/calls/at-inviting/interests",
        "assignment": "/office/calls/at-assigning/assignment",
        "ranking": "/office/calls/at-ranking/ranking",
        "worth": "/office/calls/at-worth/ranking/worth",
        "meeting": "/office/calls/at-meeting/sittings/1/meeting",
        "decisions": "/office/calls/at-results/decisions",
        "letters": "/office/calls/at-results/letters",
        "complaints": "/office/calls/at-contested/complaints",
        "journal": "/office/journal/",
    },
    "administrator": {
        "organisers": "/office/organisers",
        "organiser": "/office/organisers/[a-z0-9-]+",
        "outbox": "/office/outbox",
    },
}
"""By role the main pages: a name, and what the address looks like; the first page that looks so is taken."""


@dataclass(frozen=True)
class Shot:
    """Be one page to take pictures of, under a name."""

    name: str
    role: str
    look: Look


@dataclass(frozen=True)
class Way:
    """Be one way in which a page is looked at."""

    width: str
    theme: Literal["light", "dark"]
    language: str

    @property
    def name(self) -> str:
        """Return the way as part of a file name."""
        return f"{self.width}-{self.theme}-{self.language}"


WAYS = [Way(*each) for each in product(WIDTHS, THEMES, LANGUAGES)]


def main() -> int:
    """Take the pictures that are asked for and say where they are."""
    parser = argparse.ArgumentParser(prog="make pictures", description=__doc__)
    parser.add_argument("--all", action="store_true", help="every page of the tests in a browser")
    parser.add_argument("--only", default="", metavar="NAME", help="names that contain this (a regular expression)")
    parser.add_argument(
        "--like", default="", metavar="WAY", help="ways that contain this, such as dark or phone-light-lv"
    )
    parser.add_argument(
        "--guides", action="store_true", help="the pictures that the guides name, into docs/images/guides"
    )
    parser.add_argument("--output", type=Path, default=RESULT, help="the folder of the pictures")
    parser.add_argument(
        "--mails", action="store_true", help="every message as mail programs show it, in place of pages"
    )
    options = parser.parse_args()
    if options.mails:
        return take_mails(options.output / "mails")
    ways = [way for way in WAYS if re.search(options.like, way.name)]
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        site = embedded_site(Path(folder))
        try:
            staged = stage(site)
            if options.guides:
                from tests.browser.guide_pictures import take_all  # not above: it takes its pictures with this module

                print(f"{len(list(take_all(staged, site, browser, Path(folder))))} pictures of the guides are taken")
                return 0
            shots = every_page(staged.looks) if options.all else main_pages(staged.looks)
            chosen = [shot for shot in shots if re.search(options.only, shot.name)]
            for number, file in enumerate(
                take(chosen, ways, staged=staged, site=site, browser=browser, folder=options.output), 1
            ):
                if sys.stdout.isatty():
                    print(f"\r{number} of {len(chosen) * len(ways)}  {file.stem:60.60}", end="", flush=True)
        finally:
            site.stop()
    print(f"\rThe pictures are in {options.output}")
    return 0


def take_mails(folder: Path) -> int:
    """Take pictures of every message and say where they are."""
    with tempfile.TemporaryDirectory() as instance, chromium() as browser:
        settings = Settings(
            development=True,
            instance_path=Path(instance),
            secret_key="only for pictures",
            base_url="https://konkursi.example.lv",
        )
        files = list(mails.take(browser, folder, settings))
    print(f"{len(files)} files of messages are in {folder}")
    return 0


def main_pages(looks: Looks) -> list[Shot]:
    """Return the main pages; raise LookupError for one that is not among those of the tests."""
    return [
        Shot(f"{role}-{name}", role, _first(looks[role], pattern))
        for role, pages in MAIN.items()
        for name, pattern in pages.items()
    ]


def _first(looks: list[Look], pattern: str) -> Look:
    address, _, button = pattern.partition(" ")
    for look in looks:
        if re.fullmatch(address, look.address) and look.button.startswith(button) and bool(button) == bool(look.button):
            return look
    raise LookupError(f"no page looks like {pattern}")


def every_page(looks: Looks) -> list[Shot]:
    """Return all pages of the tests, named after their addresses."""
    return [Shot(_named(role, look), role, look) for role, pages in looks.items() for look in pages]


def _named(role: str, look: Look) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", re.sub(ID, "one", f"{look.address} {look.button}").lower())
    return f"{role}-{words.strip('-')}"[:120]


def take(
    shots: list[Shot], ways: list[Way], *, staged: Staged, site: Site, browser: Browser, folder: Path
) -> Iterator[Path]:
    """Take every picture and return its file; a page is loaded once for each language and width."""
    folder.mkdir(parents=True, exist_ok=True)
    for language, role in product(LANGUAGES, MAIN):
        own = [shot for shot in shots if shot.role == role or (shot.role == "guest" and role == "visitor")]
        asked = [way for way in ways if way.language == language]
        if own and asked:
            context = browser.new_context(base_url=site.address, locale=language, reduced_motion="reduce")
            for shot in own:
                _enter(context.new_page(), shot.role, language, staged, site)
                yield from _pictures(context.pages[-1], shot, asked, folder)
                context.pages[-1].close()
            context.close()


def _enter(page: Page, role: str, language: str, staged: Staged, site: Site) -> None:
    if role in staged.sessions:
        page.context.add_cookies([{"name": "session", "value": staged.sessions[role], "url": site.address}])
    page.goto(f"/language/{language}?next=/health/live")


def _pictures(page: Page, shot: Shot, ways: list[Way], folder: Path) -> Iterator[Path]:
    for width in dict.fromkeys(way.width for way in ways):
        size = WIDTHS[width]
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(shot.look.address)
        if shot.look.button:
            page.locator("main form button.btn-primary").first.click()
            page.wait_for_load_state()
        for way in ways:
            if way.width == width:
                page.emulate_media(color_scheme=way.theme)
                yield picture(page, folder / f"{shot.name}-{way.name}.png")


def picture(page: Page, file: Path) -> Path:
    """Take a picture of a whole page as it stands, and return its file."""
    size = page.viewport_size or {"width": 1280, "height": 900}
    height = min(TALLEST, int(page.evaluate("document.documentElement.scrollHeight")))
    clip = {"x": 0, "y": 0, "width": size["width"], "height": max(height, size["height"])}
    page.screenshot(path=file, full_page=True, clip=clip)  # type: ignore[arg-type]  # a dict of this shape
    return file


if __name__ == "__main__":
    sys.exit(main())
