"""What keeps the results from becoming public: letters that have not left."""

from flask_babel import ngettext

from grants.awards.letters.queries import count_unsent
from grants.calls.models import Call
from grants.calls.reasons import Reason


def unsent_letters(call: Call) -> list[Reason]:
    """Return why results cannot be published yet: whoever waits for a letter would learn the decision from the page."""
    waiting = count_unsent(call)
    if not waiting:
        return []
    words = ngettext(
        "%(num)d letter has not been sent yet: its reader would learn the decision from the page of the results.",
        "%(num)d letters have not been sent yet: their readers would learn the decision from the page of the results.",
        waiting,
    )
    return [Reason(words, "letters.page", {"slug": call.slug})]
