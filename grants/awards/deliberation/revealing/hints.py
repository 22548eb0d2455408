"""Words in a text that reveal an evaluator: names, addresses, telephone numbers, one person speaking. Pure.

A hint is a warning for a person to look at, never a verdict: a surname can be a word of the language.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

SHORT = 4
"""Names of fewer letters have no stem to compare; they count only as they stand."""
LEAST_STEM = 3

_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = (
    *("iem", "ais"),
    *("ām", "ēm", "os", "ās", "ēs", "am", "em", "im", "um", "ai", "ei", "ie", "is", "us", "as", "es"),
    *("s", "š", "a", "e", "i", "u", "o", "ā", "ē", "ī", "ū"),
)
"""Endings of Latvian nouns in every case, the longest first."""
_ALIKE = {"d": "z", "t": "s"}
"""Consonants that change before an ending, Briedis to Brieža; the others only gain or lose a mark, Jānis to Jāņa."""
_LABIALS = ("bj", "mj", "pj", "vj")
"""After these a declined name gains a j, Kurmis to Kurmja."""

_FIRST_PERSON = frozenset(
    {"es", "man", "mani", "mans", "mana", "manu", "manam", "manai", "manas", "manis", "manā", "manī", "manuprāt"}
    | {"my", "me", "mine", "myself"}
)
_ENGLISH_I = re.compile(r"\bI\b(?!\.)")
"""The English pronoun, not the numeral of a part."""
_ROLE = re.compile(
    r"\bkā (?:komisijas )?(?:priekšsēdētāj|locek|vērtētāj|ekspert|recenzent|sekretār)\w*"
    r"|\bas (?:an?|the) (?:chair|evaluator|expert|reviewer|assessor|member|secretary)\w*",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\d+])(?:\+\d{1,3}[ -]?)?(?!(?:19|20)\d\d[ –-])[26]\d(?:[ -]?\d){6}(?!\d)(?! ?(?:€|EUR\b|eiro\b))"
    r"|\+\d(?:[ -]?\d){7,14}(?!\d)"
)
"""Eight digits as Latvian numbers have them, but no days, spans of years and sums of money; or any with a plus."""


class Clue(StrEnum):
    """Name by what an evaluator could be known."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    ROLE = "role"
    FIRST_PERSON = "first_person"


@dataclass(frozen=True, slots=True)
class Hint:
    """Be words of a text that could reveal an evaluator, as they stand there."""

    clue: Clue
    words: str


def hints_in(text: str, names: Iterable[str]) -> tuple[Hint, ...]:
    """Return what in a text could reveal an evaluator, each once; `names` are those that it must not tell.

    Names are compared word by word, whatever their case in Latvian. A word that begins small is a name only if it is
    spelled exactly like one: "skaidrs" is not somebody called Skaidra.
    """
    text = unicodedata.normalize("NFC", text)
    return tuple(dict.fromkeys(_found(text, _Names.of(names))))


@dataclass(frozen=True)
class _Names:
    exact: frozenset[str]
    stems: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str]) -> "_Names":
        words = {word for name in names for word in _WORD.findall(unicodedata.normalize("NFC", name).casefold())}
        exact = frozenset(word for word in words if len(word) > 1)
        return cls(exact, frozenset(_stem(word) for word in exact if len(word) >= SHORT))

    def hold(self, word: str) -> bool:
        folded = word.casefold()
        if len(word) < SHORT:
            return word[0].isupper() and folded in self.exact
        return folded in self.exact or (word[0].isupper() and _stem(folded) in self.stems)


def _found(text: str, names: _Names) -> Iterator[Hint]:
    words = _WORD.findall(text)
    yield from (Hint(Clue.NAME, word) for word in words if names.hold(word))
    yield from (Hint(Clue.EMAIL, each) for each in map(_trimmed, text.split()) if "@" in each[1:-1])
    yield from _matching(Clue.PHONE, _PHONE, text)
    yield from _matching(Clue.ROLE, _ROLE, text)
    yield from _matching(Clue.FIRST_PERSON, _ENGLISH_I, text)
    yield from (Hint(Clue.FIRST_PERSON, word) for word in words if word.casefold() in _FIRST_PERSON)


def _matching(clue: Clue, pattern: re.Pattern[str], text: str) -> Iterator[Hint]:
    return (Hint(clue, found[0]) for found in pattern.finditer(text))


def _trimmed(word: str) -> str:
    return word.strip(".,;:!?()[]<>\"'“”„«»")


def _stem(word: str) -> str:
    """Return what all cases of a Latvian name have in common, without the marks of its letters."""
    ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= LEAST_STEM), "")
    stem = _plain(word.removesuffix(ending))
    if stem.endswith(_LABIALS) and len(stem) > LEAST_STEM:
        stem = stem[:-1]
    return stem[:-1] + _ALIKE.get(stem[-1], stem[-1])


def _plain(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
