"""The questions of the first page, which every application has: who applies, for what, and for how much."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from flask_babel import gettext as _

from grants.applications.form.applicant import ORDER, REGISTERED, asks_for_sum
from grants.applications.form.problems import Problem
from grants.applications.form.tags import tag_of
from grants.applications.form.typed import as_text
from grants.applications.form.working import Typed
from grants.applications.labels import FIRST_PAGE
from grants.applications.questions import Question, errors_of
from grants.calls.labels import KINDS
from grants.calls.rules.document import Rules
from grants.web.filters import money


def first_questions(
    rules: Rules,
    stored: Typed,
    typed: Mapping[str, str] | None = None,
    problems: Iterable[Problem] = (),
    conflicts: Collection[str] = (),
) -> list[Question]:
    """Return the questions with what is stored, or what was typed and not stored; `conflicts` are shown with both."""
    meanwhile = {code: as_text(stored.answer(code)) for code in ORDER}
    typed = dict(meanwhile if typed is None else typed)
    kinds = rules.applicants.kinds
    if not typed["_kind"] and len(kinds) == 1:
        typed["_kind"] = kinds[0]
    errors = errors_of(problems, rules)
    return [
        Question(
            name=f"a-{name}",
            label=str(FIRST_PAGE[name]),
            value=typed[name],
            error=errors.get(f"a-{name}", ""),
            tag=tag_of(meanwhile[name]),
            stored=(meanwhile[name] or _("(nothing)")) if name in conflicts else "",
            **more,
        )
        for name, more in _asked(rules, typed["_kind"])
    ]


def _asked(rules: Rules, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    kinds = rules.applicants.kinds
    registered = [each for each in kinds if each in REGISTERED]
    options = [(each, str(KINDS[each])) for each in kinds]
    yield "_kind", {"control": "choice", "options": options, "required": True}
    yield "_name", {"control": "line", "required": True}
    if registered:
        yield (
            "_registration_number",
            {
                "control": "line",
                "required": True,
                "help": _("The eleven digits of the register, such as 40003009497."),
                "is_asked": not kind or kind in registered,
                "shown_when": ("a-_kind", "|".join(registered)),
            },
        )
    yield "_address", {"control": "line", "help": _("Where letters reach the applicant.")}
    yield "_title", {"control": "line", "required": True, "help": _("As it shall stand in the list of results.")}
    if asks_for_sum(rules):
        yield "_requested", {"control": "money", "required": True, "help": _range(rules)}


def _range(rules: Rules) -> str:
    amount = rules.funding.amount
    if amount.min is not None:
        return _("From %(least)s to %(most)s.", least=money(amount.min), most=money(amount.max))
    return _("At most %(most)s.", most=money(amount.max))
