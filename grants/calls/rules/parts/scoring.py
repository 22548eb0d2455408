"""What is checked and scored in a call, by whom, and what the public sees of it."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from grants.calls.rules.limits import MAX_DECIMALS, MAX_LEAST_COMMENT
from grants.calls.rules.parts.base import Document
from grants.calls.rules.scale import on_scale
from grants.calls.rules.values import Code, Flag, Line, NotNegative, Number, Positive, PositiveCount, Text


class Check(Document):
    """State one administrative criterion, answered yes, no or not applicable."""

    code: Code
    text: Text
    clarifiable: Flag
    auto: Literal["in_time", "amount", "attachments", "registration_number", "dates"] | None = None
    """What the service can answer by itself once checking starts; officials correct it where it is wrong."""
    evidence: Flag = False
    """Whether a register is consulted, so that yes and no name it and the day."""


class Criterion(Document):
    """State one quality criterion: its scale, weight and, where there is one, the mean below which it rejects."""

    code: Code
    title: Text
    guidance: Text | None = None
    min: Number
    max: Number
    step: Positive
    weight: Positive = Decimal(1)
    threshold: Number | None = None
    comment_min: Annotated[PositiveCount, Field(le=MAX_LEAST_COMMENT)] | None = None
    """How many characters the comment of a submitted sheet has at least, whatever the mark."""

    def allows(self, mark: Decimal) -> bool:
        """Say whether a mark stands on the scale: within its ends, a whole number of steps above the lower one."""
        return on_scale(mark, self.min, self.max, self.step)


class Scoring(Document):
    """Say how marks become a total and a ranking."""

    evaluators_per_application: PositiveCount | None = None
    themes_field: Code | None = None
    """The question whose answers are themes: evaluators at home in them are given the application first."""
    method: Literal["mean", "median", "joint"] = "mean"
    total_threshold: Number | None = None
    decimals: Annotated[int, Field(strict=True, ge=0, le=MAX_DECIMALS)]
    tie_break: tuple[Line, ...] = Field(default=(), max_length=20)
    blind: Flag = False
    divergence: NotNegative | None = None
    marks_open: Literal["own_sheet"] | None = None
    """When an evaluator sees the sheets of others: with the own sheet submitted, or else once all are closed."""
    opened_by_two: Flag = False
    """Closed sheets stay sealed until two officials have opened them."""
    statistics: Flag = False


class Committee(Document):
    """State the size and quorum of the committee and who decides on its proposal."""

    size: PositiveCount
    quorum: PositiveCount
    decided_by: Literal["committee", "council"]
    statement: Text | None = None
    """What every member signs before anything of the applications is seen; where it is absent, the service's words."""
    objections: Flag = False
    """Applicants see who evaluates, and may object to a member with a reason."""
    checks_by_two: Flag = False
    """Whether an administrative check counts once a second official has confirmed every answer."""
    confirmed_by_two: Flag = False
    """Whether the decisions are made once a second official has confirmed the same as the first."""
    casting_vote: Flag = False
    """The chair's vote decides where as many are for as against."""


class Publication(Document):
    """Say what the public may see of the call and of its result."""

    scores: Flag
    rejected_names: Flag
    natural_person_names: Flag
    by_link: Flag = False
    """The call stands in no list: only who has its address finds it."""
