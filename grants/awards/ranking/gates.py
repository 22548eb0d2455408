"""Gates: who is out before any ranking, and why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from grants.awards.ranking.entries import Entry
from grants.awards.ranking.exact import Weights
from grants.awards.ranking.means import Averages, Means
from grants.awards.ranking.results import Outcome, Reason, ReasonCode
from grants.calls.rules.document import Rules


@dataclass(frozen=True, slots=True)
class Assessment:
    """Hold what the gates found: the outcome of the gate that stopped the application, None if it passed them all."""

    entry: Entry
    means: Means
    total: Fraction | None
    outcome: Outcome | None
    reasons: tuple[Reason, ...] = ()
    lot: str | None = None


class Gates:
    """Lead the applications of one call through its gates: withdrawn, ineligible, pending, rejected."""

    def __init__(self, rules: Rules) -> None:
        self._averages = Averages(rules)
        self._funding = rules.funding
        self._checks = [check.code for check in rules.checks]
        self._weights = Weights([Fraction(one.weight) for one in rules.criteria])
        self._thresholds = {one.code: Fraction(one.threshold) for one in rules.criteria if one.threshold is not None}
        threshold = rules.scoring.total_threshold
        self._total_threshold = None if threshold is None else Fraction(threshold)

    def assess(self, entry: Entry) -> Assessment:
        """Return the means of an application, its total where it has one, and the first gate that stops it."""
        found = self._assess(entry)
        return replace(found, lot=self._funding.lot_of(entry.answers)) if self._funding.lots else found

    def _assess(self, entry: Entry) -> Assessment:
        means = self._averages.of(entry.sheets, entry.consensus)
        if entry.withdrawn:
            return Assessment(entry, means, None, Outcome.WITHDRAWN, (Reason(ReasonCode.WITHDRAWN),))
        answers = [(code, entry.checks.get(code)) for code in self._checks]
        failed = tuple(Reason(ReasonCode.CHECK_FAILED, check=code) for code, answer in answers if answer == "no")
        if failed:
            return Assessment(entry, means, None, Outcome.INELIGIBLE, failed)
        total = self._total(means)
        if total is None or any(answer is None for _, answer in answers) or self._is_of_no_lot(entry):
            return Assessment(entry, means, None, Outcome.PENDING)
        missed = tuple(self._missed(means, total))
        return Assessment(entry, means, total, Outcome.REJECTED if missed else None, missed)

    def _is_of_no_lot(self, entry: Entry) -> bool:
        """Tell whether nothing says with whom an application competes."""
        return self._funding.lots is not None and self._funding.lot_of(entry.answers) is None

    def _total(self, means: Means) -> Fraction | None:
        given = [value for value in means.values() if value is not None]
        return self._weights.sum_of(given) if len(given) == len(means) else None

    def _missed(self, means: Means, total: Fraction) -> Iterator[Reason]:
        for code, threshold in self._thresholds.items():
            value = means[code]
            if value is not None and value < threshold:
                yield Reason(ReasonCode.CRITERION_THRESHOLD, criterion=code)
        if self._total_threshold is not None and total < self._total_threshold:
            yield Reason(ReasonCode.TOTAL_THRESHOLD)
