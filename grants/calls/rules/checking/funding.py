"""Check the money of a call, who may apply, and who decides."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

from grants.calls.rules.checking.fields import Fields
from grants.calls.rules.checking.part import Part, not_above, not_below, repeated, unknown, words
from grants.calls.rules.parsing import parse_count, parse_money
from grants.calls.rules.phrases import phrase
from grants.calls.rules.problems import Problem

Amount = TypeVar("Amount", int, Decimal)
ONE_OF_TWO = phrase("either a fixed sum, or a maximum with or without a minimum")


def funding_problems(call: Part) -> Iterator[Problem]:
    """Report an amount that is none or would have to be divided, more carried over than there is, caps on nothing."""
    amount, when_short = call["funding"]["amount"], call["funding"]["when_short"]
    if isinstance(amount.value, dict):
        yield from _amount(amount)
    if amount["fixed"] and when_short.value == "partial":
        yield when_short.problem(phrase("%(values)s, because the amount is fixed", values='"stop", "skip"'))
    yield from not_above(call["funding"]["carried_over"]["amount"], call["funding"]["limit"]["total"], parse_money)
    yield from _caps(call)
    if call["funding"]["unused"] and not call["funding"]["limit"]["total"]:
        yield call["funding"]["unused"].problem(phrase("nothing, because no sum is announced"))
    if call["funding"]["lots"]:
        yield from _lots(call, Fields.of_form(call))


def people_problems(call: Part) -> Iterator[Problem]:
    """Report ages and committee numbers out of order, and kinds named twice."""
    applicants, committee = call["applicants"], call["committee"]
    yield from not_below(applicants["age"]["max"], applicants["age"]["min"], parse_count)
    yield from not_above(committee["quorum"], committee["size"], parse_count)
    yield from repeated(applicants["kinds"].each())
    yield from repeated(call["signature"]["by"].each())
    yield from repeated(channel["kind"] for channel in call["channels"].each())
    yield from repeated(call["languages"].each())


def _amount(amount: Part) -> Iterator[Problem]:
    if amount["fixed"] and (amount["min"] or amount["max"]):
        yield amount.problem(ONE_OF_TWO, phrase("has both a fixed sum and a range"))
    elif not amount["fixed"] and not amount["max"]:
        yield amount.problem(ONE_OF_TWO, phrase("has neither a fixed sum nor a maximum"))
    yield from not_below(amount["max"], amount["min"], parse_money)


def _lots(call: Part, form: Fields) -> Iterator[Problem]:
    """Report lots that not every application falls into exactly one of, or that are not the limit of the call."""
    lots, limit = call["funding"]["lots"], call["funding"]["limit"]
    code, options = lots["field"], [lot["option"] for lot in lots["limits"].each()]
    if code.word is not None:
        yield from _lot_field(code, form)
        field = form.find(code.word)
        known = words(field["options"]) if field and field["options"] else None
        for option in options:
            yield from unknown(option, known, phrase("the code of an option of the question about lots"))
        for missing in sorted((known or frozenset()) - {option.word for option in options}):
            yield lots["limits"].problem(
                phrase("a lot for each option of the question"), phrase("has none for “%(option)s”", option=missing)
            )
    yield from repeated(options)
    for lot in lots["limits"].each():
        if isinstance(lot.value, dict) and not lot["projects"] and not lot["total"]:
            yield lot.problem(phrase("a number of projects, a sum, or both"))
    yield from _together(limit["projects"], [lot["projects"] for lot in lots["limits"].each()], parse_count)
    yield from _together(limit["total"], [lot["total"] for lot in lots["limits"].each()], parse_money)
    for channel in call["channels"].each():
        if channel["kind"].word not in {None, "online"}:
            yield channel["kind"].problem(phrase("online, because lots need an answer of the form"))


def _lot_field(code: Part, form: Fields) -> Iterator[Problem]:
    field = form.find(code.word or "")
    choice = form.is_of_type(code.word or "", "choice")
    if not choice or (field is not None and (field["required"].value is not True or field["show_if"])):
        yield code.problem(phrase("the code of a choice of the form that everybody has to answer"))


def _together(whole: Part, parts: Sequence[Part], parse: Callable[[object], Amount]) -> Iterator[Problem]:
    """Report a limit of the call that is not what its lots have together."""
    numbers = [part.read(parse) for part in parts if part]
    if len(numbers) != len(parts):
        if whole:
            yield whole.problem(phrase("nothing, because not every lot has one"))
        return
    together = sum((Decimal(number) for number in numbers if number is not None), Decimal(0))
    stated = whole.read(parse) if whole else None
    if None not in numbers and numbers and (stated is None or Decimal(stated) != together):
        yield whole.problem(phrase("%(sum)s, what the lots have together", sum=format(together, "f")))


def _caps(call: Part) -> Iterator[Problem]:
    caps = [cap["category"] for cap in call["funding"]["category_caps"].each()]
    for category in caps:
        yield from unknown(category, _categories(call), phrase("the code of a category of a budget in the form"))
    yield from repeated(caps)


def _categories(call: Part) -> frozenset[str] | None:
    """Return the codes of all budget categories of the form, if any; None if some cannot be read."""
    form = Fields.of_form(call)
    found = [words(field["categories"]) for field in form.all if field["type"].word == "budget" and field["categories"]]
    known = [codes for codes in found if codes is not None]
    return frozenset[str]().union(*known) if form.complete and len(known) == len(found) else None
