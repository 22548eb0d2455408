"""Use cases of calls: prepare, publish, move, close, cancel. Nothing else changes their state."""

from grants.calls.services.amending import (
    AMENDABLE,
    MAX_AMENDMENT_REASON,
    begin_amendment,
    begin_amendment_with,
    drop_amendment,
    explain_amendment,
    extend,
    put_in_force,
)
from grants.calls.services.approving import ask_approval, is_asked, needs_asking
from grants.calls.services.closing import finish_closing, hold_open, wind_up_with
from grants.calls.services.files import attach, detach, keep_act
from grants.calls.services.locking import lock
from grants.calls.services.preparing import create, create_beside, discard, replace_rules, was_discarded_by
from grants.calls.services.steps import MAX_REASON, advance, cancel, guard, missing, publish

__all__ = [
    "AMENDABLE",
    "MAX_AMENDMENT_REASON",
    "MAX_REASON",
    "advance",
    "ask_approval",
    "attach",
    "begin_amendment",
    "begin_amendment_with",
    "cancel",
    "create",
    "create_beside",
    "detach",
    "discard",
    "drop_amendment",
    "explain_amendment",
    "extend",
    "finish_closing",
    "guard",
    "hold_open",
    "is_asked",
    "keep_act",
    "lock",
    "missing",
    "needs_asking",
    "publish",
    "put_in_force",
    "replace_rules",
    "was_discarded_by",
    "wind_up_with",
]
