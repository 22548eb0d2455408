"""Keep and submit several sheets of a member at once: all of them, or none."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.services.locking import lock
from grants.calls import services as calls
from grants.calls.models import Call
from grants.evaluation import queries
from grants.evaluation.models import Sheet
from grants.evaluation.services.sheets import save_sheet
from grants.journal.services import record


@dataclass(frozen=True)
class Filled:
    """Be the sheet of one application as it is to be kept, and the revision that was seen before."""

    application: Application
    marks: dict[str, str]
    comments: dict[str, str]
    revision: int


def save_workbook(*, call: Call, sheets: Sequence[Filled], sha256: str, actor: Person) -> list[Sheet]:
    """Keep as drafts what a member filled in on a spreadsheet; return those that were not the same already.

    Raise what `save_sheet` raises for the first that cannot be kept; then the caller stores none of them.
    """
    kept = _save(call, sheets, actor, submit=False)
    if kept:
        details = {"sheets": len(kept), "file": sha256}
        record(action="sheets.uploaded", subject=call, actor=actor, call_id=call.id, details=details)
    return kept


def submit_together(*, call: Call, sheets: Sequence[Filled], actor: Person) -> list[Sheet]:
    """Submit several complete sheets and return those that were not; raise what `save_sheet` raises."""
    return _save(call, sheets, actor, submit=True)


def _save(call: Call, sheets: Sequence[Filled], actor: Person, *, submit: bool) -> list[Sheet]:
    calls.lock(call.id, exclusive=False)
    in_order = sorted(sheets, key=lambda each: _order(each.application.id))
    return [sheet for each in in_order if (sheet := _saved(each, actor, submit=submit)) is not None]


def _saved(filled: Filled, actor: Person, *, submit: bool) -> Sheet | None:
    """Keep a sheet; return None when it was the same already."""
    lock(filled.application)
    earlier = queries.sheet_of(actor, filled.application)
    before = earlier.revision if earlier else 0
    sheet = save_sheet(
        application=filled.application,
        actor=actor,
        marks=filled.marks,
        comments=filled.comments,
        revision=filled.revision,
        submit=submit,
    )
    return sheet if sheet.revision > before else None


def _order(application_id: uuid.UUID) -> bytes:
    """Return what sorts locks alike everywhere, so that nobody waits for who waits for them."""
    return application_id.bytes
