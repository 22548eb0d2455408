"""Use cases of sittings: plan, change, cancel, open, call the roll, vote, close."""

from grants.awards.meetings.services.answering import answer, call_in
from grants.awards.meetings.services.holding import arrive, close, leave, open_sitting
from grants.awards.meetings.services.planning import cancel, change, plan
from grants.awards.meetings.services.voting import vote, vote_on_rest

__all__ = [
    "answer",
    "arrive",
    "call_in",
    "cancel",
    "change",
    "close",
    "leave",
    "open_sitting",
    "plan",
    "vote",
    "vote_on_rest",
]
