"""Letters for the post: all of them in one document to print, and the sheet of their addresses."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from grants.awards.letters.labels import KINDS
from grants.awards.letters.models import Letter
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.documents.content import Block, Break, Document, Heading
from grants.documents.frozen import thaw
from grants.documents.tables import Column, Sheet


def printed(call: Call, letters: Sequence[Letter]) -> Document:
    """Return letters as one document, each beginning on a page of its own."""
    rules = rules_of(call)
    title = _("Letters: %(call)s", call=rules.text(rules.title, rules.languages[0]))
    blocks = [block for letter in letters for block in _blocks(letter)]
    return Document(title, rules.languages[0], blocks, foot=rules.organiser.name)


def addresses_of(letters: Sequence[Letter]) -> list[Sheet]:
    """Return the sheet of addresses, a row for each letter."""
    columns = [
        Column(_("Number")),
        Column(_("Letter")),
        Column(_("Addressee")),
        Column(_("Registration number")),
        Column(_("Address")),
        Column(_("E-mail address")),
    ]
    return [Sheet(_("Addresses"), columns, [_row(letter) for letter in letters])]


def _blocks(letter: Letter) -> Iterator[Block]:
    document = thaw(letter.content)
    yield Break()
    yield Heading(document.title)
    for block in document.blocks:
        yield Heading(block.words, block.level + 1) if isinstance(block, Heading) else block


def _row(letter: Letter) -> list[str]:
    known = letter.application.organisation
    people = [member.person.email for member in letter.application.members if not member.person.is_guest]
    return [
        letter.number,
        str(KINDS[letter.kind]),
        known.name if known else "",
        (known.registration_number or "") if known else "",
        known.address if known else "",
        ", ".join(people),
    ]
