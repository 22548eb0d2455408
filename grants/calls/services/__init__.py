"""Use cases of calls: prepare, publish, move, close, cancel. Nothing else changes their state."""

from grants.calls.services.closing import finish_closing, wind_up_with
from grants.calls.services.files import attach, detach, keep_act
from grants.calls.services.locking import lock
from grants.calls.services.preparing import create, create_beside, discard, replace_rules, was_discarded_by
from grants.calls.services.steps import MAX_REASON, advance, cancel, guard, missing, publish

__all__ = [
    "MAX_REASON",
    "advance",
    "attach",
    "cancel",
    "create",
    "create_beside",
    "detach",
    "discard",
    "finish_closing",
    "guard",
    "keep_act",
    "lock",
    "missing",
    "publish",
    "replace_rules",
    "was_discarded_by",
    "wind_up_with",
]
