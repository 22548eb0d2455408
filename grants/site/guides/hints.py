"""First-use hints: a sentence at the head of a page, until its reader puts it away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.db import db, take_turns
from grants.site.guides.models import HintSeen
from grants.web.reader import reader


@dataclass(frozen=True)
class Hint:
    """Be a hint: what it says, and the guide with more of it."""

    words: object
    guide: str


HINTS: Mapping[str, Hint] = {
    "applications.overview": Hint(
        _l(
            "Fill in the pages in any order: every answer is kept. Nobody but you and those you invite sees anything "
            "until you submit."
        ),
        "applicant",
    ),
    "evaluation.call": Hint(
        _l("First declare whether you have a conflict of interest; then each application opens with its sheet."),
        "evaluator",
    ),
    "office.call": Hint(
        _l("This page leads through the call from the rules to the results: it always names the next step."),
        "official",
    ),
}
"""By the endpoint of the page that shows it."""


def put_away(*, person: Person, code: str) -> None:
    """Keep that somebody needs a hint no more; twice does nothing."""
    take_turns(f"hint {code} of {person.id}")
    if not _is_seen(person, code):
        db.session.add(HintSeen(person_id=person.id, code=code, seen_at=clock.now()))
        db.session.flush()


def shown() -> dict[str, Any] | None:
    """Return the hint of the page that is shown, unless its reader has put it away; guests get none."""
    code, person = request.endpoint or "", reader()
    if code not in HINTS or person is None or person.is_guest or request.method != "GET" or _is_seen(person, code):
        return None
    return {"hint": HINTS[code], "code": code}


def _is_seen(person: Person, code: str) -> bool:
    seen = select(HintSeen.id).where(HintSeen.person_id == person.id, HintSeen.code == code)
    return db.session.scalar(seen) is not None
