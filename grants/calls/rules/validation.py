"""Check a rules document completely: its shapes and what must hold between them, every problem at once."""

from collections.abc import Iterator

from grants.calls.rules.canonical import dump
from grants.calls.rules.checking.form import form_problems
from grants.calls.rules.checking.funding import funding_problems, people_problems
from grants.calls.rules.checking.part import Part
from grants.calls.rules.checking.schedule import schedule_problems
from grants.calls.rules.checking.scoring import scoring_problems
from grants.calls.rules.checking.strings import unsafe_values
from grants.calls.rules.checking.structure import read_structure
from grants.calls.rules.document import Rules
from grants.calls.rules.phrases import MISSING, phrase
from grants.calls.rules.problems import InvalidDocument, Problem, arranged
from grants.calls.rules.values import WantedText

CHECKS = (schedule_problems, funding_problems, people_problems, form_problems, scoring_problems)
TO_PUBLISH = (
    ("approved_by", phrase("the act that approved the rules: body, number and date")),
    ("privacy", phrase("the notice on personal data")),
)


def validate_rules(raw: object, *, at: str = "call") -> list[Problem]:
    """Return everything that is wrong with a raw rules document; its paths start with `at`."""
    return _examined(raw, at)[1]


def read_rules(raw: object, *, at: str = "call") -> Rules:
    """Return the rules that a raw document holds; raise InvalidDocument with every problem otherwise."""
    rules, problems = _examined(raw, at)
    if rules is None or problems:
        raise InvalidDocument(problems, raw)
    return rules


def publication_problems(rules: Rules, *, at: str = "call") -> list[Problem]:
    """Return what valid rules still lack before they may be published.

    A decision has to say what it rests on and where it can be contested, and applicants what becomes of their data;
    every text has words in the first language of the call.
    """
    call = Part(dump(rules), key=at)
    lacking = [call[name].problem(expected, MISSING) for name, expected in TO_PUBLISH if not call[name]]
    contest = call["schedule"]["contest"]
    if not contest:
        lacking.append(contest.problem(phrase("how long and where a decision can be contested"), MISSING))
    written = WantedText(rules.languages[0], blank=False)
    _, unwritten = read_structure(Rules, call.value, at=at, context=written)
    return arranged([*lacking, *unwritten])


def rules_problems(call: Part) -> Iterator[Problem]:
    """Report what does not hold between the values of a raw rules document that may be broken anywhere."""
    for check in CHECKS:
        yield from check(call)


def wanted_text(call: Part) -> WantedText | None:
    """Return the language every text of a raw rules document has to be in, if that can be read."""
    first = next(call["languages"].each(), None)
    return WantedText(first.word) if first and first.word else None


def unsafe_elsewhere(document: Part, problems: list[Problem]) -> Iterator[Problem]:
    """Report unsafe values at places where nothing else is wrong yet."""
    taken = {problem.path for problem in problems}
    yield from (problem for problem in unsafe_values(document) if problem.path not in taken)


def _examined(raw: object, at: str) -> tuple[Rules | None, list[Problem]]:
    call = Part(raw, key=at)
    rules, problems = read_structure(Rules, raw, at=at, context=wanted_text(call))
    return rules, arranged([*problems, *unsafe_elsewhere(call, problems), *rules_problems(call)])
