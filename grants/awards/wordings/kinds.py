"""The kinds of letters. Pure."""

from enum import StrEnum


class LetterKind(StrEnum):
    """Name what a letter tells."""

    AWARD = "award"
    AWARD_WITH_CONDITIONS = "award_with_conditions"
    RESERVE = "reserve"
    REJECTION = "rejection"
    INADMISSIBLE = "inadmissible"
    ON_HOLD = "on_hold"
    OFFER = "offer"
    DECLINED = "declined"
    REVOCATION = "revocation"
    CORRECTION = "correction"
    COMPLAINT = "complaint"
    EXTENSION = "extension"
