"""The self-check of accessibility in the eleven aspects of Cabinet Regulation No. 445, as the tests left it.

The aspects are those of the simplified examination that the ministry in charge (VARAM) prescribes to public bodies:
https://vadlinijas.pieklustamiba.lv/timeklvietnu-novertejuma-metodologija/novertejuma-veiksanas-kartiba/
`python -m scripts.selfcheck` runs the tests behind each aspect and writes `selfcheck.json`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l

from grants.web.slots import fill

NONE = {"tests": 0, "passed": 0}
FILE = Path(__file__).with_name("selfcheck.json")
ASPECTS: Mapping[str, tuple[object, object]] = {
    "navigation": (
        _l("Main navigation"),
        _l("The menu is the same on every page; the first link skips to the content; pages name where they are."),
    ),
    "structure": (
        _l("Basic structure"),
        _l("Every page has a header, one main part and a footer, is correct HTML and names its language."),
    ),
    "keyboard": (
        _l("Keyboard and visible focus"),
        _l("Everything is reached and left by keyboard alone, and where one is can be seen."),
    ),
    "forms": (
        _l("Form fields and error messages"),
        _l("Every field has a name; help and errors are tied to it; a list of errors leads to each field."),
    ),
    "alternatives": (
        _l("Text alternatives of pictures"),
        _l("Every picture has one; charts have a table beside them."),
    ),
    "headings": (_l("Headings"), _l("One heading of the first level on each page; no level is left out.")),
    "contrast": (_l("Contrast of colours"), _l("At least 4.5 to 1 for words and 3 to 1 for edges, light and dark.")),
    "zoom": (_l("Enlarged text"), _l("Nothing is lost or scrolls sideways at 400 percent, in either language.")),
    "titles": (_l("Titles of pages"), _l("Every page has a title of its own that says what it is about.")),
    "moving": (_l("Moving and flashing content"), _l("There is none; what changes softly stops for who asks for it.")),
    "media": (_l("Alternatives of audio and video"), _l("The service itself shows no audio and no video.")),
}
"""By code: what the aspect is called, and what was found."""


@dataclass(frozen=True)
class Finding:
    """Be what the tests say of one aspect."""

    title: object
    words: object
    tests: int
    passed: int


@cache
def written() -> dict[str, Any]:
    """Return what the command wrote."""
    document: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return document


def findings() -> list[Finding]:
    """Return what the tests say of each aspect, in the order of the regulation."""
    counts = written()["aspects"]
    return [
        Finding(title, words, counts.get(code, NONE)["tests"], counts.get(code, NONE)["passed"])
        for code, (title, words) in ASPECTS.items()
    ]


def _shown() -> dict[str, Any]:
    return {"findings": findings(), "checked_on": date.fromisoformat(written()["checked_on"])}


def init_app(app: Flask) -> None:
    """Show the self-check on the page of the accessibility statement."""
    fill(app, "accessibility.page", "site/selfcheck.html", _shown)
