"""Check the money of a call, who may apply, and who decides."""

from collections.abc import Iterator

from grants.calls.rules.checking.fields import Fields
from grants.calls.rules.checking.part import Part, not_above, not_below, repeated, unknown, words
from grants.calls.rules.parsing import parse_count, parse_money
from grants.calls.rules.phrases import phrase
from grants.calls.rules.problems import Problem

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
