"""The competition bundle: one call with everything that was asked, scored and decided in it, as one document.

The shapes only; what must hold between them is in `validation`. As in the rules, null and absent mean the same for
every optional value, and values this version does not know are kept.
"""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from grants.calls.rules.document import ApplicantKind, Document, Rules
from grants.calls.rules.limits import HASH_PATTERN, MAX_TEXT
from grants.calls.rules.parsing import RefusedValueError
from grants.calls.rules.phrases import counted
from grants.calls.rules.values import Code, Day, Flag, Instant, Line, Money, Number, Paragraphs, PositiveCount, Reserved

MAX_APPLICATIONS = 20_000
MAX_EVALUATORS = 2_000
MAX_ENTRIES = 1_000
MAX_IDENTIFIER = 64
MAX_COMPLAINTS = 500
MAX_RULING_NUMBER = 60


def _without_nulls(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {name: given for name, given in value.items() if given is not None}


def _words(value: object) -> str | dict[str, str]:
    if isinstance(value, str) and len(value) <= MAX_TEXT:
        return value
    if isinstance(value, dict) and all(isinstance(words, str) and len(words) <= MAX_TEXT for words in value.values()):
        return value
    raise RefusedValueError(
        counted(
            "text in quotes or texts by language, each of at most %(num)d character",
            "text in quotes or texts by language, each of at most %(num)d characters",
            MAX_TEXT,
        )
    )


Hash = Annotated[str, Field(pattern=HASH_PATTERN)]
Identifier = Annotated[str, Field(min_length=1, max_length=MAX_IDENTIFIER)]
Answers = Annotated[dict[str, Any], Field(max_length=MAX_ENTRIES)]
Verdict = Literal["yes", "no", "not_applicable"]
Verdicts = Annotated[
    dict[str, Verdict],
    Field(max_length=MAX_ENTRIES),
    BeforeValidator(_without_nulls, json_schema_input_type=dict[str, Verdict | None]),
]
"""Answers to administrative checks by code; a check without an answer is absent or null."""
Marks = Annotated[
    dict[str, Number],
    Field(max_length=MAX_ENTRIES),
    BeforeValidator(_without_nulls, json_schema_input_type=dict[str, Number | None]),
]
"""Marks by criterion; a criterion that is not scored yet is absent or null."""
Comments = Annotated[
    dict[str, Paragraphs],
    Field(max_length=MAX_ENTRIES),
    BeforeValidator(_without_nulls, json_schema_input_type=dict[str, Paragraphs | None]),
]
Words = Annotated[
    str | dict[str, str],
    PlainValidator(_words),
    WithJsonSchema({"type": ["string", "object"], "additionalProperties": {"type": "string"}, "maxLength": MAX_TEXT}),
]
Outcome = Literal[
    "awarded",
    "reserve",
    "rejected",
    "ineligible",
    "withdrawn",
    "tied",
    "pending",
    "on_hold",
    "declined",
    "revoked",
]
ReasonCode = Literal[
    "check_failed",
    "criterion_threshold",
    "total_threshold",
    "quota_used",
    "budget_used",
    "withdrawn",
    "committee",
]


class Evaluator(Document):
    """Name one who scores; known in the bundle by `id`."""

    id: Identifier
    name: Line


class Applicant(Document):
    """Name who applies; groups and persons have no registration number, and old notices do not always give it."""

    kind: ApplicantKind
    name: Line
    registration_number: Line | None = None


class Evaluation(Document):
    """Hold the sheet of one evaluator for one application; a sheet with a conflict never counts."""

    evaluator: Identifier
    scores: Marks
    comments: Comments
    conflict: Flag


class Consensus(Document):
    """Hold the mark on which the committee agreed for one criterion, which counts in the place of its mean, and why."""

    mark: Number
    reason: Paragraphs


class Reason(Document):
    """State why an application has its outcome, with the check or criterion it failed or the committee's words."""

    code: ReasonCode
    check: Code | None = None
    criterion: Code | None = None
    text: Words | None = None


class Decision(Document):
    """Hold what the body has decided on an application; the ranking never reads it."""

    outcome: Outcome
    amount: Money | None = None
    reasons: tuple[Reason, ...] = Field(max_length=MAX_ENTRIES)


Agreed = Annotated[
    dict[str, Consensus],
    Field(max_length=MAX_ENTRIES),
    BeforeValidator(_without_nulls, json_schema_input_type=dict[str, Consensus | None]),
]
"""Consensus marks by criterion."""


class Complaint(Document):
    """Hold what was said against the decision, or found wrong by the organiser itself, and what came of it.

    Never part of the public form. `decided_at` stands beside a ruling; whatever is over has `concluded_at`.
    """

    number: PositiveCount
    came_by: Literal["online", "e_address", "email", "post", "on_the_spot", "own_motion"]
    complainant: Line
    words: Paragraphs
    received_on: Day
    contest_until: Day | None = None
    answer_until: Day
    ruling: Literal["upheld", "partly", "rejected"] | None = None
    reason: Paragraphs = ""
    ruling_number: Annotated[str, Field(max_length=MAX_RULING_NUMBER)] = ""
    judged_anew: Flag = False
    corrected: tuple[Code, ...] = Field(default=(), max_length=MAX_ENTRIES)
    failed: tuple[Code, ...] = Field(default=(), max_length=MAX_ENTRIES)
    decided_at: Instant | None = None
    concluded_at: Instant | None = None
    withdrawn_at: Instant | None = None


class Application(Document):
    """Hold one application with its checks, sheets and decision."""

    reference: Identifier
    title: Line
    applicant: Applicant
    requested: Money
    submitted_at: Instant
    channel: Literal["online", "post", "email", "in_person"]
    status: Literal["submitted", "withdrawn"]
    answers: Answers
    checks: Verdicts
    evaluations: tuple[Evaluation, ...] = Field(max_length=MAX_EVALUATORS)
    consensus: Agreed = Field(default_factory=dict)
    decision: Decision | None = None
    complaints: tuple[Complaint, ...] = Field(default=(), max_length=MAX_COMPLAINTS)


class Tie(Document):
    """Put a group of equals into an order, as the committee voted or drew lots."""

    references: tuple[Identifier, ...] = Field(max_length=MAX_APPLICATIONS)
    order: tuple[Identifier, ...] = Field(max_length=MAX_APPLICATIONS)
    by: Literal["vote", "lot"]
    reason: Paragraphs


class Receipts(Document):
    """Hold a salted commitment to everything received, and the root that the closing fixed over all of them."""

    root: Hash
    commitments: tuple[Hash, ...] = Field(max_length=MAX_APPLICATIONS)


class Bundle(Document):
    """Hold one whole competition; its public form comes with the receipts."""

    format: Literal["grants-competition/1"]
    call: Rules
    evaluators: tuple[Evaluator, ...] = Field(max_length=MAX_EVALUATORS)
    applications: tuple[Application, ...] = Field(max_length=MAX_APPLICATIONS)
    ties: tuple[Tie, ...] = Field(default=(), max_length=MAX_APPLICATIONS)
    receipts: Receipts | None = None
    stages: Reserved = None
    public_vote: Reserved = None
