"""Which pairs the solvers are given: all of them, or of a large call the most fitting of each application."""

import numpy as np

from grants.evaluation.assignment.problem import Numbers

MOST_PAIRS = 500_000
"""Up to how many pairs all are looked at."""
FEWEST = 50
"""How many evaluators of each application are looked at in a large call, before more are needed."""


def most_fitting(worth: Numbers, each: int) -> Numbers:
    """Return (application, evaluator) of the `each` best of every row, by row and column; what is negative is none.

    Of equals each row begins with others, so that nobody is a candidate only of the first applications.
    """
    rows, columns = worth.shape
    if each >= columns:
        return np.argwhere(worth >= 0).astype(np.int64)
    turned = (np.arange(columns)[None, :] - 7 * np.arange(rows)[:, None]) % columns
    rank = worth * columns - turned
    best = np.sort(np.argpartition(-rank, each, axis=1)[:, :each], axis=1)
    found = np.stack([np.repeat(np.arange(rows), each), best.ravel()], axis=1).astype(np.int64)
    return found[worth[found[:, 0], found[:, 1]] >= 0]


def widths(rows: int, columns: int) -> list[int]:
    """Return how many candidates of each application are tried one after the other while places stay open."""
    whole = max(columns, 1)
    if rows * columns <= MOST_PAIRS:
        return [whole]
    return [width for width in (FEWEST, 4 * FEWEST) if width < whole] or [whole]
