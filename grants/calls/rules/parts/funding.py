"""The money of a call, and who may ask for it."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from grants.calls.rules.parts.base import Document
from grants.calls.rules.values import Code, Count, Flag, Line, Money, Percent, PositiveCount


class Amount(Document):
    """State what one project may ask for: a fixed sum, or a range."""

    fixed: Money | None = None
    min: Money | None = None
    max: Money | None = None


class Limit(Document):
    """State what ends the awards: a number of projects, a sum, both, or neither."""

    projects: Count | None = None
    total: Money | None = None


class CoFinancing(Document):
    """State what share the applicant brings, in per cent of the whole cost."""

    min_percent: Percent
    in_kind: Flag


class CarriedOver(Document):
    """Name the unused money of an earlier call that is part of the money of this one, and where it comes from."""

    amount: Money
    source: Line


class CategoryCap(Document):
    """Bound the share of one budget category, in per cent of the sum requested."""

    category: Code
    max_percent: Percent


class Lot(Document):
    """State what ends the awards of one direction or parish: `option` is that of the question that tells them apart."""

    option: Code
    projects: Count | None = None
    total: Money | None = None


class Lots(Document):
    """Share the places or the money of a call out by the answer to a question of its form."""

    field: Code
    limits: tuple[Lot, ...] = Field(min_length=1, max_length=50)


class Funding(Document):
    """Hold the money rules of the call."""

    currency: Literal["EUR"]
    amount: Amount
    limit: Limit
    when_short: Literal["stop", "skip", "partial"]
    co_financing: CoFinancing | None = None
    carried_over: CarriedOver | None = None
    category_caps: tuple[CategoryCap, ...] = Field(default=(), max_length=50)
    lots: Lots | None = None
    unused: Literal["next_round"] | None = None
    """What becomes of money that is not awarded; where it is absent, the rules do not say."""

    @property
    def limits(self) -> dict[str | None, Limit]:
        """Return what ends the awards of each lot, by its option; of a call without lots under None."""
        if self.lots is None:
            return {None: self.limit}
        return {lot.option: Limit(projects=lot.projects, total=lot.total) for lot in self.lots.limits}

    def lot_of(self, answers: Mapping[str, object]) -> str | None:
        """Return the lot of an application by its answers; None in a call without lots, or where nothing tells."""
        answer = answers.get(self.lots.field) if self.lots else None
        known = self.lots is not None and any(lot.option == answer for lot in self.lots.limits)
        return answer if known and isinstance(answer, str) else None


class Age(Document):
    """Bound the age of the young people, in years."""

    min: Count | None = None
    max: Count | None = None


ApplicantKind = Literal[
    "youth_organisation",
    "association",
    "foundation",
    "informal_group",
    "school_council",
    "natural_person",
    "public_body",
    "company",
]


class Applicants(Document):
    """Say who may apply, and how often."""

    kinds: tuple[ApplicantKind, ...] = Field(min_length=1, max_length=8)
    max_applications: PositiveCount | None = None
    age: Age | None = None
    min_group_size: Count | None = None
    adult_guarantor: Flag = False
    partner_required: Flag = False
    never_funded: Flag = False
    """Whether only those can apply who never got money in a call of this organiser; officials are shown who did."""


class Signature(Document):
    """Say which signature binds an applicant, and how many working days after submission it may follow."""

    by: tuple[Literal["signatory_link", "e_signed_copy", "paper"], ...] = Field(min_length=1, max_length=3)
    within_working_days: Count
