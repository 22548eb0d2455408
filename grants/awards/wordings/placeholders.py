"""What the text of a letter can say of its application, and what it has to say by law. Pure.

Source of what every letter has: Administratīvā procesa likums, s. 67 (the institution and its address, the addressee,
the facts, what is decided, the reasons, the norms, where and until when it can be contested, the official and the day).
"""

from typing import Final

from grants.awards.wordings.kinds import LetterKind

WORDS: Final = frozenset(
    {"number", "day", "call", "organiser", "applicant", "title", "reference", "received", "requested", "official"}
)
"""Stand anywhere in a sentence, in every letter."""
WORDS_OF: Final = {
    LetterKind.AWARD: frozenset({"amount"}),
    LetterKind.AWARD_WITH_CONDITIONS: frozenset({"amount"}),
    LetterKind.OFFER: frozenset({"amount", "until"}),
    LetterKind.EXTENSION: frozenset({"until"}),
    LetterKind.LAPSED: frozenset({"until"}),
    LetterKind.CONTRACT: frozenset({"amount"}),
}
"""Stand in letters of one kind only."""
PARTS: Final = ("head", "facts", "decision", "reasons", "legal_basis", "contest", "signature")
"""Stand in a paragraph of their own; every decision has them."""
PARTS_OF_CONTRACTS: Final = ("parties", "grant", "period", "conditions", "signatures")
"""Those of a contract, which two sign."""
PARTS_OF_NOTICES: Final = ("head", "facts", "decision", "reasons", "legal_basis", "signature")
"""Those of a letter that decides nothing yet and so is not contested alone."""
NOTICES: Final = frozenset({LetterKind.EXTENSION, LetterKind.ON_HOLD})
MORE_PARTS: Final = {
    LetterKind.AWARD_WITH_CONDITIONS: ("conditions",),
    LetterKind.CORRECTION: ("replaced",),
    LetterKind.REVOCATION: ("replaced",),
    LetterKind.DECLINED: ("replaced",),
    LetterKind.LAPSED: ("replaced",),
    LetterKind.COMPLAINT: ("replaced",),
    LetterKind.OFFER: ("answer",),
}


def words_of(kind: LetterKind) -> frozenset[str]:
    """Return the placeholders that stand anywhere in a letter of a kind."""
    return WORDS | WORDS_OF.get(kind, frozenset())


def parts_of(kind: LetterKind) -> tuple[str, ...]:
    """Return the parts that a letter of a kind has to have, each in a paragraph of its own."""
    if kind is LetterKind.CONTRACT:
        return PARTS_OF_CONTRACTS
    return (*(PARTS_OF_NOTICES if kind in NOTICES else PARTS), *MORE_PARTS.get(kind, ()))
