"""What a form sends never depends on the language of the page.

Seen elsewhere: a transition was looked up by its translated label, and people stayed in draft for weeks.
"""

import pytest

from tests.integration.access.asking import Asker, Place
from tests.integration.access.conftest import ON_ONE_DATABASE
from tests.integration.access.table import Row
from tests.integration.access.test_garbage import ACTORS, acts
from tests.support.pages import Page

Sent = list[tuple[str, str, dict[str, list[str]], set[str], set[tuple[str, str]]]]
TOKEN = "csrf_token"


def sent_by(asker: Asker, row: Row) -> Sent:
    """Return what the forms of a page would send: addresses, names, values and buttons."""
    page = Page(asker.visitor.get(asker.address(row), buffered=True))
    return [
        (form.action, form.method, {**form.values, TOKEN: []}, form.choices, set(form.buttons.values()))
        for form in (page.forms if page.response.mimetype == "text/html" else [])
    ]


@ON_ONE_DATABASE
@pytest.mark.parametrize("role", ACTORS)
def test_a_form_sends_the_same_in_every_language(place: Place, role: str) -> None:
    asker = Asker(place, role)
    pages = [row for row in acts(role, "GET") if row.endpoint != "languages.choose"]
    sent: dict[str, list[Sent]] = {}
    for language in ("lv", "en"):
        asker.read_in(language)
        sent[language] = [sent_by(asker, row) for row in pages]
    assert [str(row) for row, lv, en in zip(pages, sent["lv"], sent["en"], strict=True) if lv != en] == []
