"""Draw docs/states.md: every transition table of the code as a diagram and as a table.

`python -m scripts.diagrams` writes the page; a test holds it to the code.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from grants.applications.models import ApplicationState
from grants.applications.workflow import WORKFLOW as APPLICATIONS
from grants.awards.letters.models import LetterState
from grants.awards.letters.workflow import WORKFLOW as LETTERS
from grants.awards.meetings.models import SittingState
from grants.awards.meetings.workflow import MEETINGS, WRITTEN
from grants.calls.phase import Stage
from grants.calls.workflow import WORKFLOW as CALLS
from grants.notices.batches.models import BatchState
from grants.notices.batches.workflow import WORKFLOW as BATCHES
from grants.notices.models import MessageState
from grants.notices.workflow import WORKFLOW as MESSAGES
from grants.workflow import Workflow

PAGE = Path(__file__).resolve().parent.parent / "docs" / "states.md"

PREFACE = """\
# States

What has states has one transition table in the code. A step that is not in its table is refused. This page is drawn
from those tables by `.venv/bin/python -m scripts.diagrams`; do not edit it by hand.

A published call is *announced*, *open* or *closed* by its schedule and the clock alone: nobody moves it, and nothing
is stored (`grants/calls/phase.py`). In the same way a *decided* call becomes one with published results at the moment
an official has chosen, whenever that is written down. `may_manage` is the coordinator of the organiser.
"""
IN_WRITING = (SittingState.OPEN, SittingState.CLOSED, SittingState.CANCELLED)


@dataclass(frozen=True)
class Drawn:
    """Hold a transition table beside the words that stand above it and the state in which its things begin."""

    title: str
    module: str
    workflow: Workflow[Any, Any]
    states: Iterable[StrEnum]
    first: StrEnum


TABLES = (
    Drawn("A call", "grants/calls/workflow.py", CALLS, Stage, Stage.DRAFT),
    Drawn("An application", "grants/applications/workflow.py", APPLICATIONS, ApplicationState, ApplicationState.DRAFT),
    Drawn(
        "A sitting of the committee", "grants/awards/meetings/workflow.py", MEETINGS, SittingState, SittingState.PLANNED
    ),
    Drawn("A written procedure", "grants/awards/meetings/workflow.py", WRITTEN, IN_WRITING, SittingState.OPEN),
    Drawn("A letter", "grants/awards/letters/workflow.py", LETTERS, LetterState, LetterState.PREPARED),
    Drawn("A message to many", "grants/notices/batches/workflow.py", BATCHES, BatchState, BatchState.PREPARED),
    Drawn("A message", "grants/notices/workflow.py", MESSAGES, MessageState, MessageState.QUEUED),
)
"""In the order in which data flows."""


def page() -> str:
    """Return the whole page as Markdown."""
    return "\n".join([PREFACE, *map(section, TABLES)])


def section(drawn: Drawn) -> str:
    """Return the diagram and the table of one thing, and which of its states nothing leads to."""
    rows = [
        f"| {step.source.value} | {step.action.value} | {step.target.value} | {step.who} | {step.event or '–'} |"
        for step in drawn.workflow.transitions
    ]
    head = ["| from | action | to | who | event |", "|---|---|---|---|---|"]
    diagram = ["```mermaid", drawn.workflow.diagram(), f"    [*] --> {drawn.first.value}", "```"]
    title = [f"## {drawn.title}", "", f"`{drawn.module}`"]
    return "\n".join([*title, "", *diagram, "", *head, *rows, *_unused(drawn), ""])


def _unused(drawn: Drawn) -> list[str]:
    """Name the states that no step leads to: they are kept for what is not built yet."""
    used = {drawn.first, *(step.target for step in drawn.workflow.transitions)}
    names = [f"`{state.value}`" for state in drawn.states if state not in used]
    return ["", f"Kept for later, no step leads there yet: {', '.join(names)}."] if names else []


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
