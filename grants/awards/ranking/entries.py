"""What the decision reads of an application, and of the committee's votes on ties."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold one evaluator's marks by criterion; a sheet with a conflict of interest never counts."""

    marks: Mapping[str, Decimal]
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one submitted application: its sum, time, answers, checks (`yes`, `no`, `not_applicable`) and sheets.

    `submitted_at` is aware; `answers` are those of the form in the shape of the competition bundle, read only by the
    tie-breaks that name them. A mark of `consensus` counts in the place of what the sheets have for its criterion.
    """

    reference: str
    requested: Decimal
    submitted_at: datetime
    withdrawn: bool = False
    answers: Mapping[str, object] = field(default_factory=dict)
    checks: Mapping[str, str | None] = field(default_factory=dict)
    sheets: tuple[Sheet, ...] = ()
    consensus: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tie:
    """Hold the order into which a vote or a lot put applications that were equal; `order` permutes `references`."""

    references: tuple[str, ...]
    order: tuple[str, ...]
