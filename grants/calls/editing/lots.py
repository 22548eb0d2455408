"""Lots of a draft: what can share places and money out, and what follows from what was typed. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from grants.calls.editing.paths import Path, Raw, get, put
from grants.calls.rules.parsing import RefusedValueError, parse_count, parse_money

LOTS: Path = ("funding", "lots")
LIMIT: Path = ("funding", "limit")


def questions_for_lots(document: Raw) -> tuple[str, ...]:
    """Return the codes of the choices of the form that everybody has to answer: every one tells applications apart."""
    return tuple(field["code"] for field in _choices(document))


def options_for_lots(document: Raw) -> tuple[str, ...]:
    """Return the options that can be lots: those of the question chosen, or of every one there is to choose."""
    chosen = get(document, (*LOTS, "field"))
    fields = [field for field in _choices(document) if chosen in {None, field["code"]}]
    return tuple(dict.fromkeys(option["code"] for field in fields for option in get(field, ("options",)) or ()))


def put_lots_in_order(document: Raw) -> None:
    """Drop lots of no option or without any limit, and let the limit of the call be what its lots have together.

    Where only one question can tell lots apart, it need not be chosen.
    """
    lots, questions = get(document, LOTS), questions_for_lots(document)
    if lots is None:
        return
    limits = [lot for lot in lots.get("limits", ()) if "projects" in lot or "total" in lot]
    if not lots.get("field") and limits and len(questions) == 1:
        lots["field"] = questions[0]
    if not lots.get("field"):
        put(document, LOTS, None)
        return
    known = set(options_for_lots(document))
    lots["limits"] = [lot for lot in limits if lot["option"] in known]
    put(document, (*LIMIT, "projects"), _together(lots["limits"], "projects"))
    put(document, (*LIMIT, "total"), _together(lots["limits"], "total"))


def _together(limits: list[Raw], name: str) -> int | str | None:
    """Return what the lots have together, None unless each has something; what cannot be read is left to be refused."""
    try:
        if name == "projects":
            return sum(parse_count(lot[name]) for lot in limits) if all(name in lot for lot in limits) else None
        sums = [parse_money(lot[name]) for lot in limits if name in lot]
    except RefusedValueError:
        return None
    return f"{sum(sums, Decimal(0)):.2f}" if len(sums) == len(limits) and sums else None


def _choices(document: Raw) -> Iterator[Raw]:
    for section in document["form"]:
        for field in section["fields"]:
            if field["type"] == "choice" and field.get("required") is True and not field.get("show_if"):
                yield field
