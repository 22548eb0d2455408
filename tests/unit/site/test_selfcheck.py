"""The self-check covers all eleven aspects, names tests there are, and every one of them passed."""

import ast
from pathlib import Path

from grants.site.selfcheck import ASPECTS, findings
from scripts.selfcheck import TESTS


def test_it_has_the_eleven_aspects_of_the_regulation() -> None:
    assert len(ASPECTS) == 11
    assert list(TESTS) == list(ASPECTS)


def test_it_names_tests_that_are_there() -> None:
    missing = []
    for name in {name for some in TESTS.values() for name in some}:
        file, _colons, function = name.partition("::")
        tree = ast.parse(Path(file).read_text(encoding="utf-8"))
        missing += (
            [] if function in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)} else [name]
        )
    assert missing == []


def test_everything_it_says_was_run_and_passed() -> None:
    told = [(str(finding.title), finding.tests, finding.passed) for finding in findings()]
    assert [one for one in told if not one[1] or one[1] != one[2]] == [], "run .venv/bin/python -m scripts.selfcheck"
