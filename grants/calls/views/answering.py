"""How a page about rules answers: act on what is valid, or show everything that is wrong with what was typed."""

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template
from werkzeug.wrappers import Response

from grants.calls.editing.where import Where, where
from grants.calls.rules.problems import InvalidDocument, Problem
from grants.errors import Invalid, Stale
from grants.web.forms import Form

Page = str | Response | tuple[str, int]


def answer(form: Form, act: Callable[[], str | None], template: str, *, linked: bool = True, **shown: Any) -> Page:
    """Act on a valid form and go where `act` says, or show the form; if `linked`, problems lead to where they are."""
    problems: list[Problem] = []
    places: dict[str, Where | None] = {}
    status = 200
    if form.validate_on_submit():
        try:
            address = act()
        except InvalidDocument as invalid:
            problems, status = _unexplained(form, invalid), 422
            if linked and isinstance(invalid.document, dict):
                places = {problem.path: where(invalid.document, problem.path) for problem in problems}
        except Invalid as invalid:
            beside(form, invalid)
            status = 422
        except Stale as stale:
            form.form_errors.append(str(stale.message))
            status = 422
        else:
            if address is not None:
                return redirect(address, 303)
    elif form.is_submitted():
        status = 422
    return render_template(template, form=form, problems=problems, places=places, **shown), status


def _unexplained(form: Form, invalid: InvalidDocument) -> list[Problem]:
    explain = getattr(form, "explain", None)
    return list(explain(invalid) if explain else invalid.problems)


def beside(form: Form, invalid: Invalid) -> None:
    """Put what was refused beside its field, or above the form if that has no such field."""
    beside = [name for name in invalid.fields if name in form]
    for name in beside:
        form[name].errors = [*form[name].errors, str(invalid.fields[name])]
    if not beside:
        form.form_errors.append(str(invalid.message))
