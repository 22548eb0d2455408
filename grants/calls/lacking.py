"""What a draft still lacks before it can be published, and the page where each is put right."""

from flask_babel import gettext as _

from grants.calls.details import Detail, detail_about, details_of
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.reasons import Reason
from grants.calls.rules.canonical import dump
from grants.calls.rules.phrases import MISSING
from grants.calls.rules.problems import Problem
from grants.calls.rules.validation import publication_problems
from grants.calls.wording import said


def lacking(call: Call) -> list[Reason]:
    """Return what the rules of a call lack: the form of a draft has a field for it, or its file is replaced."""
    rules = rules_of(call)
    details = details_of(dump(rules))
    return [_reason(call, problem, details) for problem in publication_problems(rules, at="")]


def _reason(call: Call, problem: Problem, details: tuple[Detail, ...]) -> Reason:
    detail = detail_about(details, problem.path)
    if detail:
        return Reason(_words(problem), "office_preparing.edit", {"slug": call.slug, "_anchor": detail.name})
    return Reason(_words(problem), "office_preparing.replace_rules", {"slug": call.slug})


def _words(problem: Problem) -> str:
    if problem.wrong == MISSING:
        return _("Missing: %(what)s.", what=said(problem.expected))
    return _("Missing in “%(place)s”: %(what)s.", place=problem.path, what=said(problem.expected))
