"""The list of the messages of a call: what it says of each, and by what it is narrowed."""

from collections.abc import Collection

from flask_babel import gettext as _

from grants.calls.messages.labels import EVENTS
from grants.documents.tables import Kind
from grants.notices.labels import STATES
from grants.notices.models import MessageState
from grants.notices.proving.queries import Listed
from grants.web.filters import zone
from grants.web.lists.rows import Filter, Listing, Part
from grants.web.ordering import in_order

PLACE = "messages"
"""Under which views of it are kept."""


def listing(kinds: Collection[tuple[str, MessageState]] = ()) -> Listing[Listed]:
    """Return the list of messages; `kinds` are event and state of those there are. A query narrows and sorts it."""
    events = {code: str(EVENTS.get(code, code)) for code in {event for event, _state in kinds}}
    used = {state for _event, state in kinds}
    return Listing(
        PLACE,
        _("Messages"),
        [
            Part("subject", _("Subject"), lambda message: message.subject),
            Part("to", _("To"), lambda message: message.address),
            Part("written", _("Written"), lambda message: message.queued_at.astimezone(zone()), kind=Kind.MOMENT),
            Part("state", _("State"), lambda message: str(STATES[message.state])),
        ],
        [
            Filter("event", _("What it is"), dict(in_order(events.items(), lambda each: each[1])), lambda _row: ""),
            Filter(
                "state",
                _("State"),
                {state.value: str(words) for state, words in STATES.items() if state in used},
                lambda message: message.state.value,
            ),
        ],
        usual="-written",
    )
