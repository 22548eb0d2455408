"""The questions of the first page, which every application has: who applies, for what, and for how much."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from flask_babel import gettext as _

from grants.applications.form.applicant import ORDER, REGISTERED, asks_for_sum
from grants.applications.form.parties import LINK, MINOR, SIGNING, asked_of_parties, is_group, may_be_minor
from grants.applications.form.problems import Problem
from grants.applications.form.tags import tag_of
from grants.applications.form.typed import as_text
from grants.applications.form.working import Typed
from grants.applications.labels import FIRST_PAGE
from grants.applications.questions import Question, errors_of
from grants.calls.labels import KINDS, SIGNATURES
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
        for name, more in (*_asked(rules, typed["_kind"]), *_behind(rules, typed), *_project(rules))
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


def _behind(rules: Rules, typed: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Ask about the group and about those who confirm; with JavaScript what depends on an answer appears at once."""
    names = {code[1:]: text for code, text in typed.items()}
    asked = asked_of_parties(rules, names)
    if rules.applicants.min_group_size:
        least, itself = rules.applicants.min_group_size, is_group(names)
        others = "|".join(kind for kind in rules.applicants.kinds if kind != "informal_group")
        together = _("If an organisation applies together with a group of young people.")
        yield (
            "_group_name",
            {
                "control": "line",
                "help": together,
                "is_asked": not itself,
                "shown_when": ("a-_kind", others),
            },
        )
        yield "_group_contact", {"control": "line", "required": itself, "help": _("E-mail or phone of one of them.")}
        yield "_group_size", {"control": "number", "required": itself, "help": _("At least %(least)s.", least=least)}
    if may_be_minor(rules, "natural_person") and "natural_person" in rules.applicants.kinds:
        alone = {"is_asked": MINOR in asked, "shown_when": ("a-_kind", "natural_person")}
        yield MINOR, {"control": "yes_no", "required": True, **alone}
        yield from _party("representative", asked, (f"a-{MINOR}", "yes"))
    ways = rules.signature.by if rules.signature else ()
    if len(ways) > 1:
        yield SIGNING, {"control": "choice", "options": [(way, str(SIGNATURES[way])) for way in ways], "required": True}
    if LINK in ways:
        yield from _party("signatory", asked, (f"a-{SIGNING}", LINK) if len(ways) > 1 else None)
    for role, wanted in (
        ("partner", rules.applicants.partner_required),
        ("guarantor", rules.applicants.adult_guarantor),
    ):
        if wanted:
            yield from _party(role, asked, None)


def _party(
    role: str, asked: Collection[str], shown_when: tuple[str, str] | None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Ask for the name and the address of somebody who confirms by a link."""
    what_comes = _("They get a link, read everything and confirm.")
    for part, control, help_ in (("name", "line", ""), ("email", "email", what_comes)):
        code = f"_{role}_{part}"
        yield (
            code,
            {
                "control": control,
                "required": True,
                "help": help_,
                "is_asked": code in asked or shown_when is None,
                "shown_when": shown_when,
            },
        )


def _project(rules: Rules) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "_title", {"control": "line", "required": True, "help": _("As it shall stand in the list of results.")}
    if asks_for_sum(rules):
        yield "_requested", {"control": "money", "required": True, "help": _range(rules)}


def _range(rules: Rules) -> str:
    amount = rules.funding.amount
    if amount.min is not None:
        return _("From %(least)s to %(most)s.", least=money(amount.min), most=money(amount.max))
    return _("At most %(most)s.", most=money(amount.max))
