"""The official's list of calls: from twenty on it is narrowed, kept and taken along; it is sorted always."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from grants import clock
from grants.calls.models import Call
from grants.calls.queries import office_calls
from grants.web.lists.asked import LONG
from tests.factories.calls import CLOSED, a_call, an_official
from tests.factories.people import sign_in
from tests.support.copies import copies_of
from tests.support.pages import Page
from tests.support.statements import selects
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

LIST = "/office/"


def many(call: Call, count: int = LONG) -> None:
    """Make so many calls of one, each a day later than the one before."""

    def changed(number: int) -> dict[str, object]:
        title = f"Čuguns {number:02}" if number else "Āboli"
        return {
            "slug": f"konkurss-{number}",
            "title": {"lv": title, "en": title},
            "closes_at": call.closes_at - timedelta(days=number + 1),
        }

    copies_of(call, count - 1, changed)


def titles(page: Page) -> list[str]:
    cells = [each for each in page.tree.iter("th") if each.get("data-label") == "Call"]
    return ["".join(cell.itertext()).strip() for cell in cells]


@pytest.fixture
def official(client: Visitor) -> Visitor:
    return sign_in(client, an_official())


@pytest.fixture(autouse=True)
def after_closing() -> object:
    with clock.at(CLOSED):
        yield


def test_below_twenty_calls_only_the_order_is_offered(official: Visitor) -> None:
    many(a_call(), LONG - 1)
    page = official.see(LIST)
    assert [form for form in page.forms if form.action == LIST or "/views/" in form.action] == []
    assert f"{LIST}?sort=call" in page.links.values()


@pytest.mark.parametrize(
    ("query", "first", "count"),
    [
        ("", "Piemērs (en)", LONG),
        ("sort=call", "Āboli", LONG),
        ("sort=-call", "Piemērs (en)", LONG),
        ("sort=deadline", f"Čuguns {LONG - 2:02}", LONG),
        ("q=cuguns+07", "Čuguns 07", 1),
        ("phase=closed", "Piemērs (en)", LONG),
        ("phase=nothing&sort=nothing", "Piemērs (en)", LONG),
    ],
)
def test_the_address_narrows_and_sorts(official: Visitor, query: str, first: str, count: int) -> None:
    many(a_call())
    found = titles(official.see(f"{LIST}?{query}"))
    assert (found[0], len(found)) == (first, count)


def test_columns_are_chosen_and_a_view_is_kept(official: Visitor) -> None:
    many(a_call())
    page = official.see(f"{LIST}?sort=call&hide=organiser")
    assert "Organiser" not in [cell.get("data-label") for cell in page.tree.iter("td")]
    kept = official.send(page, {"name": "Mani"}, button="Keep")
    assert kept.links["Mani"] == f"{LIST}?sort=call&hide=organiser"
    assert "Mani" not in official.send(kept, button="Put away").links


def test_what_is_shown_is_taken_along(official: Visitor) -> None:
    many(a_call())
    page = official.see(f"{LIST}?q=cuguns&sort=-call&hide=next")
    lines = official.get(page.links["text table (.csv)"]).get_data(as_text=True).removeprefix("\ufeff").splitlines()
    assert lines[0] == "Call;Organiser;Phase;Deadline"
    assert lines[1].startswith(f"Čuguns {LONG - 2:02};")
    assert len(lines) == LONG - 1


def test_it_ends_at_its_limit_and_asks_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grants.calls.queries.MAX_OFFICE", LONG)
    person = an_official()
    many(a_call(), LONG + 1)
    assert len(office_calls(person)) == LONG


def test_a_longer_list_asks_as_often(official: Visitor, visitor: Callable[[], Visitor]) -> None:
    many(a_call())
    with selects() as few:
        official.see(LIST)
    call = office_calls(an_official())[0]
    copies_of(call, 100, lambda number: {"slug": f"vairak-{number}"})
    with selects() as more:
        page = official.see(f"{LIST}?sort=-call")
    assert page.links["Next"] == f"{LIST}?sort=-call&page=2"
    assert len(more) == len(few)
