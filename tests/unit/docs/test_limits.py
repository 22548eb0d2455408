"""The page of limits says what the constants of the code say, and leaves none of them out."""

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from annotated_types import MaxLen
from pydantic import BaseModel

from config import Settings

PAGE = Path("docs/limits.md").read_text(encoding="utf-8")
ROWS: list[tuple[str, str]] = re.findall(r"^\|[^|]+\| (\d[^|]*) \| `([^`]+)` \|$", PAGE, re.MULTILINE)
NAMED = re.compile(r"MAX_\w+|MOST_\w+|PAGE")
UNITS: dict[str, Any] = {"": 1, "MB": 1024 * 1024, **{unit: timedelta(**{unit: 1}) for unit in ("days", "hours", "minutes", "seconds")}}  # fmt: skip  # noqa: E501


def said(limit: str) -> Any:
    """Return the value that stands on the page, such as 20,000 or 15 minutes."""
    number, _space, unit = limit.partition(" ")
    return int(number.replace(",", "")) * (UNITS.get(unit) or UNITS[f"{unit}s"])


def found(where: str) -> Any:
    """Return what the code has at a place: a setting, a constant, an entry of one, or the bound of a model's list."""
    if where.startswith("config:"):
        return Settings().flask()[where.removeprefix("config:")]
    path, _bracket, key = where.rstrip("]").partition("[")
    *modules, name = path.split(".")
    if modules[-1][0].isupper():
        return bound(getattr(import_module(".".join(modules[:-1])), modules[-1]), name)
    value = getattr(import_module(".".join(modules)), name)
    return value[key] if key else value


def bound(model: type[BaseModel], field: str) -> int:
    """Return how long a list of a model may be."""
    return next(rule.max_length for rule in model.model_fields[field].metadata if isinstance(rule, MaxLen))


def constants() -> Iterator[str]:
    """Return every constant of the code whose name says that it is a limit."""
    for path in [*Path("grants").rglob("*.py"), *Path("workers").glob("*.py")]:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            for target in node.targets if isinstance(node, ast.Assign) else ():
                if isinstance(target, ast.Name) and NAMED.fullmatch(target.id):
                    yield ".".join((*path.with_suffix("").parts, target.id))


@pytest.mark.parametrize(("limit", "where"), ROWS, ids=[where for _limit, where in ROWS])
def test_the_page_says_what_the_code_says(limit: str, where: str) -> None:
    assert said(limit) == found(where)


@pytest.mark.parametrize("constant", sorted(constants()))
def test_no_limit_is_left_out(constant: str) -> None:
    assert constant in {where.partition("[")[0] for _limit, where in ROWS}, "add it to docs/limits.md"


def test_every_row_of_the_tables_is_read() -> None:
    assert len(ROWS) == sum(line.startswith("| ") and "`" in line for line in PAGE.splitlines())
