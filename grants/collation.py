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

Key = tuple[tuple[tuple[int, int], ...], tuple[str, ...], str]


@lru_cache(maxsize=8192)
def sort_key(words: str, language: str) -> Key:
    """Return by what words are sorted in a language: signs and digits before letters, capitals beside small letters."""
    letters = [_letter(each, language) for each in normalize("NFC", words.casefold())]
    return tuple(first for first, _second in letters), tuple(second for _first, second in letters), words


def _letter(each: str, language: str) -> tuple[tuple[int, int], str]:
    alphabet = ALPHABETS.get(language, PLAIN)
    if each in alphabet:
        return (2, alphabet.index(each)), ""
    plain = SAME.get(language, {}).get(each) or next(
        (part for part in normalize("NFD", each) if not combining(part)), each
    )
    if plain in alphabet:
        return (2, alphabet.index(plain)), each
    if each.isdecimal():
        return (1, ord(each)), ""
    return (3 if each.isalpha() else 0, ord(each)), ""
