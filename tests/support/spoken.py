"""Every entry of the journal that any test writes has words for its readers."""

from typing import Any

from sqlalchemy import event

from grants.journal.models import Entry
from grants.journal.words import action_words

ONLY_OF_TESTS = "test."
"""What the codes begin with that tests of the journal make up."""


@event.listens_for(Entry, "before_insert")
def every_action_has_words(_mapper: Any, _connection: Any, entry: Entry) -> None:
    """Fail the test that does something for which no stage offers words."""
    if not entry.action.startswith(ONLY_OF_TESTS):
        assert action_words(entry.action) != entry.action, f"no stage has words for the action {entry.action}"
