"""The addresses of letters, for the post: on paper before the letters, and as a spreadsheet."""

from collections.abc import Sequence

from flask_babel import gettext as _

from grants.awards.letters.labels import CHANNELS, KINDS
from grants.awards.letters.models import Letter
from grants.awards.letters.ways import first_way
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.documents.content import Document, Table
from grants.documents.tables import Column, Sheet
from grants.web.filters import text
from grants.web.languages import language


def addresses_on_paper(call: Call, letters: Sequence[Letter], *, first: int = 1) -> Document:
    """Return the sheet of addresses to be printed, numbered from `first` in the order of the letters."""
    rules = rules_of(call)
    rows = [
        [str(place), letter.number, _addressee(letter), _address(letter)]
        for place, letter in enumerate(letters, start=first)
    ]
    return Document(
        title=_("Addresses of the letters"),
        language=language(),
        lead=[rules.organiser.name, text(rules.title)],
        blocks=[Table([_("No."), _("Number"), _("Addressee"), _("Address")], rows, numbers=(0,))],
        foot=rules.organiser.name,
    )


def addresses_of(letters: Sequence[Letter]) -> list[Sheet]:
    """Return the sheet of addresses, a row for each letter."""
    columns = [
        Column(_("Number")),
        Column(_("Letter")),
        Column(_("Addressee")),
        Column(_("Registration number")),
        Column(_("Address")),
        Column(_("E-mail address")),
        Column(_("Goes first by")),
    ]
    return [Sheet(_("Addresses"), columns, [_row(letter) for letter in letters])]


def _addressee(letter: Letter) -> str:
    known = letter.application.organisation
    return known.name if known else ""


def _address(letter: Letter) -> str:
    known = letter.application.organisation
    return known.address if known else ""


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
        str(CHANNELS[first_way(letter)]),
    ]
