"""The key of a ranking: a digest of everything it is made of, read as it is stored.

Nothing here relies on a revision or a time being set by whoever changes a row: the values themselves are read, in one
statement, so that they belong to one moment. The program that ranks is one of them: a new release reads nothing that
an older one has kept.
"""

from collections.abc import Iterator
from functools import lru_cache, reduce
from hashlib import sha256
from operator import add
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from grants.applications.models import Application
from grants.applications.policies import UNSENT
from grants.awards.deliberation.models import ConsensusMark
from grants.awards.models import TieOrder
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.db import db
from grants.evaluation.models import CheckAnswer, Declaration, Sheet, SheetState

Column = InstrumentedAttribute[Any] | ColumnElement[Any]

APART, ENDED = "\x1f", "\x1e"
"""Stand between columns and between rows: no code, number, time or JSON text has them in it."""
ANSWERED = ("field", "own_share", "funded_before")
"""The tie-breaks that look at the answers of an application."""
PROGRAM = (Path(__file__).parents[1], Path(__file__).parents[2] / "calls" / "rules")
"""Where the program lies that makes a ranking of rules and rows."""


def key_of(call: Call) -> str:
    """Return the digest of all that the ranking of a call is made of now; one statement."""
    rows = union_all(*_inputs(call, rules_of(call))).subquery()
    # One text is read far quicker than thousands of rows; their order is made here, the same on every database.
    told = db.session.connection().scalar(select(func.aggregate_strings(rows.c.told, ENDED))) or ""
    return sha256(ENDED.join([program(), call.rules_digest, *sorted(told.split(ENDED))]).encode()).hexdigest()


@lru_cache(maxsize=1)
def program() -> str:
    """Return the digest of the program that makes a ranking, the same in every process of a release."""
    digest = sha256()
    for folder in PROGRAM:
        for path in sorted(folder.rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _inputs(call: Call, rules: Rules) -> Iterator[Select[Any]]:
    sent = (Application.call_id == call.id, Application.state.not_in(UNSENT))
    answers = Application.answers if _looks_at_answers(rules) else literal("")
    yield _texts(
        "application",
        *(Application.id, Application.state, Application.requested, Application.submitted_at, answers),
        Application.reference,
    ).where(*sent)
    of_applications = (
        _texts("check", CheckAnswer.application_id, CheckAnswer.code, CheckAnswer.answer),
        _texts("sheet", Sheet.application_id, Sheet.evaluator_id, Sheet.revision, Sheet.marks).where(
            Sheet.state == SheetState.SUBMITTED, Sheet.set_aside_at.is_(None)
        ),
        _texts("conflict", Declaration.application_id, Declaration.evaluator_id).where(Declaration.conflict),
        _texts(
            "consensus", ConsensusMark.application_id, ConsensusMark.code, ConsensusMark.sequence, ConsensusMark.mark
        ),
    )
    yield from (some.join(Application).where(*sent) for some in of_applications)
    yield _texts("tie", TieOrder.id, TieOrder.references, TieOrder.order, TieOrder.recorded_at).where(
        TieOrder.call_id == call.id
    )


def _looks_at_answers(rules: Rules) -> bool:
    return rules.funding.lots is not None or any(text.split(":")[0] in ANSWERED for text in rules.scoring.tie_break)


def _texts(kind: str, *columns: Column) -> Select[Any]:
    """Return a query for one text of each row: its columns as they are stored, the freest of them last."""
    texts = [func.coalesce(cast(column, Text), "") for column in columns]
    joined = reduce(add, [literal(kind), *(part for text in texts for part in (literal(APART), text))])
    return select(joined.label("told"))
