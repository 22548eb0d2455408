"""A call of five applications where all score everything shows officials what its rules use, and nothing else.

Every control of each page stands in `approved.txt`, so that a new one shows as a difference to be looked at. Once it is
meant, `APPROVE=1` writes the file anew.
"""

import os
import re
from collections.abc import Callable, Iterator
from difflib import unified_diff
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from grants import clock
from grants.accounts.models import Person
from grants.calls.models import Call
from grants.db import db
from tests.factories.awards import (
    DELIBERATED,
    a_decided_call,
    a_deliberated_call,
    a_published_call,
    a_told_call,
    an_official_of,
)
from tests.factories.evaluation import JUDGED, a_checked_call, a_scored_call
from tests.factories.people import sign_in
from tests.support.databases import ON_ONE_DATABASE
from tests.support.pages import Page, words
from tests.support.visitor import Visitor

pytestmark = [pytest.mark.usefixtures("session"), ON_ONE_DATABASE]

APPROVED = Path(__file__).with_name("approved.txt")
FIVE = ("A", "B", "C", "D", "E")
EVERYWHERE = ("", "/applications", "/committee")
LIFE: dict[str, tuple[Callable[[], Call], object, tuple[str, ...]]] = {
    "checking": (lambda: a_checked_call(*FIVE), JUDGED, (*EVERYWHERE, "/checks", "/checks/queue")),
    "scoring": (lambda: a_scored_call(*FIVE), JUDGED, (*EVERYWHERE, "/committee/progress")),
    "deliberation": (a_deliberated_call, DELIBERATED, (*EVERYWHERE, "/ranking", "/decisions", "/handouts")),
    "decided": (a_decided_call, DELIBERATED, ("", "/decisions", "/letters")),
    "told": (a_told_call, DELIBERATED, ("", "/results")),
    "published": (a_published_call, DELIBERATED, ("",)),
}
"""By stage what makes a call, when it is looked at, and its pages."""
UNUSED = ("Your views", "Columns", "Go on with", "Take along what is shown", "Who scores what", "lot", "blind")
"""Words of what needs twenty rows, or rules that this call does not have."""
_NUMBER = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")


def controls(page: Page) -> Iterator[str]:
    """Yield each heading, link, button, field and head of a column of a page, once, in its order."""
    main = page.tree.find(".//main")
    assert main is not None
    seen = set()
    for element in main.iter():
        line = _NUMBER.sub("NUMBER", _said(element))
        if line and line not in seen:
            seen.add(line)
            yield line


def _said(element: Element) -> str:
    match element.tag:
        case "h1" | "h2" | "h3" | "summary":
            return f"{element.tag}: {words(element)}"
        case "a":
            return f"link: {words(element)}"
        case "button":
            return f"button: {words(element)}"
        case "th" if element.get("scope") == "col":
            return f"column: {words(element)}"
        case "input" | "select" | "textarea" if element.get("type") not in {"hidden", "submit"}:
            return f"field: {element.get('name', '')}"
        case _:
            return ""


def approved() -> dict[str, list[str]]:
    """Return the lines of each page that were approved."""
    found: dict[str, list[str]] = {}
    for line in APPROVED.read_text().splitlines() if APPROVED.exists() else []:
        if line.startswith("# "):
            found[line.removeprefix("# ")] = []
        elif line:
            found[list(found)[-1]].append(line)
    return found


@pytest.mark.parametrize("stage", LIFE)
def test_a_simple_call_shows_what_was_approved_and_nothing_else(stage: str, visitor: Callable[[], Visitor]) -> None:
    make, at, addresses = LIFE[stage]
    call = make()
    shown: dict[str, list[str]] = {}
    with clock.at(at):  # type: ignore[arg-type]  # a moment
        browser = _official_of(call, visitor)
        for address in addresses:
            page = browser.see(f"/office/calls/{call.slug}{address}")
            shown[f"{stage} {address or '/'}"] = list(controls(page))
    if os.environ.get("APPROVE"):
        kept = approved() | shown
        APPROVED.write_text(
            "\n\n".join("\n".join([f"# {name}", *lines]) for name, lines in sorted(kept.items())) + "\n"
        )
    known = approved()
    differences = [
        line
        for name, lines in shown.items()
        for line in unified_diff(known.get(name, []), lines, f"approved: {name}", f"shown: {name}", lineterm="", n=0)
    ]
    assert differences == []


def test_nothing_approved_is_for_many_rows_or_other_rules() -> None:
    lines = [line for lines in approved().values() for line in lines]
    assert len(lines) > len(LIFE)
    assert [line for line in lines if any(re.search(rf"\b{each}\b", line) for each in UNUSED)] == []


def _official_of(call: Call, visitor: Callable[[], Visitor]) -> Visitor:
    official: Person = an_official_of(call)
    db.session.commit()
    return sign_in(visitor(), official)
