"""What rules still lack before they can be published, and the page where each is put right."""

from flask_babel import gettext as _

from grants.calls.editing.where import where
from grants.calls.models import Call, FilePurpose
from grants.calls.queries import files_of, rules_of
from grants.calls.reasons import Reason
from grants.calls.rules.canonical import dump
from grants.calls.rules.document import Rules
from grants.calls.rules.phrases import MISSING
from grants.calls.rules.problems import Problem
from grants.calls.rules.validation import publication_problems
from grants.calls.wording import said


def lacking(call: Call) -> list[Reason]:
    """Return what the rules of a draft lack."""
    return lacking_in(rules_of(call), call, call.version)


def lacking_in(rules: Rules, call: Call, version: int, *, needs_act: bool = True) -> list[Reason]:
    """Return what rules of a call lack as a version of this number; the file of an act only if it needs one."""
    document = dump(rules)
    reasons = [_reason(call, problem, document) for problem in publication_problems(rules, at="")]
    if not needs_act:
        return reasons
    acts = [file for file in files_of(call, version, FilePurpose.ACT) if file.since_version == version]
    if not acts:
        words = _("Missing: %(what)s.", what=_("the file of the act that approves the rules"))
        reasons.append(Reason(words, "office_files.act", {"slug": call.slug}))
    return reasons


def _reason(call: Call, problem: Problem, document: dict[str, object]) -> Reason:
    found = where(document, problem.path)
    if problem.wrong == MISSING:
        words = _("Missing: %(what)s.", what=said(problem.expected))
    else:
        place = found.words if found else problem.path
        words = _("Missing in “%(place)s”: %(what)s.", place=place, what=said(problem.expected))
    if found is None:
        return Reason(words, "office_rules.overview", {"slug": call.slug})
    return Reason(words, found.endpoint, {"slug": call.slug, **found.values})
