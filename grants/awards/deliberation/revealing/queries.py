"""What members wrote for an applicant, without whose it is, and who must not be told by it."""

from dataclasses import dataclass
from hashlib import blake2b

from grants.applications.models import Application
from grants.awards.deliberation.revealing.hints import Hint, hints_in
from grants.awards.deliberation.sheets import counted_sheets
from grants.calls.models import Call
from grants.evaluation.interests.people import ever_judging, involved_in


@dataclass(frozen=True)
class Offered:
    """Be a text that a member wrote for the applicant, and what in it could reveal somebody."""

    words: str
    hints: tuple[Hint, ...]


def untold_in(call: Call) -> list[str]:
    """Return the names that no applicant is told: of who sits or sat in the committee, and of officials."""
    people = {person.id: person for person in (*ever_judging(call), *involved_in(call))}
    return [person.name for person in people.values() if person.name]


def revealing(words: str, call: Call) -> tuple[Hint, ...]:
    """Return what in a text could reveal who evaluated or decided in a call; two statements."""
    return hints_in(words, untold_in(call))


def offered_on(application: Application) -> list[Offered]:
    """Return what members wrote for the applicant on sheets that count.

    Their order is drawn for each application, so that it tells of no text whose it is.
    """
    key = application.id.bytes
    texts = {sheet.for_applicant for sheet in counted_sheets(application)[0]} - {""}
    if not texts:
        return []
    names = untold_in(application.call)
    in_order = sorted(texts, key=lambda words: blake2b(words.encode(), key=key).digest())
    return [Offered(words, hints_in(words, names)) for words in in_order]
