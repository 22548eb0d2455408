"""The page of states says what the transition tables say."""

from pathlib import Path

from scripts import diagrams


def test_the_page_is_what_the_tables_draw() -> None:
    drawn = diagrams.page()
    assert diagrams.PAGE.read_text(encoding="utf-8") == drawn, "run .venv/bin/python -m scripts.diagrams"


def test_no_transition_table_is_left_out() -> None:
    tables = {path.as_posix() for path in Path().glob("grants/*/**/workflow.py")}
    assert tables == {drawn.module for drawn in diagrams.TABLES}
