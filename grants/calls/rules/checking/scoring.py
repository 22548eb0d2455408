"""Check the checks and criteria of a call and the rules that make a ranking of them."""

from collections.abc import Iterator
from decimal import Context, Decimal
from fractions import Fraction

from grants.calls.rules.checking.fields import CHOICES, NUMBERS, Fields
from grants.calls.rules.checking.part import Part, not_above, not_below, repeated, words
from grants.calls.rules.limits import MAX_DIGITS
from grants.calls.rules.parsing import parse_decimal, parse_positive
from grants.calls.rules.phrases import Phrase, phrase
from grants.calls.rules.problems import Problem
from grants.calls.rules.scale import divides

TIE_BREAKS = (
    "criterion:CODE, requested:asc|desc, submitted_at:asc|desc, field:CODE:asc|desc, own_share:desc, funded_before:asc"
)


# A product of two numbers has at most twice their digits on either side of the point, and a sum of products few more.
EXACT = Context(prec=5 * MAX_DIGITS)


def scoring_problems(call: Part) -> Iterator[Problem]:
    """Report scales that do not work out, thresholds out of reach, and tie-breaks that compare nothing."""
    criteria = list(call["criteria"].each())
    yield from repeated(check["code"] for check in call["checks"].each())
    yield from repeated(criterion["code"] for criterion in criteria)
    for criterion in criteria:
        yield from _scale(criterion)
    if call["criteria"].is_list:
        yield from _total_threshold(call["scoring"]["total_threshold"], criteria)
    yield from _themes(call["scoring"]["themes_field"], Fields.of_form(call))
    yield from _tie_breaks(call)
    yield from _sealing(call["scoring"])


def _scale(criterion: Part) -> Iterator[Problem]:
    low, high = criterion["min"], criterion["max"]
    yield from not_above(criterion["threshold"], high, parse_decimal)
    yield from not_below(criterion["threshold"], low, parse_decimal)
    bottom, top, step = low.read(parse_decimal), high.read(parse_decimal), criterion["step"].read(parse_positive)
    if bottom is None or top is None:
        return
    length = Fraction(top) - Fraction(bottom)
    if length <= 0:
        yield high.problem(phrase("more than %(value)s, as %(path)s", value=format(bottom, "f"), path=low.path))
    elif step is not None and not divides(step, length):
        scale = {"low": format(bottom, "f"), "high": format(top, "f")}
        expected = phrase("a step that divides the scale from %(low)s to %(high)s into equal parts", **scale)
        yield criterion["step"].problem(expected)


def _total_threshold(threshold: Part, criteria: list[Part]) -> Iterator[Problem]:
    wanted = threshold.read(parse_decimal)
    best = [_best(criterion) for criterion in criteria]
    if wanted is None or any(one is None for one in best):
        return
    maximum = sum((one for one in best if one is not None), Fraction())
    if Fraction(wanted) > maximum:
        yield threshold.problem(phrase("at most %(most)s, the largest weighted sum", most=_plain(maximum)))


def _best(criterion: Part) -> Fraction | None:
    top = criterion["max"].read(parse_decimal)
    weight = criterion["weight"].read(parse_positive) if criterion["weight"] else Decimal(1)
    return None if top is None or weight is None else Fraction(top) * Fraction(weight)


def _plain(value: Fraction) -> str:
    exact = EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    return format(exact.normalize(EXACT), "f")


def _sealing(scoring: Part) -> Iterator[Problem]:
    """Report marks that are to be sealed until two open them, and to be seen before."""
    if scoring["opened_by_two"].value is True and scoring["marks_open"]:
        yield scoring["marks_open"].problem(phrase("nothing, as two officials open the marks (opened_by_two)"))


def _themes(themes: Part, fields: Fields) -> Iterator[Problem]:
    if themes.word is not None and not fields.is_of_type(themes.word, *CHOICES):
        yield themes.problem(phrase("the code of a choice or multi_choice field of the form"))


def _tie_breaks(call: Part) -> Iterator[Problem]:
    known = _Known(call)
    tie_breaks = list(call["scoring"]["tie_break"].each())
    for tie_break in tie_breaks:
        expected = known.expected(tie_break.word)
        if expected:
            yield tie_break.problem(expected)
    yield from repeated(tie_breaks)


class _Known:
    """What tie-breaks may compare in one call."""

    def __init__(self, call: Part) -> None:
        self._criteria = words(call["criteria"])
        self._fields = Fields.of_form(call)

    def expected(self, tie_break: str | None) -> Phrase | None:
        """Return what is expected instead of a tie-break; None if it can be applied."""
        match (tie_break or "").split(":"):
            case ["criterion", code]:
                known = self._criteria is None or code in self._criteria
                return None if known else phrase("criterion:CODE with the code of a criterion")
            case ["field", code, "asc" | "desc"]:
                known = self._fields.is_of_type(code, *NUMBERS)
                return None if known else phrase("field:CODE with the code of a number in the form")
            case ["funded_before", "asc"]:
                known = self._fields.is_of_type("funded_before", "yes_no")
                return None if known else phrase("a yes_no field with the code funded_before in the form")
            case ["requested" | "submitted_at", "asc" | "desc"] | ["own_share", "desc"]:
                return None
        return phrase("one of %(values)s", values=TIE_BREAKS)
