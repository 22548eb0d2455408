"""What everybody reads of calls."""

from datetime import datetime, timedelta

import pytest

from grants import clock
from grants.accounts.models import RoleKind
from grants.calls import queries, services
from grants.calls.files import rules_from_file
from tests.factories.calls import AN_ACT, ANNOUNCED, CLOSED, OPEN, WRITTEN, a_call, a_draft, an_official, with_act
from tests.factories.documents import schedule, words
from tests.factories.people import a_person
from tests.integration.calls.conftest import SignIn
from tests.integration.calls.support import statements
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")


@pytest.mark.parametrize(
    ("language", "title"), [("lv", "Projektu konkursi"), ("en", "Calls for projects – Grant competitions")]
)
def test_the_title_of_the_list_names_nothing_twice(client: Visitor, language: str, title: str) -> None:
    assert client.see(f"/language/{language}?next=/").title == title


def test_a_call_shows_its_rules(client: Visitor) -> None:
    a_call()
    with clock.at(OPEN):
        page = client.see("/calls/piemers-2030")
    assert page.heading == "Piemērs"
    for shown in ("4600,00 EUR", "1.2.3/30", "Kritērijs 2.2", "Iesniegts laikā", "konkurss@piemers.example", "Dome"):
        assert shown in page.text


def test_whom_to_ask_shows_only_what_there_is(client: Visitor) -> None:
    call = with_act(a_draft())
    rules = queries.rules_of(call)
    organiser = rules.organiser.model_copy(update={"phone": "–", "registration_number": "–"})
    with clock.at(WRITTEN):
        services.replace_rules(call=call, rules=rules.model_copy(update={"organiser": organiser}), actor=None)
        services.publish(call=call, actor=None)
    with clock.at(OPEN):
        page = client.see("/calls/piemers-2030")
    assert "konkurss@piemers.example" in page.text
    assert "Tālrunis" not in page.text
    assert "Reģistrācijas numurs" not in page.text


def test_a_call_is_shown_in_the_language_of_the_reader(client: Visitor) -> None:
    a_call()
    with clock.at(OPEN):
        client.get("/calls/piemers-2030")
        client.get("/language/en")
        page = client.see("/calls/piemers-2030")
    assert page.heading == "Piemērs (en)"
    assert "4600.00 EUR" in page.text


def test_an_open_call_says_how_much_time_is_left(client: Visitor) -> None:
    call = a_call()
    with clock.at(call.closes_at - timedelta(minutes=90)):
        page = client.see("/calls/piemers-2030")
    assert page.tree.find(".//time[@class='countdown']") is not None


def test_what_time_is_left_is_never_remembered(client: Visitor) -> None:
    call = a_call()
    seen = []
    for minutes in (90, 30):
        with clock.at(call.closes_at - timedelta(minutes=minutes)):
            seen.append(client.see("/calls/piemers-2030").text)
    assert seen[0] != seen[1]


def test_new_rules_of_a_draft_are_shown_at_once(as_person: SignIn) -> None:
    call = a_draft()
    with clock.at(WRITTEN):
        browser = as_person(an_official())
        browser.see("/calls/piemers-2030")
        changed = queries.rules_of(call).model_copy(update={"description": words("Jauns apraksts")})
        services.replace_rules(call=call, rules=changed, actor=None)
        page = browser.see("/calls/piemers-2030")
    assert "Jauns apraksts (en)" in page.text


@pytest.mark.parametrize("address", ["/calls/piemers-2030", "/calls/piemers-2030/rules.json"])
def test_a_draft_does_not_exist_for_the_public(client: Visitor, address: str) -> None:
    a_draft()
    client.see(address, status=404)


def test_a_published_call_does_not_exist_for_the_public_before_its_announcement(client: Visitor) -> None:
    call = a_call()
    with clock.at(call.published_at - timedelta(microseconds=1)):
        client.see("/calls/piemers-2030", status=404)
        assert "Piemērs" not in client.see("/").text
    with clock.at(call.published_at):
        client.see("/calls/piemers-2030")
        assert "Piemērs" in client.see("/").text


def test_a_draft_does_not_exist_for_an_official_of_another_organiser(as_person: SignIn) -> None:
    a_draft()
    with clock.at(WRITTEN):
        as_person(an_official(organiser="cits")).see("/calls/piemers-2030", status=404)


