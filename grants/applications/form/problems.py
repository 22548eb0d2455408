"""What is wrong with an answer: a code with its values; words come where the reader's language is known."""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Wrong(StrEnum):
    """Name each way in which an answer can be wrong."""

    MISSING = "missing"
    NOT_DECLARED = "not_declared"
    TOO_LONG = "too_long"
    UNSTORABLE = "unstorable"
    NO_INTEGER = "no_integer"
    NO_NUMBER = "no_number"
    NO_MONEY = "no_money"
    NO_DATE = "no_date"
    NO_EMAIL = "no_email"
    NO_URL = "no_url"
    NO_PHONE = "no_phone"
    NO_IBAN = "no_iban"
    NO_REGISTRATION_NUMBER = "no_registration_number"
    NO_OPTION = "no_option"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    ABOVE_FIELD = "above_field"
    BELOW_FIELD = "below_field"
    RANGE_REVERSED = "range_reversed"
    TOO_FEW_ROWS = "too_few_rows"
    TOO_MANY_ROWS = "too_many_rows"
    COST_TOO_LARGE = "cost_too_large"
    OWN_ABOVE_COST = "own_above_cost"
    TOTAL_NOT_FIXED = "total_not_fixed"
    TOTAL_TOO_SMALL = "total_too_small"
    TOTAL_TOO_LARGE = "total_too_large"
    OWN_SHARE_TOO_SMALL = "own_share_too_small"
    CATEGORY_ABOVE_CAP = "category_above_cap"
    KIND_NOT_ADMITTED = "kind_not_admitted"
    FILE_EMPTY = "file_empty"
    FILE_TOO_LARGE = "file_too_large"
    FILE_TYPE = "file_type"
    FILE_NOT_STORED = "file_not_stored"
    TOO_MANY_FILES = "too_many_files"


UNANSWERED = frozenset({Wrong.MISSING, Wrong.NOT_DECLARED, Wrong.TOO_FEW_ROWS})
"""What is no mistake yet, only not done."""


@dataclass(frozen=True)
class Problem:
    """Say which answer is wrong and how; `row` counts from 0, `values` fill the words."""

    field: str
    wrong: Wrong
    row: int | None = None
    column: str = ""
    values: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def input_name(self) -> str:
        """Return the name of the input to lead the reader to."""
        return f"a-{self.field}" if self.row is None else f"a-{self.field}:{self.row}:{self.column}"


class Refused(ValueError):
    """Refuse one value, inside the engine."""

    def __init__(self, wrong: Wrong, **values: Any) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.values = values
