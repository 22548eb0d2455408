"""The evaluation stage: administrative checks, the committee, conflicts of interest, score sheets."""

from flask import Flask

from grants.calls.events import StageChanged
from grants.calls.services import guard
from grants.calls.workflow import Action
from grants.evaluation.progress import on_stage_changed, unchecked, unscored
from grants.events import subscribe


def init_app(app: Flask) -> None:
    """Connect what the evaluation asks for before a call goes on."""
    subscribe(app, StageChanged, on_stage_changed)
    guard(app, Action.START_SCORING, unchecked)
    guard(app, Action.START_DELIBERATION, unscored)
