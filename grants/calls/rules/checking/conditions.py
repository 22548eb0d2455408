"""Check the conditions under which fields of a form are shown."""

from collections.abc import Iterator, Mapping, Sequence

from grants.calls.rules.checking.part import Part, words
from grants.calls.rules.problems import Problem


def condition_problems(fields: Sequence[Part], outer: Mapping[str, Part]) -> Iterator[Problem]:
    """Report conditions on unknown fields, on answers nobody can give, and on themselves in a circle.

    `outer` holds the fields of the form, by code, when `fields` are the columns of a table.
    """
    own = {field["code"].word: field for field in reversed(fields) if field["code"].word is not None}
    known = {**outer, **own}
    for field in fields:
        yield from _condition(field["show_if"], known)
    yield from _circles(own)


def _condition(condition: Part, known: Mapping[str, Part]) -> Iterator[Problem]:
    other = condition["field"].word
    if other is None:
        return
    if other not in known:
        yield condition["field"].problem("the code of a field of the form")
    elif condition["equals"]:
        yield from _answer(condition["equals"], known[other])


def _answer(answer: Part, field: Part) -> Iterator[Problem]:
    kind, options = field["type"].word, words(field["options"].each())
    if kind in {"yes_no", "declaration"} and not isinstance(answer.value, bool):
        yield answer.problem(f"true or false, the answers to {field.path}")
    if kind in {"choice", "multi_choice"} and options:
        given = answer.value if isinstance(answer.value, list) and kind == "multi_choice" else [answer.value]
        if not all(isinstance(one, str) and one in options for one in given):
            yield answer.problem(f"the code of an option of {field.path}")


def _circles(fields: dict[str, Part]) -> Iterator[Problem]:
    follows = {code: field["show_if"]["field"].word for code, field in fields.items()}
    reported: set[str] = set()
    for code in reversed(fields):
        circle = _circle(code, follows)
        if circle and reported.isdisjoint(circle):
            reported.update(circle)
            yield fields[code]["show_if"]["field"].problem(
                "conditions that do not lead back to their own field",
                f"is cyclic: {' → '.join([*circle, code])}",
            )


def _circle(start: str, follows: Mapping[str, str | None]) -> list[str]:
    """Return the codes on the way from a field through its conditions back to it; empty if they do not lead back."""
    path = [start]
    while (code := follows.get(path[-1])) is not None and code not in path:
        path.append(code)
    return path if code == start else []
