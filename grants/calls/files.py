"""Rules that come in a file: a rules document, or a whole competition bundle, of which the call is taken."""

from grants.calls.rules.document import Rules
from grants.calls.rules.limits import FORMAT
from grants.calls.rules.phrases import phrase
from grants.calls.rules.problems import InvalidDocument, Problem, shown, value_is
from grants.calls.rules.reading import load_json, too_large
from grants.calls.rules.validation import read_rules

MAX_FILE = 2 * 1024 * 1024


def rules_from_file(content: bytes) -> Rules:
    """Return the rules a JSON file holds; raise InvalidDocument with every problem, its path as in the file."""
    if len(content) > MAX_FILE:
        raise InvalidDocument([too_large(len(content), MAX_FILE)])
    document = load_json(content)
    if "format" in document:
        if document["format"] != FORMAT:
            expected = phrase("%(format)s, the format of this version", format=shown(FORMAT))
            raise InvalidDocument([Problem("format", value_is(document["format"]), expected)])
        return read_rules(document.get("call"))
    return read_rules(document, at="")
