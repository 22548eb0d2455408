"""The whole form of a call to be read and printed before any account: what will be asked, and what is allowed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from grants.applications.first_page import first_questions
from grants.applications.form.working import Typed
from grants.applications.questions import Filled, Question, questions_of
from grants.applications.wording import question_label
from grants.calls.printed import only_in, payers
from grants.calls.rules.document import FormField, Rules
from grants.documents.content import Block, Bullets, Document, Heading, Paragraph
from grants.web.filters import text
from grants.web.languages import language

WAYS = {
    "line": _l("one line"),
    "text": _l("text"),
    "number": _l("number"),
    "money": _l("sum in euros"),
    "day": _l("date"),
    "range": _l("two dates"),
    "email": _l("e-mail address"),
    "phone": _l("phone number"),
    "url": _l("web address"),
    "choice": _l("one answer of several"),
    "choices": _l("any of several answers"),
    "yes_no": _l("yes or no"),
    "declaration": _l("to be confirmed"),
    "file": _l("file"),
    "rows": _l("table"),
}
"""How a question is answered, by its control."""


@dataclass(frozen=True)
class Asked:
    """Be one question, in words."""

    label: str
    way: str
    """How it is answered; nothing for words that ask nothing."""
    notes: list[str]
    required: bool
    options: list[str] = field(default_factory=list)
    columns: list["Asked"] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """Be one page of the form."""

    title: str
    questions: list[Asked]


def form_in_advance(rules: Rules) -> list[Part]:
    """Return everything that an application asks, in the reader's language."""
    first = [_asked(each, rules, None) for each in first_questions(rules, Typed("", {}, {}))]
    parts = [Part(_("Applicant and project"), first)]
    for section in rules.form:
        questions = questions_of(section, Filled(rules=rules, answers={}))
        asked = [_asked(each, rules, of) for each, of in zip(questions, section.fields, strict=True)]
        parts.append(Part(text(section.title), asked))
    return parts


def form_document(rules: Rules) -> Document:
    """Return the form as a document, to be printed or filled in beforehand."""
    return Document(
        title=_("Application form: %(call)s", call=text(rules.title)),
        language=language(),
        lead=[_("To be read beforehand. Applications are taken on the page of the call."), *only_in(rules)],
        blocks=[block for part in form_in_advance(rules) for block in _blocks(part)],
        foot=f"{rules.organiser.name}, {text(rules.title)}",
        fund=payers(rules),
    )


def _asked(question: Question, rules: Rules, of: FormField | None) -> Asked:
    notes = [words for words in (question.help, question.limits) if words]
    if question.max_chars:
        notes.append(ngettext("At most %(num)d character.", "At most %(num)d characters.", question.max_chars))
    if of is not None and of.show_if is not None:
        notes.append(_condition(of, rules))
    is_choice = question.control in {"choice", "choices"}
    return Asked(
        label=question.label,
        way=str(WAYS.get(question.control, "")),
        notes=notes,
        required=question.required,
        options=[words for _code, words in question.options] if is_choice else [],
        columns=[_asked(cell, rules, None) for row in question.rows[:1] for cell in row],
    )


def _condition(of: FormField, rules: Rules) -> str:
    """Say when a question is asked."""
    if of.show_if is None:
        return ""
    other = next((each for each in rules.fields if each.code == of.show_if.field), None)
    wanted = of.show_if.equals
    answer = {True: _("Yes"), False: _("No")}.get(wanted) if isinstance(wanted, bool) else None
    offered = {option.code: text(option.label) for option in other.options} if other else {}
    answer = answer or offered.get(str(wanted), str(wanted))
    label = question_label(of.show_if.field, rules)
    return _("Asked only if the answer to “%(question)s” is “%(answer)s”.", question=label, answer=answer)


def _blocks(part: Part) -> Iterator[Block]:
    yield Heading(part.title)
    if_one_likes = _("(optional)")
    for asked in part.questions:
        optional = "" if asked.required else f" {if_one_likes}"
        yield Paragraph([(asked.label + optional, "strong"), (f" – {asked.way}" if asked.way else "", "")])
        lines = [*asked.notes, *asked.options, *(f"{one.label} – {one.way}" for one in asked.columns)]
        if lines:
            yield Bullets([[(line, "")] for line in lines])
