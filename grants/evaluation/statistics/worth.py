"""All that is said of what the scores are worth, put together and rounded; what cannot be said has a reason instead."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from grants.evaluation.statistics.agreement import agreement
from grants.evaluation.statistics.elsewhere import elsewhere
from grants.evaluation.statistics.panel import Panel
from grants.evaluation.statistics.rounding import rounded

if TYPE_CHECKING:
    from grants.evaluation.statistics.severity import Fit

VERSION = 1
"""Part of what a stored result is known by; another one when the same marks would give other figures."""
ON_REQUEST_ABOVE = 2000
"""Of more scored applications the figures are computed only if somebody asks for them."""
MOST_PLACED = 4000
"""Of more applications only expected ranks are computed: the distributions of ranks take their square in memory."""
SHARE_OF_INTERVAL = 0.9
"""How probable it is that an application's rank lies within its interval."""
SHARE_OF_RANKS = 0.3
"""Which part of the work the expected ranks are taken for; the places are the rest."""

Progress = Callable[[float], None]


class Unsaid(StrEnum):
    """Name why something is not said."""

    TOO_SMALL = "too_small"
    """Fewer than ten applications or three evaluators with complete sheets."""
    UNREPEATED = "unrepeated"
    """No application was scored by two."""
    UNIFORM = "uniform"
    """All marks are equal."""
    UNCONNECTED = "unconnected"
    """Evaluators fall into groups that share no application."""
    TOO_MANY = "too_many"
    """More applications than intervals and probabilities are computed for."""
    NO_LIMIT = "no_limit"
    """Neither places nor money are limited, or everything or nothing is awarded."""
    NO_REMAINDER = "no_remainder"
    """There are too few sheets to tell how exactly severity is known."""


@dataclass(frozen=True)
class Standing:
    """Hold what is said of one application, in the units of the weighted sum."""

    reference: str
    sheets: int
    mean: Decimal
    corrected: Decimal | None = None
    expected_rank: Decimal | None = None
    probability: Decimal | None = None
    """Of being funded."""
    interval: tuple[int, int] | None = None


@dataclass(frozen=True)
class Judge:
    """Hold the severity of one evaluator in points and its standard error; positive is strict."""

    evaluator: str
    sheets: int
    severity: Decimal | None = None
    error: Decimal | None = None


@dataclass(frozen=True)
class Worth:
    """Hold all figures; `unsaid` says of which group of them nothing is said, and why."""

    applications: tuple[Standing, ...] = ()
    evaluators: tuple[Judge, ...] = ()
    awards: int | None = None
    icc: Decimal | None = None
    alpha: Decimal | None = None
    complete: bool = False
    """Whether everybody scored everything, so that the correlation is two-way."""
    elsewhere: Decimal | None = None
    error: Decimal | None = None
    """How far a probability may be wrong; none where it is exact."""
    unsaid: dict[str, Unsaid] = field(default_factory=dict)
    """By `all`, `ranks`, `intervals`, `funded`, `severity`, `errors`, `agreement`, `elsewhere`."""


def worth_of(panel: Panel, awards: int | None, progress: Progress = lambda _done: None) -> Worth:
    """Return what the scores of a panel are worth where `awards` of its applications are funded; None: no limit.

    The same panel gives the same figures to the last digit.
    """
    if not panel.is_large_enough:
        return Worth(unsaid={"all": Unsaid.TOO_SMALL})
    _compute_alone()
    from grants.evaluation.statistics.severity import fit_severity

    unsaid: dict[str, Unsaid] = {}
    fit = fit_severity(panel)
    standings, error = _standings(panel, awards, fit, unsaid, progress)
    agreed = agreement(panel)
    if agreed is None:
        unsaid["agreement"] = Unsaid.UNIFORM if panel.is_uniform else Unsaid.UNREPEATED
    share = None
    if agreed is not None and awards is not None:
        found = elsewhere(float(agreed.order), panel.sheets / len(panel.applications), awards / len(panel.applications))
        share = None if found is None else rounded(found.false_positive)
    if share is None:
        unsaid["elsewhere"] = Unsaid.NO_LIMIT if agreed else unsaid["agreement"]
    return Worth(
        applications=tuple(standings),
        evaluators=tuple(_judges(panel, fit, unsaid)),
        awards=awards,
        icc=None if agreed is None else rounded(agreed.icc),
        alpha=None if agreed is None else rounded(agreed.alpha),
        complete=panel.is_complete,
        elsewhere=share,
        error=error,
        unsaid=unsaid,
    )


def _compute_alone() -> None:
    """Let linear algebra use one thread, where numpy is not loaded yet: for so little, threads only wait in turn."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _standings(
    panel: Panel, awards: int | None, fit: "Fit | None", unsaid: dict[str, Unsaid], progress: Progress
) -> tuple[list[Standing], Decimal | None]:
    """Return what is said of each application, and how far probabilities may be wrong."""
    plain = [
        Standing(reference, sheets, rounded(mean), None if fit is None else rounded(fit.corrected[place]))
        for place, (reference, sheets, mean) in enumerate(
            zip(panel.applications, panel.counts, panel.means, strict=True)
        )
    ]
    if awards is None:
        unsaid["funded"] = Unsaid.NO_LIMIT
    if not panel.is_repeated:
        unsaid["ranks"] = unsaid["funded"] = Unsaid.UNREPEATED
        return plain, None
    from grants.evaluation.statistics.expected import expected_ranks
    from grants.evaluation.statistics.places import places_of
    from grants.evaluation.statistics.posterior import marks_of, posterior_of

    posterior, complete = posterior_of(marks_of(panel)), panel.is_complete
    expected = expected_ranks(posterior, complete=complete, progress=lambda done: progress(done * SHARE_OF_RANKS))
    ranked = [
        replace(standing, expected_rank=rounded(float(rank))) for standing, rank in zip(plain, expected, strict=True)
    ]
    if len(ranked) > MOST_PLACED:
        unsaid["intervals"] = unsaid["funded"] = Unsaid.TOO_MANY
        return ranked, None
    rest = 1 - SHARE_OF_RANKS
    places = places_of(posterior, complete=complete, progress=lambda done: progress(SHARE_OF_RANKS + done * rest))
    funded = None if awards is None else [rounded(float(one)) for one in places.within(awards)]
    placed = [
        replace(standing, interval=interval, probability=None if funded is None else funded[place])
        for place, (standing, interval) in enumerate(zip(ranked, places.interval(SHARE_OF_INTERVAL), strict=True))
    ]
    return placed, None if complete else rounded(places.error)


def _judges(panel: Panel, fit: "Fit | None", unsaid: dict[str, Unsaid]) -> list[Judge]:
    counts = [sum(place in given for given in panel.points) for place in range(len(panel.evaluators))]
    if fit is None:
        unsaid["severity"] = Unsaid.UNCONNECTED if panel.is_repeated else Unsaid.UNREPEATED
        return [Judge(name, count) for name, count in zip(panel.evaluators, counts, strict=True)]
    if any(one.error is None for one in fit.evaluators):
        unsaid["errors"] = Unsaid.NO_REMAINDER
    return [
        Judge(name, count, rounded(one.severity), None if one.error is None else rounded(one.error))
        for name, count, one in zip(panel.evaluators, counts, fit.evaluators, strict=True)
    ]
