"""The application form of a call."""

from typing import Literal

from pydantic import Field, PrivateAttr

from grants.calls.rules.parts.base import Document
from grants.calls.rules.values import Bound, Code, Count, Flag, GivenAnswer, PositiveCount, Text

FieldType = Literal[
    "short_text",
    "long_text",
    "integer",
    "number",
    "money",
    "date",
    "date_range",
    "yes_no",
    "choice",
    "multi_choice",
    "email",
    "phone",
    "url",
    "address",
    "iban",
    "registration_number",
    "declaration",
    "static_text",
    "file",
    "table",
    "budget",
]


class ShowIf(Document):
    """Show a field only while another field of the form has this answer."""

    field: Code
    equals: GivenAnswer


class Option(Document):
    """Offer one answer of a choice, or one category of a budget."""

    code: Code
    label: Text


class FormField(Document):
    """Describe one question of the form; which settings mean something depends on `type`."""

    code: Code
    type: FieldType
    label: Text | None = None
    help: Text | None = None
    required: Flag = False
    show_if: ShowIf | None = None
    max_chars: PositiveCount | None = None
    min: Bound | None = None
    max: Bound | None = None
    min_field: Code | None = None
    max_field: Code | None = None
    options: tuple[Option, ...] = Field(default=(), max_length=200)
    min_rows: Count | None = None
    max_rows: PositiveCount | None = None
    columns: tuple["FormField", ...] = Field(default=(), max_length=20)
    categories: tuple[Option, ...] = Field(default=(), max_length=50)
    accept: tuple[Literal["pdf", "edoc", "asice", "docx", "jpg", "png", "heic"], ...] = Field(default=(), max_length=7)
    max_mb: PositiveCount | None = None

    _takes_in_kind: bool = PrivateAttr(default=False)

    @property
    def takes_in_kind(self) -> bool:
        """Tell whether a budget asks for voluntary work and the like, by the money rules of the call."""
        return self._takes_in_kind


class Section(Document):
    """Group the questions that stand on one screen."""

    code: Code
    title: Text
    fields: tuple[FormField, ...] = Field(max_length=100)
