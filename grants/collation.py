"""The order of words in a language, as the Unicode Common Locale Data Repository (CLDR) has it; pure.

In Latvian č, ģ, ķ, ļ, ņ, ŗ, š, ž are letters of their own after c, g, k …; ā, ē, ī, ū count as a, e, i, u, and y as i,
unless two words are equal otherwise.
"""

from functools import lru_cache
from unicodedata import combining, normalize

ALPHABETS = {
    "lv": "abcčdefgģhijkķlļmnņopqrŗsštuvwxzž",
    "lt": "abcčdefghijklmnopqrsštuvwxzž",
    "et": "abcdefghijklmnopqrsšzžtuvwõäöüxy",
}
PLAIN = "abcdefghijklmnopqrstuvwxyz"
"""The alphabet of every other language: accents count only where words are equal otherwise."""
SAME = {"lv": {"y": "i"}, "lt": {"y": "i"}}
"""Letters that count as others at first."""

_OF_ALPHABET = 2
"""What letters of the alphabet are among signs (0), digits (1) and letters of others (3)."""
_LATIN = [chr(code) for code in (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x250))]
"""Letters of the Latin alphabet, capitals and small ones, with every accent."""

Key = tuple[tuple[tuple[int, int], ...], tuple[str, ...], str]


@lru_cache(maxsize=8192)
def sort_key(words: str, language: str) -> Key:
    """Return by what words are sorted in a language: signs and digits before letters, capitals beside small letters."""
    letters = [_letter(each, language) for each in normalize("NFC", words.casefold())]
    return tuple(first for first, _second in letters), tuple(second for _first, second in letters), words


@lru_cache(maxsize=8)
def places_of(language: str) -> tuple[str, str]:
    """Return letters, and beside each a sign that stands where the letter does when signs are sorted by their codes.

    Databases sort by it: what is not among the letters stays. Words that differ in accents or capitals alone are equal.
    """
    letters = {letter: _letter(small, language)[0] for letter in _LATIN if len(small := letter.casefold()) == 1}
    placed = {letter: chr(ord("a") + place) for letter, (kind, place) in letters.items() if kind == _OF_ALPHABET}
    return "".join(placed), "".join(placed.values())


def _letter(each: str, language: str) -> tuple[tuple[int, int], str]:
    alphabet = ALPHABETS.get(language, PLAIN)
    if each in alphabet:
        return (_OF_ALPHABET, alphabet.index(each)), ""
    plain = SAME.get(language, {}).get(each) or next(
        (part for part in normalize("NFD", each) if not combining(part)), each
    )
    if plain in alphabet:
        return (_OF_ALPHABET, alphabet.index(plain)), each
    if each.isdecimal():
        return (1, ord(each)), ""
    return (3 if each.isalpha() else 0, ord(each)), ""
