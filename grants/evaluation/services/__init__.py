"""The use cases of the evaluation: answer checks, seat the committee, declare, score; nothing else changes state."""

from grants.evaluation.services.anew import Anew, judge_anew
from grants.evaluation.services.checks import Checked, answer_automatically, answer_checks
from grants.evaluation.services.committee import end_seat, invite_evaluator, invite_secretary, require_inviting
from grants.evaluation.services.confirming import confirm_checks
from grants.evaluation.services.declarations import declare, declare_as_official, declare_when_called_in
from grants.evaluation.services.notes import forget_note, keep_note
from grants.evaluation.services.sheets import SheetInvalid, reopen_sheet, save_sheet
from grants.evaluation.services.taking import taken_along

__all__ = [
    "Anew",
    "Checked",
    "SheetInvalid",
    "answer_automatically",
    "answer_checks",
    "confirm_checks",
    "declare",
    "declare_as_official",
    "declare_when_called_in",
    "end_seat",
    "forget_note",
    "invite_evaluator",
    "invite_secretary",
    "judge_anew",
    "keep_note",
    "reopen_sheet",
    "require_inviting",
    "save_sheet",
    "taken_along",
]
