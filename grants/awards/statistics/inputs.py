"""What goes into the figures of a call: which sheets count, and how many awards there are. Pure."""

from collections.abc import Iterable, Mapping

from grants.awards.ranking import Entry, Outcome, Ranking, Tie, rank
from grants.calls.rules.document import Rules
from grants.evaluation.statistics.panel import Panel, SheetMarks, panel_of


def has_passed(rules: Rules, entry: Entry) -> bool:
    """Tell whether an application counts: not withdrawn, and every check answered and met, whatever its points."""
    answers = [entry.checks.get(check.code) for check in rules.checks]
    return not entry.withdrawn and all(answer is not None and answer != "no" for answer in answers)


def panel_in(rules: Rules, entries: Mapping[str, Entry], sheets: SheetMarks) -> Panel:
    """Return the panel of a call; `sheets` are those without a conflict, by the references of `entries`."""
    counted = {reference: sheets[reference] for reference in sheets if has_passed(rules, entries[reference])}
    return panel_of(rules.criteria, counted)


def awards_in(rules: Rules, entries: Iterable[Entry], ties: Iterable[Tie], ranking: Ranking) -> int | None:
    """Return how many applications the allocation funds; None without a limit of places or money.

    Places that hang on an open tie count as filled, as if it were settled in the order of the references.
    """
    if all(limit.projects is None and limit.total is None for limit in rules.funding.limits.values()):
        return None
    entries, settled = list(entries), list(ties)
    while tied := [one for one in ranking.placements if one.outcome is Outcome.TIED]:
        group = next(one.equals for one in tied if len(one.equals) > 1)
        settled.append(Tie(group, group))
        ranking = rank(rules, entries, settled)
    return sum(one.outcome is Outcome.AWARDED for one in ranking.placements)
