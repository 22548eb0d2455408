"""The page of notices names every message the code sends, and no other."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

PAGE = Path("docs/notices.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([^`]+)` \| \[([^]]+)\]\(\.\./([^)]+)\)", PAGE, re.MULTILINE)

QUEUES = ("queue", "queue_words", "mail_paper")


def events_queued() -> Iterator[str]:
    """Return the event of every call in the code of what puts a message into the outbox, but that of one by another."""
    for path in set(Path("grants").rglob("*.py")) - {
        Path("grants/notices/services.py"),
        Path("grants/awards/mailing.py"),
    }:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for call in (call for name in QUEUES for call in calls_of(name, function)):
                event = next(keyword.value for keyword in call.keywords if keyword.arg == "event")
                yield from values(event, function, tree, path)


def values(event: ast.expr, function: ast.FunctionDef, tree: ast.AST, path: Path) -> Iterator[str]:
    """Return what an expression stands for: a text, a constant of the module, or what its callers pass."""
    if isinstance(event, ast.Constant):
        yield str(event.value)
        return
    assert isinstance(event, ast.Name), f"{path}: the event is said in a way this test cannot read"
    parameters = [argument.arg for argument in function.args.args]
    if event.id not in parameters:
        yield str(getattr(import_module(".".join(path.with_suffix("").parts)), event.id))
        return
    for call in calls_of(function.name, tree):
        yield from values(call.args[parameters.index(event.id)], function, tree, path)


def calls_of(name: str, tree: ast.AST) -> Iterator[ast.Call]:
    """Return every call of a function by its bare name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def test_every_message_is_on_the_page() -> None:
    assert sorted({event for event, _words, _file in ROWS}) == sorted(set(events_queued()))


def test_the_words_of_every_message_are_named() -> None:
    templates = {path.as_posix() for path in Path("templates").glob("*/notices/*.txt")}
    assert {file for _event, _words, file in ROWS} == templates


def test_a_link_is_called_as_its_template() -> None:
    assert [f"templates/{words}.txt" for _event, words, _file in ROWS] == [file for _event, _words, file in ROWS]
