"""Tie-breaks: what the rules look at, in their order, where totals are equal."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from grants.awards.ranking.exact import exact_number, exact_sum, on_one_scale
from grants.awards.ranking.gates import Assessment
from grants.calls.rules.document import Rules

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Value = Callable[[Assessment], Fraction | None]
Place = tuple[bool, int]
"""Sorts the better first; True stands for a missing value and sorts last, whatever the direction."""


@dataclass(frozen=True, slots=True)
class TieBreak:
    """Compare applications by one value of theirs, in one direction."""

    value: Value
    descending: bool

    def places(self, assessments: Sequence[Assessment]) -> list[Place]:
        """Return a sort key for each application: the better value first, a missing one last."""
        values = [self.value(one) for one in assessments]
        scaled = on_one_scale([value or Fraction(0) for value in values])
        sign = -1 if self.descending else 1
        return [(value is None, sign * size) for value, size in zip(values, scaled, strict=True)]


BY_TOTAL = TieBreak(lambda one: one.total, descending=True)
"""What the ranking looks at before any tie-break."""


def parse_tie_break(rules: Rules, text: str) -> TieBreak:
    """Read one `tie_break` of the rules, such as `criterion:2.2`, `requested:asc` or `field:participants:desc`."""
    subject, *arguments = text.split(":")
    if subject == "criterion":
        return TieBreak(_mean_of(arguments[0]), descending=True)
    descending = arguments[-1] == "desc"
    if subject == "field":
        return TieBreak(_answer_to(arguments[0]), descending)
    if subject == "own_share":
        return TieBreak(_own_share_by(rules), descending)
    values = {"requested": _requested, "submitted_at": _submitted_at, "funded_before": _funded_before}
    return TieBreak(values[subject], descending)


def own_share(answers: Mapping[str, object], budgets: Iterable[str]) -> Fraction:
    """Return the applicant's share: `own` and `in_kind` in the rows of these budget answers; none stated is zero."""
    rows = (row for code in budgets for row in _rows(answers.get(code)))
    stated = (exact_number(row.get(column)) for row in rows for column in ("own", "in_kind"))
    return exact_sum(share for share in stated if share is not None)


def share_in(answers: Mapping[str, object], rules: Rules) -> Fraction | None:
    """Return what an applicant pays by their answers; None where the rules do not ask for it."""
    if any(field.code == "own_share" for field in rules.fields):
        return exact_number(answers.get("own_share"))
    budgets = [field.code for field in rules.fields if field.type == "budget"]
    return own_share(answers, budgets) if budgets else None


def _rows(budget: object) -> Iterator[Mapping[str, object]]:
    if isinstance(budget, list | tuple):
        yield from (row for row in budget if isinstance(row, Mapping))


def _own_share_by(rules: Rules) -> Value:
    # A call without a budget table can ask for the sum in a field of this code.
    if any(field.code == "own_share" for field in rules.fields):
        return lambda one: exact_number(one.entry.answers.get("own_share")) or Fraction(0)
    budgets = [field.code for field in rules.fields if field.type == "budget"]
    return lambda one: own_share(one.entry.answers, budgets)


def _mean_of(code: str) -> Value:
    return lambda one: one.means[code]


def _answer_to(code: str) -> Value:
    return lambda one: exact_number(one.entry.answers.get(code))


def _requested(one: Assessment) -> Fraction:
    return Fraction(one.entry.requested)


def _submitted_at(one: Assessment) -> Fraction:
    return Fraction((one.entry.submitted_at - EPOCH) // timedelta(microseconds=1))


def _funded_before(one: Assessment) -> Fraction | None:
    answer = one.entry.answers.get("funded_before")
    return Fraction(answer) if isinstance(answer, bool) else None
