"""Two steps of a call after its deadline: the checks, and the conflicts and sheets of the committee."""

from collections.abc import Iterator, Sequence

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from grants.accounts.current import require_person
from grants.accounts.models import Role
from grants.accounts.words import SEATS
from grants.calls.course import Link, Step
from grants.calls.models import Call, Stage
from grants.calls.policies import may_assist
from grants.calls.rules.document import Rules
from grants.evaluation import committees
from grants.evaluation.panels import Done, checks_progress
from grants.evaluation.policies import DECLARABLE, SHOWN, assigns
from grants.evaluation.progress import sheets_needed

BEFORE_SHEETS = frozenset({Stage.PUBLISHED, Stage.CHECKING})
_NAMED = 5
"""Members who are named; of more their number is said."""


def steps(call: Call, rules: Rules, _missing: object) -> Iterator[Step]:
    """Tell how far the checks are where the rules have any, and how far the committee is where it scores."""
    checked = checks_progress(call.id) if call.stage in SHOWN else Done(0, 0)
    if rules.checks:
        yield _checks(call, checked)
    if rules.criteria:
        yield _sheets(call, rules, checked.whole)


def _checks(call: Call, checked: Done) -> Step:
    is_done = call.stage not in BEFORE_SHEETS or (call.stage is Stage.CHECKING and checked.done == checked.whole)
    checks = call.stage is Stage.CHECKING and not is_done and may_assist(require_person(), call)
    words = _("Applications checked: %(done)d of %(whole)d.", done=checked.done, whole=checked.whole)
    return Step(
        title=_("Checked"),
        is_done=is_done,
        left=words if call.stage in SHOWN else "",
        who=_("coordinators and secretaries"),
        act=(_("Check the next application"), url_for("checks.begin", slug=call.slug)) if checks else None,
        links=[(_("All checks"), url_for("checks.queue", slug=call.slug))] if call.stage in SHOWN else [],
    )


def _sheets(call: Call, rules: Rules, whole: int) -> Step:
    seats = committees.taken_seats(call.id)
    is_done = call.stage in SHOWN and call.stage not in DECLARABLE
    is_scored = call.stage in SHOWN and call.stage is not Stage.CHECKING
    progress = committees.progress_of(call.id, rules, seats) if is_scored else []
    behind = [each for each in progress if each.submitted < each.expected] if call.stage is Stage.SCORING else []
    shown = {"seats": seats, "seat_words": SEATS, "rules": rules, "sheets": progress}
    shown["sheets_needed"] = sheets_needed(rules)
    at_progress = (_("Progress of the members"), url_for("committee.progress", slug=call.slug))
    return Step(
        title=_("Conflicts and sheets"),
        anchor="evaluation",
        is_done=is_done,
        left=_left(call, rules, seats, whole, sum(each.expected - each.submitted for each in behind)),
        due_at=rules.schedule.evaluation_due_at,
        who=_named([each.role for each in behind]) if behind else _("coordinators"),
        act=at_progress if behind else None,
        links=_links(call, rules, [] if behind or call.stage not in SHOWN else [at_progress]),
        details=Markup(render_template("evaluation/panels/sheets_so_far.html", **shown)),  # noqa: S704  # a template
    )


def _left(call: Call, rules: Rules, seats: list[Role], whole: int, sheets: int) -> str:
    said = []
    if call.stage in DECLARABLE and not (call.stage is Stage.SCORING and assigns(rules)):
        undeclared = sum(committees.undeclared_of(call, rules, seats, whole).values())
        if undeclared > 0:
            said.append(ngettext("%(num)d declaration is open.", "%(num)d declarations are open.", undeclared))
    if sheets:
        said.append(ngettext("%(num)d sheet is missing.", "%(num)d sheets are missing.", sheets))
    return " ".join(said)


def _links(call: Call, rules: Rules, progress: list[Link]) -> list[Link]:
    links = [(_("Committee"), url_for("committee.show", slug=call.slug)), *progress]
    if assigns(rules) and call.stage in SHOWN:
        links.append((_("Who scores what"), url_for("assignment.show", slug=call.slug)))
    if call.stage in SHOWN:
        links.append((_("Read without a connection"), url_for("office_sheets.office_offline", slug=call.slug)))
    return links


def _named(behind: Sequence[Role]) -> str:
    if len(behind) > _NAMED:
        return ngettext("%(num)d member", "%(num)d members", len(behind))
    return ", ".join(role.person.name or role.person.email for role in behind)
