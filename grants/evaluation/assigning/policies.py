"""When members are assigned, and when they say what they prefer."""

from grants.calls.models import Call, Stage
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.calls.rules.parts.form import Option
from grants.evaluation.policies import assigns

ASSIGNABLE = frozenset({Stage.CHECKING, Stage.SCORING})
PREFERABLE = frozenset({Stage.PUBLISHED, Stage.CHECKING, Stage.SCORING})


def may_wish(call: Call) -> bool:
    """Tell whether members say how gladly they would score which application: once they see the list, before scoring.

    Never in a blind call: what left the list upon a conflict with a name would be known to be theirs.
    """
    rules = rules_of(call)
    return assigns(rules) and call.stage is Stage.CHECKING and not rules.scoring.blind


def themes_of(rules: Rules) -> tuple[Option, ...]:
    """Return the themes among which members choose, if the rules name a question for them."""
    code = rules.scoring.themes_field
    return next((field.options for field in rules.fields if field.code == code), ())
