"""Lists in the order of the reader's language; a database sorts each in its own way."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from sqlalchemy import Text, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ColumnElement
from sqlalchemy.sql.functions import FunctionElement

from grants.collation import Key, places_of, sort_key
from grants.web.languages import language

T = TypeVar("T")


def words_key(*words: str) -> tuple[Key, ...]:
    """Return by what these words, the first before the next, are sorted for the reader."""
    code = language()
    return tuple(sort_key(each, code) for each in words)


def in_order(things: Iterable[T], words: Callable[[T], str | tuple[str, ...]]) -> list[T]:
    """Sort things by words, or by several; what is equal stays in the order in which it came."""

    def key(thing: T) -> tuple[Key, ...]:
        found = words(thing)
        return words_key(found) if isinstance(found, str) else words_key(*found)

    return sorted(things, key=key)


def in_alphabet(words: ColumnElement[str]) -> ColumnElement[str]:
    """Return by what a database sorts words for who reads when it is asked, for lists that it cuts into pages."""
    letters = bindparam(None, callable_=lambda: places_of(language())[0], type_=Text())
    signs = bindparam(None, callable_=lambda: places_of(language())[1], type_=Text())
    return _InAlphabet(words, letters, signs)


class _InAlphabet(FunctionElement[str]):
    """Put a sign in the place of each letter that sorts as the letter does in the reader's language."""

    inherit_cache = True
    type = Text()


@compiles(_InAlphabet)
def _by_codes(element: _InAlphabet, compiler: SQLCompiler, **options: Any) -> str:
    return f"translate({compiler.process(element.clauses, **options)})"


@compiles(_InAlphabet, "postgresql")
def _by_codes_whatever_the_installation(element: _InAlphabet, compiler: SQLCompiler, **options: Any) -> str:
    return f'translate({compiler.process(element.clauses, **options)}) COLLATE "C"'
