"""Words for the codes of the evaluation, in the reader's language."""

from flask_babel import lazy_gettext as _l

from grants.evaluation.marks import WrongMark
from grants.evaluation.models import Answer, ConflictKind, SheetState
from grants.evaluation.policies import Standing

ANSWERS = {
    Answer.YES: _l("Yes"),
    Answer.NO: _l("No"),
    Answer.NOT_APPLICABLE: _l("Not applicable"),
}
ANSWER_TONES = {Answer.YES: "success", Answer.NO: "danger", Answer.NOT_APPLICABLE: "neutral"}
ANSWER_KEYS = {Answer.YES: "y", Answer.NO: "n", Answer.NOT_APPLICABLE: "-"}
ANSWER_SIGNS = {Answer.YES: "✓", Answer.NO: "✗", Answer.NOT_APPLICABLE: "–"}
"""What stands for an answer where many stand in a row, beside its word for who hears the page."""
SHEET_STATES = {SheetState.DRAFT: _l("in work"), SheetState.SUBMITTED: _l("submitted")}
CONFLICTS = {
    ConflictKind.FAMILY: _l("Family or household"),
    ConflictKind.EMPLOYMENT: _l("Employment or contract"),
    ConflictKind.BOARD: _l("Seat on its board, or membership"),
    ConflictKind.ADVISER: _l("Helped to prepare the application"),
    ConflictKind.PARTNER: _l("Partner in the project or elsewhere"),
    ConflictKind.MONEY: _l("Money or property"),
    ConflictKind.OTHER: _l("Something else"),
}
STANDINGS = {
    Standing.OWN: _l("Your own: you do not judge it"),
    Standing.CONFLICT: _l("Conflict of interest declared"),
    Standing.INELIGIBLE: _l("Did not pass the checks"),
    Standing.UNDECLARED: _l("Waits for your declaration"),
    Standing.HELD: _l("Opens later"),
    Standing.UNASSIGNED: _l("Scored by others"),
    Standing.READABLE: _l("Open to read"),
    Standing.TO_SCORE: _l("Waits for your marks"),
    Standing.SUBMITTED: _l("Sheet submitted"),
}
TONES = {Standing.UNDECLARED: "warning", Standing.TO_SCORE: "warning", Standing.SUBMITTED: "success"}
"""The colour that helps the word of a standing; neutral where none is named."""

CLOSED = {
    Standing.OWN: _l("You work or have worked on this application, so you never judge it."),
    Standing.CONFLICT: _l("You declared a conflict of interest with this application, so it is closed to you."),
    Standing.INELIGIBLE: _l("This application did not pass the administrative checks, so it is not scored."),
    Standing.UNDECLARED: _l("An application opens once you have declared that you have no conflict of interest."),
    Standing.HELD: _l(
        "The applications open together: once you have declared for every applicant and scoring has begun."
    ),
    Standing.UNASSIGNED: _l("This application is scored by others. You can read it once the sheets are closed."),
}
"""Why an application is not open to an evaluator who knows that it is there."""

WRONG = {
    WrongMark.OFF_SCALE: _l("This mark is not on the scale."),
    WrongMark.MISSING: _l("Give a mark."),
    WrongMark.COMMENT_TOO_LONG: _l("The comment is too long."),
    WrongMark.COMMENT_UNREADABLE: _l("The comment holds a character that cannot be stored. Type it anew."),
    WrongMark.COMMENT_MISSING: _l("Say in the comment why the mark is below what is needed."),
    WrongMark.COMMENT_TOO_SHORT: _l("The comment is shorter than the rules ask for."),
}
FOR_APPLICANT = _l("What the applicant may read")
ABOUT_COMMENT = frozenset({*WrongMark} - {WrongMark.OFF_SCALE, WrongMark.MISSING})
"""What is wrong with a comment, not with a mark."""
