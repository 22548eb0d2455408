"""The words that a member signs before anything of the applications is seen."""

from flask_babel import gettext as _

from grants.calls.rules.document import Rules
from grants.web.languages import language


def statement_of(rules: Rules) -> str:
    """Return the statement in the reader's language, as Markdown: the organiser's own words, or else ours."""
    return rules.text(rules.committee.statement, language()) or _ours()


def _ours() -> str:
    promises = (
        _("I keep to myself what I learn from the applications and from the work of the committee, also afterwards."),
        _("I use it to evaluate and for nothing else, and delete my copies when the work is done."),
        _("I judge by the criteria of the rules alone, independently, and favour nobody."),
        _("I say for each application whether I have a conflict of interest, and stand aside where I have one."),
        _("I tell nobody how I or others judge before the results are published."),
    )
    return "\n".join(f"- {promise}" for promise in promises)
