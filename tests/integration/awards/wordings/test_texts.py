"""The texts of letters that officials put in their own words."""

import pytest
from sqlalchemy import func, select

from grants.awards.wordings import services
from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.models import Wording
from grants.awards.wordings.places import Place
from grants.awards.wordings.queries import texts_for, versions_of
from grants.awards.wordings.texts import default_text
from grants.awards.wordings.writing import document_of
from grants.calls import services as calls
from grants.calls.models import Call
from grants.db import db
from grants.errors import Invalid, Stale
from tests.factories.awards import a_deliberated_call, an_official_of
from tests.factories.calls import a_draft
from tests.integration.awards.conftest import Browser
from tests.integration.awards.wordings.test_letters import facts_in, words_in

pytestmark = pytest.mark.usefixtures("monday")

DEFAULT = default_text(LetterKind.REJECTION, "lv")
OURS = DEFAULT.replace("{signature}", "Ar cieņu, {organiser}\n\n{signature}").strip()
STORE = "Store the text"
ADDRESS = "/office/calls/piemers-2030/wordings/rejection/lv"


def place(call: Call, *, of_call: bool = True, kind: LetterKind = LetterKind.REJECTION) -> Place:
    return Place(call.organiser_id, call.id if of_call else None, kind, "lv")


def text_of(call: Call) -> str | None:
    return texts_for(call).get((LetterKind.REJECTION, "lv"))


def test_texts_of_letters_are_not_changed_by_developers_every_year(browser_of: Browser) -> None:
    """Elsewhere they were files of the program; here an official changes one, and the next letter says it."""
    call = a_deliberated_call()
    browser = browser_of(an_official_of(call))
    browser.send(browser.see(ADDRESS), {"words": OURS}, button=STORE)
    facts = facts_in(call, "A-3", LetterKind.REJECTION)
    words = words_in(document_of(type(facts)(**{**vars(facts), "texts": texts_for(call)}), "lv"))
    assert "Ar cieņu, Piemēra pašvaldība" in words


def test_a_call_comes_before_its_organiser_and_that_before_the_service() -> None:
    call = a_deliberated_call()
    official = an_official_of(call)
    assert text_of(call) is None
    services.write(place=place(call, of_call=False), words=OURS, seen=0, actor=official)
    assert text_of(call) == OURS
    services.write(place=place(call), words=OURS + "\n\nPS", seen=0, actor=official)
    assert text_of(call) == OURS + "\n\nPS"
    services.go_back(place=place(call), seen=1, actor=official)
    assert text_of(call) == OURS
    services.go_back(place=place(call, of_call=False), seen=1, actor=official)
    assert text_of(call) is None
    assert [one.words for one in versions_of(place(call))] == ["", OURS + "\n\nPS"]


def test_the_same_words_again_are_one_version() -> None:
    call = a_deliberated_call()
    for _click in range(2):
        services.write(place=place(call), words=OURS, seen=0, actor=None)
    services.go_back(place=place(call), seen=1, actor=None)
    services.go_back(place=place(call), seen=1, actor=None)
    assert db.session.scalar(select(func.count()).select_from(Wording)) == 2


def test_nobody_writes_over_what_somebody_else_wrote() -> None:
    call = a_deliberated_call()
    services.write(place=place(call), words=OURS, seen=0, actor=None)
    with pytest.raises(Stale):
        services.write(place=place(call), words=DEFAULT.strip(), seen=0, actor=None)


def test_an_unknown_placeholder_is_refused_by_name_and_line() -> None:
    call = a_deliberated_call()
    with pytest.raises(Invalid) as refused:
        services.write(place=place(call), words=OURS + "\n\n{aplicant}", seen=0, actor=None)
    line = OURS.count("\n") + 3
    assert f"{line}" in str(refused.value.fields["words"])
    assert "{aplicant}" in str(refused.value.fields["words"])


def test_a_draft_is_discarded_with_what_was_written_for_it() -> None:
    call = a_draft()
    services.write(place=place(call), words=OURS, seen=0, actor=None)
    services.write(place=place(call, of_call=False), words=OURS, seen=0, actor=None)
    calls.discard(call=call, actor=an_official_of(call))
    assert [one.call_id for one in db.session.scalars(select(Wording))] == [None]


class TestPage:
    def test_what_was_refused_stays_on_the_page(self, browser_of: Browser) -> None:
        browser = browser_of(an_official_of(a_deliberated_call()))
        broken = OURS.replace("{contest}", "Mani vārdi")
        answer = browser.send(browser.see(ADDRESS), {"words": broken}, button=STORE, status=422)
        assert "{contest} is missing: the law asks for it." in answer.text
        assert "Mani vārdi" in answer.text

    def test_a_hundred_thousand_characters_are_refused(self, browser_of: Browser) -> None:
        browser = browser_of(an_official_of(a_deliberated_call()))
        browser.send(browser.see(ADDRESS), {"words": OURS + "a" * 100_000}, button=STORE, status=422)

    def test_a_preview_stores_nothing_and_tells_no_points(self, browser_of: Browser) -> None:
        browser = browser_of(an_official_of(a_deliberated_call()))
        words = browser.send(browser.see(ADDRESS), {"words": OURS}, button="Preview").text
        assert "Ar cieņu, Piemēra pašvaldība" in words
        assert "Projekts A-1" in words
        assert "15,00" not in words
        assert db.session.scalar(select(func.count()).select_from(Wording)) == 0

    def test_going_back_can_be_undone(self, browser_of: Browser) -> None:
        call = a_deliberated_call()
        services.write(place=place(call), words=OURS, seen=0, actor=None)
        browser = browser_of(an_official_of(call))
        back = browser.send(browser.see(ADDRESS), button="Go back to the text of the organiser or the service")
        assert versions_of(place(call))[0].words == ""
        browser.send(back, button="Undo")
        assert versions_of(place(call))[0].words == OURS

    def test_the_list_says_whose_words_hold_and_since_when(self, browser_of: Browser) -> None:
        call = a_deliberated_call()
        official = an_official_of(call, name="Olga Official")
        services.write(place=place(call), words=OURS, seen=0, actor=official)
        words = browser_of(official).see("/office/calls/piemers-2030/wordings").text
        assert "own words of this call" in words
        assert "Olga Official" in words
