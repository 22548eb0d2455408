"""Severity: how strict evaluators are, by an additive fit of application and evaluator with standard errors.

Least squares in `points = application + evaluator`; the effects of evaluators add up to zero. What is strict is
positive: the points that an evaluator gives less than the others would, to the same applications.
"""

from dataclasses import dataclass

import numpy as np

from grants.evaluation.statistics.panel import Panel


@dataclass(frozen=True)
class Strictness:
    """Hold one evaluator's severity in points, with its standard error; none where nothing is left to tell it by."""

    severity: float
    error: float | None


@dataclass(frozen=True)
class Fit:
    """Hold the severity of each evaluator, and of each application the mean corrected for who scored it."""

    evaluators: tuple[Strictness, ...]
    corrected: tuple[float, ...]


def fit_severity(panel: Panel) -> Fit | None:
    """Return the fit; None if shared applications do not connect the evaluators, so that nobody can be compared."""
    if not panel.is_connected or not panel.is_repeated:
        return None
    judges, count = len(panel.evaluators), len(panel.applications)
    rows = np.repeat(np.arange(count), panel.counts)
    columns = np.fromiter((place for given in panel.points for place in given), dtype=np.intp, count=panel.sheets)
    points = np.fromiter(map(float, panel.values), dtype=float, count=panel.sheets)
    counts = np.array(panel.counts, dtype=float)
    means = np.array([float(mean) for mean in panel.means])
    # The normal equations without the applications: the Laplacian of who scored what together with whom.
    laplacian = np.zeros((judges, judges))
    for given in panel.points:
        together = np.fromiter(given, dtype=np.intp)
        laplacian[np.ix_(together, together)] -= 1 / len(given)
    laplacian[np.diag_indices(judges)] += np.bincount(columns, minlength=judges)
    shared = 1 / judges
    inverse = np.linalg.inv(laplacian + shared) - shared
    leniency = (inverse * np.bincount(columns, points - means[rows], minlength=judges)).sum(axis=1)
    corrected = means - np.bincount(rows, leniency[columns], minlength=count) / counts
    left = points - corrected[rows] - leniency[columns]
    freedom = panel.sheets - count - judges + 1
    variance = float((left**2).sum()) / freedom if freedom else None
    errors = None if variance is None else np.sqrt(variance * np.maximum(inverse.diagonal(), 0))
    evaluators = tuple(
        Strictness(-float(leniency[place]), None if errors is None else float(errors[place])) for place in range(judges)
    )
    return Fit(evaluators, tuple(map(float, corrected)))
