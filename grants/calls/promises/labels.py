"""Words for promises."""

from flask_babel import lazy_gettext as _l

from grants.calls.promises.dates import Promise

DUE = {Promise.EVALUATION: _l("Evaluation until"), Promise.DECISION: _l("Decision until")}
"""What a date is of."""