@pytest.mark.parametrize("kind", [RoleKind.COORDINATOR, RoleKind.SECRETARY, RoleKind.AUDITOR])
def test_officials_and_auditors_see_the_page_of_a_draft(as_person: SignIn, kind: RoleKind) -> None:
    a_draft()
    with clock.at(WRITTEN):
        page = as_person(an_official(kind)).see("/calls/piemers-2030")
    assert page.heading == "Piemērs (en)"
    assert "Applications from 2 November 2029" in page.text


def test_an_unknown_call_is_not_found(client: Visitor) -> None:
    client.see("/calls/nav", status=404)


def test_a_cancelled_call_gives_its_reason(client: Visitor) -> None:
    services.cancel(call=a_call(), reason="Nav naudas.", act=AN_ACT, actor=None)
    with clock.at(OPEN):
        page = client.see("/calls/piemers-2030")
    assert "Nav naudas." in page.text
    assert "were taken until" not in page.text


def test_words_of_rules_cannot_bring_html(client: Visitor) -> None:
    a_call(title=words("<script>alert(1)</script>"), description=words("<script>alert(2)</script>"))
    with clock.at(OPEN):
        html = client.get("/calls/piemers-2030").get_data(as_text=True)
    assert "<script>alert" not in html


def test_the_rules_can_be_downloaded_and_read_back(client: Visitor) -> None:
    call = a_call()
    with clock.at(OPEN):
        response = client.get("/calls/piemers-2030/rules.json")
    assert rules_from_file(response.data) == queries.rules_of(call)
    assert response.headers["Content-Disposition"] == 'attachment; filename="piemers-2030.json"'


def test_open_calls_come_first_then_announced_then_past_ones(client: Visitor) -> None:
    a_call(slug="pagajis", title=words("Pagājis"), schedule=moved(-100))
    a_call(slug="izsludinats", title=words("Izsludināts"), schedule=moved(10, published=-3))
    a_call(slug="velak", title=words("Vēlāk"), schedule=moved(5))
    a_call(slug="tagad", title=words("Tagad"), schedule=moved(0))
    with clock.at(OPEN - timedelta(days=6)):
        page = client.see("/")
    order = sorted(["Pagājis", "Izsludināts", "Vēlāk", "Tagad"], key=page.text.index)
    assert order == ["Tagad", "Vēlāk", "Izsludināts", "Pagājis"]


def test_without_calls_the_list_says_so(client: Visitor) -> None:
    assert client.see("/").tree.find(".//*[@class='empty']") is not None


def test_the_list_has_pages(client: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    for number in range(3):
        a_call(slug=f"piemers-{number}")
    with clock.at(CLOSED):
        assert len(client.see("/").tree.findall(".//tbody/tr")) == 2
        assert len(client.see("/?page=2").tree.findall(".//tbody/tr")) == 1


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "9" * 30])
def test_a_page_that_is_not_there_is_not_found(client: Visitor, number: str) -> None:
    client.see(f"/?page={number}", status=404)


def test_the_page_of_a_call_costs_one_statement(client: Visitor) -> None:
    a_call()
    with clock.at(OPEN):
        client.get("/calls/piemers-2030")
        with statements() as executed:
            client.get("/calls/piemers-2030")
    assert (
        len([statement for statement in executed if statement.startswith("SELECT calls")])
        == len(selects(executed))
        == 1
    )


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_costs_the_same_for_any_number_of_calls(client: Visitor, count: int) -> None:
    for number in range(count):
        a_call(slug=f"piemers-{count}-{number}")
    with clock.at(OPEN):
        client.get("/")
        with statements() as executed:
            client.get("/")
    assert len(selects(executed)) == 2


def test_somebody_without_a_role_sees_no_door_to_the_office(as_person: SignIn) -> None:
    a_call()
    with clock.at(ANNOUNCED):
        page = as_person(a_person()).see("/calls/piemers-2030")
    assert "/office/" not in page.links.values()


def selects(executed: list[str]) -> list[str]:
    return [statement for statement in executed if statement.lstrip().upper().startswith("SELECT")]


def moved(days: int, published: int | None = None) -> dict[str, object]:
    """Return the schedule of the example call, moved by days; `published` says by how many its announcement moves."""

    def later(text: str, by: int) -> str:
        return (datetime.fromisoformat(text) + timedelta(days=by)).isoformat()

    times = {name: value for name, value in schedule().items() if name.endswith(("_at", "_until"))}
    shifted = {name: later(value, days) for name, value in times.items()}
    if published is not None:
        shifted["published_at"] = later(times["published_at"], published)
    return schedule(**shifted)
