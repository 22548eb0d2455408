"""The rules of a call as one typed, immutable document.

The shapes only; what must hold between them is in `validation`. Null and absent mean the same for every optional value,
and values this version does not know are kept, so that a newer document survives a round trip.
"""

import re
from decimal import Decimal

from pydantic import Field

from grants.calls.rules.limits import MAX_LANGUAGES
from grants.calls.rules.parts.base import Document
from grants.calls.rules.parts.form import FieldType, FormField, Option, Section, ShowIf
from grants.calls.rules.parts.funding import (
    Age,
    Amount,
    ApplicantKind,
    Applicants,
    CarriedOver,
    CategoryCap,
    CoFinancing,
    Funding,
    Limit,
    Lot,
    Lots,
    Signature,
)
from grants.calls.rules.parts.schedule import (
    Channel,
    Clarification,
    Contest,
    Event,
    Implementation,
    Schedule,
)
from grants.calls.rules.parts.scoring import Check, Committee, Criterion, Publication, Scoring
from grants.calls.rules.values import Day, Email, Language, Line, Reserved, Slug, Text

__all__ = [
    "Age",
    "Amount",
    "ApplicantKind",
    "Applicants",
    "Approval",
    "CarriedOver",
    "CategoryCap",
    "Channel",
    "Check",
    "Clarification",
    "CoFinancing",
    "Committee",
    "Contest",
    "Criterion",
    "Document",
    "Event",
    "FieldType",
    "FormField",
    "Funding",
    "Implementation",
    "Limit",
    "Lot",
    "Lots",
    "Option",
    "OrganiserContact",
    "Programme",
    "Publication",
    "Rules",
    "Schedule",
    "Scoring",
    "Section",
    "ShowIf",
    "Signature",
]


EU_PROJECT_NUMBER = re.compile(r"\d+(\.\d+){3}/\d{2}/[A-Z]/\d+")
"""As in 8.3.4.0/16/I/001: measure, year, kind of selection, project."""


class OrganiserContact(Document):
    """Name the body that runs the call and where to reach it."""

    name: Line
    registration_number: Line
    address: Line
    email: Email
    phone: Line


class Programme(Document):
    """Name the programme that pays, printed on every page and document of the call.

    `fund` names the fund of the European Union behind it, whose emblem is then shown.
    """

    name: Text
    project_number: Line
    fund: Text | None = None

    @property
    def is_european(self) -> bool:
        """Tell whether a fund of the European Union pays: it is named, or the number is of the funds' own form."""
        return self.fund is not None or EU_PROJECT_NUMBER.fullmatch(self.project_number) is not None


class Approval(Document):
    """Name the act that approved the rules: body, number, date."""

    body: Line
    number: Line
    date: Day


class Rules(Document):
    """Hold the whole rules document of one call."""

    slug: Slug
    languages: tuple[Language, ...] = Field(min_length=1, max_length=MAX_LANGUAGES)
    title: Text
    summary: Text
    description: Text
    organiser: OrganiserContact
    programme: Programme
    approved_by: Approval | None = None
    privacy: Text | None = None
    schedule: Schedule
    channels: tuple[Channel, ...] = Field(default=(Channel(kind="online"),), max_length=4)
    funding: Funding
    applicants: Applicants
    signature: Signature | None = None
    form: tuple[Section, ...] = Field(max_length=50)
    checks: tuple[Check, ...] = Field(max_length=100)
    criteria: tuple[Criterion, ...] = Field(max_length=100)
    scoring: Scoring
    committee: Committee
    publication: Publication
    retention_until: Day
    stages: Reserved = None
    public_vote: Reserved = None

    def model_post_init(self, _context: object) -> None:
        """Let the budgets of the form know what counts as own share."""
        share = self.funding.co_financing
        for field in self.fields:
            if field.type == "budget":
                field._takes_in_kind = share is not None and share.in_kind  # noqa: SLF001  # a part of this document

    @property
    def fields(self) -> tuple[FormField, ...]:
        """Return every field of the form in order."""
        return tuple(field for section in self.form for field in section.fields)

    @property
    def best(self) -> Decimal:
        """Return the largest weighted sum of points."""
        return sum((criterion.weight * criterion.max for criterion in self.criteria), Decimal(0))

    def lot_label(self, lot: str | None) -> Text:
        """Return what a lot is called: the option of the question that tells lots apart; nothing for none."""
        field = self.funding.lots.field if self.funding.lots else None
        options = (option for one in self.fields if one.code == field for option in one.options)
        return next((option.label for option in options if option.code == lot), {})

    def text(self, value: Text | None, language: str) -> str:
        """Return the words of a text in a language, or in the call's first language where they are missing."""
        if not value:
            return ""
        return value.get(language) or value.get(self.languages[0], "")
