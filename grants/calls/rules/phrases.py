"""What is said of a document: in English here, and with what it takes to say it in another language elsewhere.

The rules know neither readers nor catalogues. `grants.calls.wording.said` says a phrase in the reader's language; the
texts are collected for translation by the names of the two functions below.
"""


class Phrase(str):
    """Say something in English, and keep what it was made of: a text, its plural if it counts, and values.

    A value may be a phrase itself.
    """

    __slots__ = ("number", "plural", "text", "values")
    text: str
    plural: str
    number: int
    values: dict[str, object]


def phrase(text: str, /, **values: object) -> Phrase:
    """Return a phrase whose text has a place such as %(name)s for each value."""
    return _made(text % values if values else text, text, values)


def counted(one: str, many: str, number: int, /) -> Phrase:
    """Return a phrase about a number, %(num)d in its texts."""
    return _made((one if number == 1 else many) % {"num": number}, one, {}, many, number)


def _made(english: str, text: str, values: dict[str, object], plural: str = "", number: int = 0) -> Phrase:
    made = Phrase(english)
    made.text, made.plural, made.number, made.values = text, plural, number, values
    return made


OBJECT = phrase("an object with names and values")
MISSING = phrase("is missing")
DECIMAL = phrase("a decimal number in quotes, such as %(example)s", example='"2.5"')
WHOLE = phrase("a whole number without quotes")
LANGUAGE = phrase("the code of a language, such as %(example)s", example='"lv"')
ZONE = phrase("a time zone of the IANA database, such as %(example)s", example='"Europe/Riga"')
NUL = (phrase("text without the character NUL"), phrase("contains the character NUL"))
HALF_CHARACTER = (phrase("text that Unicode can write"), phrase("contains half a character"))
"""What is expected, and what is wrong."""


def at_most_characters(most: int) -> Phrase:
    """Say how long a text may be."""
    return counted("at most %(num)d character", "at most %(num)d characters", most)


def has_characters(number: int) -> Phrase:
    """Say how long a text is."""
    return counted("has %(num)d character", "has %(num)d characters", number)


def at_most_digits(most: int) -> Phrase:
    """Say how long a number may be."""
    return counted("a number of at most %(num)d digit", "a number of at most %(num)d digits", most)


def at_most_levels(most: int) -> Phrase:
    """Say how deep lists and objects may stand inside one another."""
    return counted("at most %(num)d level of nesting", "at most %(num)d levels of nesting", most)
