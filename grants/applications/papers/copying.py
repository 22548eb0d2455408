"""A copy of what was filled in and not sent in, as plain text for a message."""

from collections.abc import Callable, Iterator
from functools import cache

from flask_babel import get_locale
from flask_babel import gettext as _

from grants.applications.form.applicant import ORDER
from grants.applications.form.typed import as_text, is_empty, shaped
from grants.applications.models import Application
from grants.applications.reading import words_of
from grants.applications.wording import question_label
from grants.calls.labels import KINDS
from grants.calls.queries import rules_of

MAX_COPIED = 60_000
"""Characters of a copy: more is read on the page."""


def copier_of(application: Application) -> Callable[[], str]:
    """Return a function that copies what was filled in, in the language in force when it is called."""

    @cache
    def copied(_language: str) -> str:
        text = "\n\n".join(f"{label}\n{answer}" for label, answer in _answered(application))
        if len(text) <= MAX_COPIED:
            return text
        return text[:MAX_COPIED] + "\n\n" + _("The rest is on the page.")

    return lambda: copied(str(get_locale()))


def _answered(application: Application) -> Iterator[tuple[str, str]]:
    rules, typed = rules_of(application.call), application.typed
    for code in ORDER:
        words = as_text(typed.answer(code))
        if words:
            yield question_label(code, rules), str(KINDS.get(words, words)) if code == "_kind" else words
    for field in rules.fields:
        answer = shaped(field, typed.answers.get(field.code))
        if not is_empty(answer):
            yield question_label(field.code, rules), words_of(field, answer)
