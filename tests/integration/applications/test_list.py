"""The official's list of a call: narrowed, sorted, kept, acted on, taken along."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from grants import clock
from grants.accounts.lists import services
from grants.accounts.lists.models import MAX_QUERY, MAX_VIEW_NAME
from grants.accounts.lists.queries import views_of
from grants.accounts.models import RoleKind
from grants.applications.listing.shape import PLACE
from grants.applications.models import Application, ApplicationState
from grants.calls.models import Call
from grants.db import db
from grants.errors import Invalid
from grants.web.lists.asked import LONG
from tests.factories.applications import a_submitted, an_open_call
from tests.factories.calls import CLOSED, an_official
from tests.factories.people import a_person
from tests.integration.applications.conftest import SignIn
from tests.support.pages import Page
from tests.support.visitor import Visitor

LIST = "/office/calls/piemers-2030/applications"
NAMES = ("Āboli", "aboliņi", "Bērzi")


@pytest.fixture(autouse=True)
def after_closing(while_open: None) -> Iterator[None]:
    with clock.at(CLOSED):
        yield


@pytest.fixture
def call() -> Call:
    return an_open_call()


@pytest.fixture
def official(as_person: SignIn, call: Call) -> Visitor:
    return as_person(an_official())


def sent(call: Call, *titles: str) -> list[Application]:
    person, found = a_person(), []
    for number, title in enumerate(titles):
        application = a_submitted(call, person, title=title)
        assert application.submitted_at is not None
        application.submitted_at += timedelta(seconds=number)
        found.append(application)
    db.session.commit()
    return found


def many(call: Call, count: int = LONG) -> list[Application]:
    """Return so many applications, of which one went through the form and the rest are copies of it."""
    return sent(call, *(f"Projekts {number:03}" for number in range(count)))


def titles(page: Page) -> list[str]:
    cells = [each for each in page.tree.iter("td") if each.get("data-label") == "Project"]
    return ["".join(cell.itertext()) for cell in cells]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=aboli", ["Āboli", "aboliņi"]),
        ("q=RZI", ["Bērzi"]),
        ("q=aboli&sort=-title", ["aboliņi", "Āboli"]),
        ("sort=-submitted", ["Bērzi", "aboliņi", "Āboli"]),
        ("state=checked", ["Bērzi"]),
        ("q=%25", []),
        ("late=1", []),
    ],
)
def test_the_address_narrows_and_sorts(official: Visitor, call: Call, query: str, found: list[str]) -> None:
    sent(call, *NAMES)[2].state = ApplicationState.CHECKED
    db.session.commit()
    assert sorted(titles(official.see(f"{LIST}?{query}"))) == sorted(found)
    if "sort=-submitted" in query:
        assert titles(official.see(f"{LIST}?{query}")) == found


@pytest.mark.parametrize("sort", ["title", "-title", "applicant", "-requested", "state", "-reference"])
def test_every_order_is_read_on_from_page_to_page(
    official: Visitor, call: Call, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grants.applications.listing.queries.PAGE", 2)
    everything = {each.title for each in sent(call, *"abcde")}
    first = official.see(f"{LIST}?sort={sort}")
    second = official.see(first.links["Next"])
    third = official.see(second.links["Next"])
    read = [titles(page) for page in (first, second, third)]
    assert [len(page) for page in read] == [2, 2, 1]
    assert {title for page in read for title in page} == everything
    assert titles(official.see(third.links["Previous"])) == read[1]


def test_below_twenty_rows_only_the_order_is_offered(official: Visitor, call: Call) -> None:
    many(call, LONG - 1)
    page = official.see(LIST)
    assert [form for form in page.forms if form.action.startswith(LIST)] == []
    assert f"{LIST}?sort=title" in page.links.values()
    sent(call, "Divdesmitais")
    actions = {form.action for form in official.see(LIST).forms}
    assert actions >= {LIST, "/office/views/applications", f"{LIST}/chosen"}


def test_columns_are_chosen(official: Visitor, call: Call) -> None:
    sent(call, *NAMES)
    assert titles(official.see(f"{LIST}?offered=title&offered=state&show=state")) == []
    assert len(titles(official.see(f"{LIST}?hide=state"))) == 3


def test_a_view_is_kept_for_oneself_and_put_away(official: Visitor, as_person: SignIn, call: Call) -> None:
    many(call)
    page = official.see(f"{LIST}?state=submitted&sort=-title")
    shown = official.send(page, {"name": "Mani"}, button="Keep")
    assert shown.links["Mani"] == f"{LIST}?state=submitted&sort=-title"
    assert "Mani" not in as_person(an_official(RoleKind.SECRETARY)).see(LIST).links
    away = official.send(official.see(LIST), button="Put away")
    assert "Mani" not in away.links
    assert "Mani" in official.send(away, button="Undo").links


@pytest.mark.parametrize("name", ["", "  ", "x" * (MAX_VIEW_NAME + 1)])
def test_a_view_needs_a_name_that_fits(call: Call, name: str) -> None:
    with pytest.raises(Invalid):
        services.keep_view(actor=an_official(), place=PLACE, name=name, query="")


@pytest.mark.parametrize("query", ["q=" + "x" * MAX_QUERY, "&".join(f"a={number}" for number in range(41))])
def test_a_view_that_asks_for_too_much_is_not_kept(call: Call, query: str) -> None:
    with pytest.raises(Invalid):
        services.keep_view(actor=an_official(), place=PLACE, name="x", query=query)


def test_a_refused_view_keeps_what_was_typed(official: Visitor, call: Call) -> None:
    many(call)
    page = official.see(f"{LIST}?state=submitted")
    refused = official.send(page, {"name": "x" * (MAX_VIEW_NAME + 1)}, button="Keep", status=422)
    assert refused.links["Back to the list"] == f"{LIST}?state=submitted"


def test_the_same_name_is_the_same_view_and_there_is_a_most(call: Call) -> None:
    official = an_official()
    for number in [*range(services.MAX_VIEWS), 0]:
        services.keep_view(actor=official, place=PLACE, name=f"V{number}", query="late=1")
    assert len(views_of(official, PLACE)) == services.MAX_VIEWS
    with pytest.raises(Invalid):
        services.keep_view(actor=official, place=PLACE, name="x", query="")


def test_what_is_shown_is_taken_along(official: Visitor, call: Call) -> None:
    sent(call, "=1+1", *NAMES)
    answer = official.get(f"{LIST}.csv?sort=title&hide=requested&hide=submitted")
    lines = answer.get_data(as_text=True).removeprefix("\ufeff").splitlines()
    assert lines[0] == "Reference;Project;Applicant;State;Decide by"
    assert [line.split(";")[1] for line in lines[1:]][:1] == ["'=1+1"]
    book = CalamineWorkbook.from_filelike(BytesIO(official.get(f"{LIST}.xlsx?q=aboli").data))
    rows = book.get_sheet_by_index(0).to_python()
    assert sorted(str(row[1]) for row in rows[1:]) == ["aboliņi", "Āboli"]


def test_those_ticked_are_looked_at_and_written_to(official: Visitor, call: Call) -> None:
    first, second, *rest = many(call)
    page = official.see(f"{LIST}/chosen?a={first.id}&a={second.id}")
    assert page.heading == "2 chosen applications"
    form = official.see(page.links["Write to them"])
    typed = {"audience": "chosen", "subject_lv": "Sveiki", "body_lv": "Labdien, {reference}!"}
    looked = official.send(form, typed, button="Look at the list")
    assert [str(each.reference) in looked.text for each in (first, second, rest[0])] == [True, True, False]


def test_all_that_fit_are_chosen_at_once(official: Visitor, call: Call) -> None:
    many(call)
    page = official.see(f"{LIST}/chosen?q=Projekts+01&every=1")
    assert page.heading == "11 chosen applications"


@pytest.mark.parametrize("query", ["", "q=x"])
def test_nothing_ticked_leads_back_to_the_list(official: Visitor, call: Call, query: str) -> None:
    sent(call, *NAMES)
    page = official.see(f"{LIST}/chosen?{query}")
    assert page.address == LIST
    assert "Tick at least one application first." in page.text


def test_an_auditor_is_not_offered_to_write(as_person: SignIn, call: Call) -> None:
    (application,) = sent(call, "Koris")
    page = as_person(an_official(RoleKind.AUDITOR)).see(f"{LIST}/chosen?a={application.id}")
    assert "Write to them" not in page.links


def test_while_it_is_sealed_nothing_tells_what_was_sent(official: Visitor, call: Call) -> None:
    sent(call, *NAMES)
    with clock.at(CLOSED - timedelta(days=20)):
        assert "No application" in official.see(f"{LIST}?q=aboli").text
        assert "aboli" not in official.get(f"{LIST}.csv?q=").get_data(as_text=True).lower()
