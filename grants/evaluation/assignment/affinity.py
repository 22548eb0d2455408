"""How well an evaluator fits an application, as a whole number: 0 only for who would rather not and shares nothing."""

import numpy as np

from grants.evaluation.assignment.problem import Numbers
from grants.evaluation.assignment.task import Task, Wish

UNASKED = 2
"""What a pair is worth of which nothing is known."""
WISHES = {Wish.WANT: 6, Wish.CAN: 4, Wish.RATHER_NOT: 0}
"""What a wish is worth instead."""
THEME, LANGUAGE = 3, 3
"""What a shared theme adds, however many are shared, and the language of the application."""
BARRED = -1


def affinities_of(task: Task) -> Numbers:
    """Return a row for each application with what each judge is worth to it; BARRED where they never judge it."""
    rows = {wanted.id: row for row, wanted in enumerate(task.applications)}
    columns = {judge.id: column for column, judge in enumerate(task.judges)}
    worth = np.full((len(rows), len(columns)), UNASKED, dtype=np.int64)
    for column, judge in enumerate(task.judges):
        for application, wish in judge.wishes.items():
            if application in rows:
                worth[rows[application], column] = WISHES[wish]
    worth += THEME * _shared([wanted.themes for wanted in task.applications], [judge.themes for judge in task.judges])
    spoken = [frozenset(filter(None, [wanted.language])) for wanted in task.applications]
    worth += LANGUAGE * _shared(spoken, [judge.languages for judge in task.judges])
    for application, evaluator in task.barred:
        if application in rows and evaluator in columns:
            worth[rows[application], columns[evaluator]] = BARRED
    return worth


def _shared(applications: list[frozenset[str]], judges: list[frozenset[str]]) -> Numbers:
    """Return 1 where an application and a judge have a word in common, else 0."""
    words = sorted(frozenset().union(*applications))
    shared = np.zeros((len(applications), len(judges)), dtype=np.int64)
    for word in words:
        has = np.array([word in each for each in applications], dtype=np.bool_)
        knows = np.array([word in each for each in judges], dtype=np.bool_)
        shared |= np.outer(has, knows)
    return shared
