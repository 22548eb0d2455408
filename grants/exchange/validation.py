"""Check a competition bundle completely: the rules, and what applications, sheets and ties say in their terms."""

from collections import Counter
from collections.abc import Iterator

from grants.calls.rules.checking.part import Part, repeated, unknown, unknown_members, words
from grants.calls.rules.checking.structure import read_structure
from grants.calls.rules.phrases import phrase
from grants.calls.rules.problems import InvalidDocument, Problem, arranged
from grants.calls.rules.unknown import unknown_keys
from grants.calls.rules.validation import rules_problems, unsafe_elsewhere, wanted_text
from grants.exchange.bundle import Bundle
from grants.exchange.marks import Scales

CHECK = phrase("the code of a check of the call")
CRITERION = phrase("the code of a criterion of the call")


def validate_bundle(raw: object) -> list[Problem]:
    """Return everything that is wrong with a raw bundle."""
    return _examined(raw)[1]


def read_bundle(raw: object) -> Bundle:
    """Return the bundle that raw data holds; raise InvalidDocument with every problem otherwise."""
    bundle, problems = _examined(raw)
    if bundle is None or problems:
        raise InvalidDocument(problems)
    return bundle


def unknown_bundle_keys(raw: object) -> list[str]:
    """Return the paths of all members of a raw bundle that no model knows: kept, but perhaps misspelt."""
    return unknown_keys(raw, Bundle, at="")


def _examined(raw: object) -> tuple[Bundle | None, list[Problem]]:
    part = Part(raw)
    bundle, problems = read_structure(Bundle, raw, context=wanted_text(part["call"]))
    relational = (*rules_problems(part["call"]), *_bundle_problems(part))
    return bundle, arranged([*problems, *unsafe_elsewhere(part, problems), *relational])


def _bundle_problems(bundle: Part) -> Iterator[Problem]:
    applications = list(bundle["applications"].each())
    yield from repeated(one["id"] for one in bundle["evaluators"].each())
    yield from repeated(one["reference"] for one in applications)
    terms = _Terms(bundle)
    for application in applications:
        yield from terms.application_problems(application)
    for tie in bundle["ties"].each():
        yield from _tie(tie)


class _Terms:
    """The terms in which the applications of one bundle speak: its checks, criteria and evaluators."""

    def __init__(self, bundle: Part) -> None:
        self._checks = words(bundle["call"]["checks"])
        self._criteria = words(bundle["call"]["criteria"])
        self._scales = Scales(bundle["call"]["criteria"])
        self._evaluators = words(bundle["evaluators"], "id")

    def application_problems(self, application: Part) -> Iterator[Problem]:
        """Report an application that names what the bundle does not hold, or holds a mark off its scale."""
        yield from unknown_members(application["checks"], self._checks, CHECK)
        sheets = list(application["evaluations"].each())
        yield from repeated(sheet["evaluator"] for sheet in sheets)
        for sheet in sheets:
            yield from self._sheet(sheet)
        yield from unknown_members(application["consensus"], self._criteria, CRITERION)
        yield from self._scales.consensus_problems(application["consensus"])
        for reason in application["decision"]["reasons"].each():
            yield from self._reason(reason)
        for complaint in application["complaints"].each():
            for code in (*complaint["corrected"].each(), *complaint["failed"].each()):
                yield from unknown(code, self._checks, CHECK)

    def _sheet(self, sheet: Part) -> Iterator[Problem]:
        yield from unknown(sheet["evaluator"], self._evaluators, phrase("the id of an evaluator of the file"))
        yield from unknown_members(sheet["scores"], self._criteria, CRITERION)
        yield from unknown_members(sheet["comments"], self._criteria, CRITERION)
        yield from self._scales.problems(sheet["scores"])

    def _reason(self, reason: Part) -> Iterator[Problem]:
        yield from unknown(reason["check"], self._checks, CHECK)
        yield from unknown(reason["criterion"], self._criteria, CRITERION)


def _tie(tie: Part) -> Iterator[Problem]:
    """Report an order that is none of the references; which group an entry settles is for the ranking to say."""
    references = [one.word for one in tie["references"].each()]
    order = [one.word for one in tie["order"].each()]
    yield from repeated(tie["references"].each())
    if tie["order"] and tie["references"] and Counter(references) != Counter(order):
        yield tie["order"].problem(
            phrase("the same references in another order"), phrase("does not hold exactly these references")
        )
