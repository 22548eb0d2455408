"""Check the conditions under which fields of a form are shown."""

from collections.abc import Iterator, Mapping

from grants.calls.rules.checking.fields import Fields
from grants.calls.rules.checking.part import Part, words
from grants.calls.rules.phrases import phrase
from grants.calls.rules.problems import Problem


def condition_problems(fields: Fields) -> Iterator[Problem]:
    """Report conditions on unknown fields, on answers nobody can give, and on themselves in a circle."""
    for field in fields.all:
        yield from _condition(field["show_if"], fields)
    yield from _circles(fields.own)


def _condition(condition: Part, fields: Fields) -> Iterator[Problem]:
    code = condition["field"].word
    if code is None:
        return
    other = fields.find(code)
    if other:
        yield from _answer(condition["equals"], other)
    elif fields.lacks(code):
        yield condition["field"].problem(phrase("the code of a field of the form"))


def _answer(answer: Part, field: Part) -> Iterator[Problem]:
    kind, options = field["type"].word, words(field["options"])
    if not answer:
        return
    if kind in {"yes_no", "declaration"} and not isinstance(answer.value, bool):
        yield answer.problem(phrase("true or false, the answers to %(path)s", path=field.path))
    if kind in {"choice", "multi_choice"} and options:
        given = list(answer.each()) if kind == "multi_choice" and answer.is_list else [answer]
        if not all(one.word in options for one in given):
            yield answer.problem(phrase("the code of an option of %(path)s", path=field.path))


def _circles(fields: dict[str, Part]) -> Iterator[Problem]:
    follows = {code: field["show_if"]["field"].word for code, field in fields.items()}
    reported: set[str] = set()
    for code in reversed(fields):
        circle = _circle(code, follows)
        if circle and reported.isdisjoint(circle):
            reported.update(circle)
            yield fields[code]["show_if"]["field"].problem(
                phrase("conditions that do not lead back to their own field"),
                phrase("is cyclic: %(way)s", way=" → ".join([*circle, code])),
            )


def _circle(start: str, follows: Mapping[str, str | None]) -> list[str]:
    """Return the codes on the way from a field through its conditions back to it; empty if they do not lead back."""
    path = [start]
    while (code := follows.get(path[-1])) is not None and code not in path:
        path.append(code)
    return path if code == start else []
