"""Find the characters that no font at hand can print, and print their names instead: a letter is never half a letter.

Which fonts there are is fixed (those that the typesetter brings along), so that a document is the same file on every
machine.
"""

from functools import lru_cache
from typing import Any

import typst

PLAIN_UNTIL = "\u0250"
"""Below it everything but control characters is Latin, which every font prints."""
MADE_BY_LAYOUT = frozenset("\n\r\t")


def printable(said: Any) -> Any:
    """Return data with every character of its texts that has no glyph as its code point, such as [U+1F600]."""
    if isinstance(said, str):
        missing = {ord(char): f"[U+{ord(char):04X}]" for char in said if not _is_plain(char) and not has_glyph(char)}
        return said.translate(missing) if missing else said
    if isinstance(said, dict):
        return {name: printable(value) for name, value in said.items()}
    return [printable(each) for each in said] if isinstance(said, list | tuple) else said


def _is_plain(char: str) -> bool:
    return char in MADE_BY_LAYOUT or (char < PLAIN_UNTIL and char.isprintable())


@lru_cache(maxsize=8192)
def has_glyph(char: str) -> bool:
    """Tell whether the typesetter prints a character: PDF/A asks for a glyph of each."""
    source = f'#set document(title: "-")\n#set text(lang: "en")\n#str.from-unicode({ord(char)})'
    try:
        typst.compile(source.encode(), ignore_system_fonts=True, pdf_standards="a-2a")
    except typst.TypstError:
        return False
    return True
