"""What an amendment may change, by how far a call has come: what applicants rely on stays as it was announced."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from grants.calls.editing.paths import Path, Raw, get
from grants.calls.phase import Phase
from grants.calls.rules.parsing import parse_instant

BEFORE_CLOSING = frozenset({Phase.DRAFT, Phase.ANNOUNCED, Phase.OPEN})
AFTER_CLOSING = frozenset({Phase.CLOSED, Phase.CHECKING, Phase.SCORING, Phase.DELIBERATION})
ALWAYS: tuple[Path, ...] = (
    ("slug",),
    ("schedule", "timezone"),
    ("funding", "currency"),
    ("publication", "by_link"),
)
"""What no amendment changes."""
FROM_ANNOUNCING: tuple[Path, ...] = (("schedule", "published_at"),)
FROM_OPENING: tuple[Path, ...] = (("schedule", "opens_at"),)
FROM_CLOSING: tuple[Path, ...] = (
    *(("schedule", name) for name in ("closes_at", "questions_until", "grace_seconds")),
    ("schedule", "individual_extension_days"),
    *((name,) for name in ("form", "checks", "applicants", "signature", "channels")),
    *(("funding", name) for name in ("amount", "when_short", "co_financing", "category_caps")),
    *(("scoring", name) for name in ("method", "evaluators_per_application", "total_threshold", "decimals")),
    *(("scoring", name) for name in ("tie_break", "blind", "marks_open", "opened_by_two")),
)
"""What decides between applications, and who may apply: nothing of it changes once all have applied.

Of the criteria the guidance alone can be clarified.
"""
OFF_FROM_OPENING: tuple[Path, ...] = (("scoring", "statistics"),)
"""What is not switched on any more once applications are taken."""
LOTS: Path = ("funding", "lots")
"""Which lots there are stays, and places and money of each can grow."""
LIMITS: tuple[Path, ...] = (("funding", "limit", "projects"), ("funding", "limit", "total"))


class Why(StrEnum):
    """Name why something may not change any more."""

    NEVER = "never"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    EARLIER = "earlier"
    """A deadline may only move later once applications are taken."""
    LESS = "less"
    """What is awarded may only grow once all have applied."""
    LANGUAGE = "language"
    OVER = "over"


@dataclass(frozen=True)
class Refusal:
    """Be one change that an amendment may not make; its place is empty where all of it is refused."""

    path: Path
    why: Why


def refusals(old: Raw, new: Raw, phase: Phase) -> list[Refusal]:
    """Return the changes between two valid documents that an amendment may not make in a phase of the call."""
    if phase not in BEFORE_CLOSING | AFTER_CLOSING:
        return [Refusal((), Why.OVER)]
    return list(_refused(old, new, phase))


def _refused(old: Raw, new: Raw, phase: Phase) -> Iterator[Refusal]:
    yield from _changed(ALWAYS, old, new, Why.NEVER)
    if old["languages"][0] != new["languages"][0]:
        yield Refusal(("languages",), Why.LANGUAGE)
    if phase is not Phase.DRAFT:
        yield from _changed(FROM_ANNOUNCING, old, new, Why.ANNOUNCED)
    if phase in {Phase.DRAFT, Phase.ANNOUNCED}:
        return
    yield from _changed(FROM_OPENING, old, new, Why.OPEN)
    yield from (Refusal(path, Why.OPEN) for path in OFF_FROM_OPENING if get(new, path) and not get(old, path))
    if phase is Phase.OPEN:
        if _closing(new) < _closing(old):
            yield Refusal(("schedule", "closes_at"), Why.EARLIER)
        return
    yield from _changed(FROM_CLOSING, old, new, Why.CLOSED)
    if _apart(old) != _apart(new):
        yield Refusal(LOTS, Why.CLOSED)
    elif any(_falls(before, after) for before, after in zip(_lot_limits(old), _lot_limits(new), strict=True)):
        yield Refusal(LOTS, Why.LESS)
    if _judged_by(old) != _judged_by(new):
        yield Refusal(("criteria",), Why.CLOSED)
    yield from (Refusal(path, Why.LESS) for path in LIMITS if _falls(get(old, path), get(new, path)))


def _changed(paths: tuple[Path, ...], old: Raw, new: Raw, why: Why) -> Iterator[Refusal]:
    yield from (Refusal(path, why) for path in paths if get(old, path) != get(new, path))


def _judged_by(document: Raw) -> list[Raw]:
    """Return the criteria without what only explains them."""
    return [
        {name: value for name, value in criterion.items() if name != "guidance"} for criterion in document["criteria"]
    ]


def _apart(document: Raw) -> object:
    """Return what tells lots apart, without their limits."""
    lots = document["funding"].get("lots")
    return lots and (lots["field"], [lot["option"] for lot in lots["limits"]])


def _lot_limits(document: Raw) -> list[object]:
    lots = document["funding"].get("lots") or {"limits": []}
    return [lot.get(name) for lot in lots["limits"] for name in ("projects", "total")]


def _closing(document: Raw) -> datetime:
    return parse_instant(document["schedule"]["closes_at"])


def _falls(before: object, after: object) -> bool:
    """Tell whether a limit is narrower than before; none is the widest."""
    if after is None:
        return False
    return before is None or Decimal(str(after)) < Decimal(str(before))
