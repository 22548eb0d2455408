"""The first step of a call after its deadline: what was received."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from grants.applications.policies import UNSENT
from grants.applications.queries import counts_of
from grants.calls.course import Step
from grants.calls.models import Call, Stage
from grants.calls.rules.document import Rules


def steps(call: Call, _rules: Rules, _missing: object) -> Iterator[Step]:
    """Tell how many applications were received; the step is done once they are being checked."""
    sent = sum(count for state, count in counts_of(call.id).items() if state not in UNSENT)
    here = url_for("office_applications.applications", slug=call.slug)
    yield Step(
        title=_("Received"),
        is_done=call.stage is not Stage.PUBLISHED,
        left=ngettext("%(num)d application was received.", "%(num)d applications were received.", sent),
        who=_("coordinators"),
        links=[(_("To the applications"), here)] if sent else [],
    )
