"""Begin an application with what an earlier one said, where the questions are the same."""

from typing import Any

from grants.accounts.models import Person
from grants.applications.form.applicant import ORDER
from grants.applications.form.typed import NO_ANSWER, as_text, shaped
from grants.applications.models import Application
from grants.applications.reading import rules_for
from grants.applications.services.drafts import save, start
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.rules.document import FormField, Rules

NOT_CARRIED = frozenset({"_requested"})
"""What is new in every call."""


def carry_over(*, call: Call, source: Application, actor: Person) -> Application:
    """Begin a draft with the answers of an earlier application to the same questions; files are not carried over.

    Raise what beginning a draft raises. The caller has seen that the actor may read the earlier one.
    """
    application = start(call=call, actor=actor)
    save(application=application, actor=actor, changes=carried(source, rules_of(call)))
    return application


def carried(source: Application, rules: Rules) -> dict[str, Any]:
    """Return the answers that fit the questions of other rules: those with the same code, type and columns."""
    typed, before = source.typed, {field.code: field for field in rules_for(source).fields}
    first = {code: as_text(typed.answer(code)) for code in ORDER if code not in NOT_CARRIED}
    if first["_kind"] not in rules.applicants.kinds:
        first["_kind"] = ""
    same = (field for field in rules.fields if _is_same(before.get(field.code), field))
    return {**first, **{field.code: shaped(field, typed.answers.get(field.code)) for field in same}}


def _is_same(before: FormField | None, field: FormField) -> bool:
    if before is None or before.type != field.type or field.type in NO_ANSWER:
        return False
    shapes = [[(column.code, column.type) for column in each.columns] for each in (before, field)]
    return shapes[0] == shapes[1]
