"""What an amendment means for the drafts of a call, before it is in force: how many lose or need what."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from flask_babel import ngettext
from sqlalchemy import ColumnElement, and_, func, or_, select

from grants.applications.models import Application, ApplicationMember, ApplicationState
from grants.applications.upkeep.amended import OVER
from grants.calls.labels import KINDS
from grants.calls.models import Call
from grants.calls.rules.document import FormField, Rules
from grants.db import db
from grants.web.filters import text

MAX_CONSEQUENCES = 60
"""How many consequences one page counts; a form has hundreds of questions at most, and few change at once."""
EMPTY = ("", "[]", "null")


def counted(one: str, many: str) -> tuple[str, str]:
    """Return a sentence about one draft and about many; its texts are collected by the name of this function."""
    return one, many


LOSES = counted(
    "%(num)d draft has an answer to “%(what)s”, which is not asked any more. It is kept, but not submitted.",
    "%(num)d drafts have an answer to “%(what)s”, which is not asked any more. They are kept, but not submitted.",
)
NEEDS = counted(
    "%(num)d draft has no answer yet to “%(what)s”, which is needed now.",
    "%(num)d drafts have no answer yet to “%(what)s”, which is needed now.",
)
OTHER_TYPE = counted(
    "%(num)d draft has an answer to “%(what)s”, which wants another kind of answer now.",
    "%(num)d drafts have an answer to “%(what)s”, which wants another kind of answer now.",
)
TOO_LONG = counted(
    "%(num)d draft has a longer answer to “%(what)s” than fits now.",
    "%(num)d drafts have a longer answer to “%(what)s” than fits now.",
)
CHOSE_GONE = counted(
    "%(num)d draft has an answer to “%(what)s” that cannot be chosen any more.",
    "%(num)d drafts have an answer to “%(what)s” that cannot be chosen any more.",
)
CANNOT_APPLY = counted(
    "%(num)d draft is of an applicant who could not apply any more: %(what)s.",
    "%(num)d drafts are of applicants who could not apply any more: %(what)s.",
)


class Consequence(NamedTuple):
    """Be one thing that drafts lose or need: which drafts, and how it is said of so many."""

    drafts: ColumnElement[bool]
    one: str
    many: str
    what: str


def impact_of(call: Call, old: Rules, new: Rules) -> dict[str, Any]:
    """Return how many people are told, how many drafts there are, and what how many of them lose or need, in words."""
    found = list(_consequences(old, new))[:MAX_CONSEQUENCES]
    drafts = and_(Application.call_id == call.id, Application.state == ApplicationState.DRAFT)
    counted = select(func.count(), *(func.count().filter(one.drafts) for one in found)).where(drafts)
    total, *numbers = db.session.execute(counted).one()
    pairs = zip(found, numbers, strict=True)
    said = [ngettext(one.one, one.many, number, what=one.what) for one, number in pairs if number]
    return {"told": count_told(call), "drafts": total, "consequences": said}


def people_told(call: Call) -> dict[str, Any]:
    """Return how many people are told of what an official is about to do to a call."""
    return {"told": count_told(call)}


def count_told(call: Call) -> int:
    """Count who works on an application of a call that is not over: those who are told what becomes of the call."""
    told = (
        select(func.count(func.distinct(ApplicationMember.person_id)))
        .join(Application, Application.id == ApplicationMember.application_id)
        .where(Application.call_id == call.id, Application.state.not_in(OVER), ApplicationMember.works)
    )
    return db.session.scalar(told) or 0


def _consequences(old: Rules, new: Rules) -> Iterator[Consequence]:
    before, after = ({field.code: field for field in rules.fields} for rules in (old, new))
    for code in before.keys() - after.keys():
        yield Consequence(_answered(code), *LOSES, what=_words(before[code]))
    for code, field in after.items():
        yield from _of_field(before.get(code), field)
    for kind in set(old.applicants.kinds) - set(new.applicants.kinds):
        chosen = Application.applicant["kind"].as_string() == kind
        yield Consequence(chosen, *CANNOT_APPLY, what=str(KINDS[kind]))


def _of_field(before: FormField | None, field: FormField) -> Iterator[Consequence]:
    was_needed = before is not None and before.required
    if field.required and not was_needed and field.type not in {"file", "static_text"}:
        yield Consequence(~_answered(field.code), *NEEDS, what=_words(field))
    if before is None:
        return
    if before.type != field.type:
        yield Consequence(_answered(field.code), *OTHER_TYPE, what=_words(field))
    if field.max_chars and (before.max_chars is None or field.max_chars < before.max_chars):
        longer = func.length(_answer(field.code)) > field.max_chars
        yield Consequence(longer, *TOO_LONG, what=_words(field))
    gone = {option.code for option in before.options} - {option.code for option in field.options}
    if gone and field.type == "choice":
        yield Consequence(_answer(field.code).in_(sorted(gone)), *CHOSE_GONE, what=_words(field))


def _answer(code: str) -> ColumnElement[Any]:
    answer: ColumnElement[Any] = Application.answers[code].as_string()
    return answer


def _answered(code: str) -> ColumnElement[bool]:
    answer = _answer(code)
    return ~or_(answer.is_(None), answer.in_(EMPTY))


def _words(field: FormField) -> str:
    return text(field.label) or field.code
