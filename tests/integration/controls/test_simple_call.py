"""A call of five applications where all score everything shows everybody what its rules use, and nothing else.

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
from tests.factories.applications import a_started, a_submitted, an_open_call
from tests.factories.awards import (
    DELIBERATED,
    a_decided_call,
    a_deliberated_call,
    a_published_call,
    a_told_call,
    an_official_of,
)
from tests.factories.calls import OPEN
from tests.factories.evaluation import JUDGED, a_checked_call, a_scored_call
from tests.factories.people import a_person, sign_in
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
_GIVEN = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
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


def differing(shown: dict[str, list[str]]) -> list[str]:
    """Return how pages differ from what was approved; with `APPROVE` they are approved first."""
    if os.environ.get("APPROVE"):
        kept = approved() | shown
        APPROVED.write_text(
            "\n\n".join("\n".join([f"# {name}", *lines]) for name, lines in sorted(kept.items())) + "\n"
        )
    known = approved()
    return [
        line
        for name, lines in shown.items()
        for line in unified_diff(known.get(name, []), lines, f"approved: {name}", f"shown: {name}", lineterm="", n=0)
    ]


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
    assert differing(shown) == []


def test_while_it_is_open_each_side_sees_what_was_approved(visitor: Callable[[], Visitor]) -> None:
    call, person = an_open_call(), a_person()
    sent, *_others = [a_submitted(call, person, title=f"Koris {name}") for name in FIVE]
    draft = a_started(call, a_person("Draft", "draft@example.org"))
    db.session.commit()
    public, own = f"/calls/{call.slug}", f"/applications/{draft.id}"
    with clock.at(OPEN):
        official, applicant = _official_of(call, visitor), sign_in(visitor(), draft.members[0].person)
        sides = {
            "official": (official, (f"/office/calls/{call.slug}{each}" for each in EVERYWHERE)),
            "official of all": (official, ("/office/",)),
            "visitor": (visitor(), (public, f"{public}/check", f"{public}/form", f"{public}/questions")),
            "applicant": (applicant, ("/applications/", own, f"{own}/applicant", f"{own}/review")),
            "applicant who applied": (sign_in(visitor(), person), (f"/applications/{sent.id}",)),
        }
        shown = {
            f"open, {side}: {_GIVEN.sub('…', address)}": list(controls(browser.see(address)))
            for side, (browser, addresses) in sides.items()
            for address in addresses
        }
    assert differing(shown) == []


def test_nothing_approved_is_for_many_rows_or_other_rules() -> None:
    lines = [line for lines in approved().values() for line in lines]
    assert len(lines) > len(LIFE)
    assert [line for line in lines if any(re.search(rf"\b{each}\b", line) for each in UNUSED)] == []


def _official_of(call: Call, visitor: Callable[[], Visitor]) -> Visitor:
    official: Person = an_official_of(call)
    db.session.commit()
    return sign_in(visitor(), official)
