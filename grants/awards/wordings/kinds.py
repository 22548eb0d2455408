"""The kinds of letters, and of what else is written in words that officials choose. Pure."""

from enum import StrEnum


class LetterKind(StrEnum):
    """Name what a letter tells; a contract is no letter, but is written in the same way."""

    AWARD = "award"
    AWARD_WITH_CONDITIONS = "award_with_conditions"
    RESERVE = "reserve"
    REJECTION = "rejection"
    INADMISSIBLE = "inadmissible"
    ON_HOLD = "on_hold"
    OFFER = "offer"
    DECLINED = "declined"
    LAPSED = "lapsed"
    REVOCATION = "revocation"
    CORRECTION = "correction"
    COMPLAINT = "complaint"
    EXTENSION = "extension"
    CONTRACT = "contract"
