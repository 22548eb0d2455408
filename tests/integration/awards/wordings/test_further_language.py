"""A third language by a file, whole: rules, a letter and a message are written in it; what is missing says so."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grants import clock
from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.queries import texts_for
from grants.awards.wordings.texts import default_text
from grants.awards.wordings.writing import document_of
from grants.calls.queries import call_by_slug, rules_of
from grants.calls.rules.canonical import dump
from grants.notices.services import words_of
from grants.web.languages import LANGUAGES, offer_those_in
from tests.factories.awards import a_deliberated_call, an_official_of
from tests.factories.calls import OPEN, WRITTEN, a_call, a_draft, an_official
from tests.factories.documents import field, words
from tests.factories.people import sign_in
from tests.integration.awards.conftest import Browser
from tests.integration.awards.wordings.test_letters import facts_in
from tests.support.visitor import Visitor

RULES = "/office/calls/piemers-2030/rules"
OURS = default_text(LetterKind.AWARD, "en").replace("# ", "# Otsus: ", 1)


@pytest.fixture(autouse=True)
def offered(tmp_path: Path) -> Iterator[None]:
    """Offer Estonian, of which there is a catalogue in a folder."""
    file = tmp_path / "et" / "LC_MESSAGES" / "messages.mo"
    file.parent.mkdir(parents=True)
    file.touch()
    before = dict(LANGUAGES)
    offer_those_in(tmp_path)
    yield
    LANGUAGES.clear()
    LANGUAGES.update(before)


@pytest.mark.usefixtures("session")
def test_the_rules_of_a_call_are_written_in_it(visitor: Callable[[], Visitor]) -> None:
    with clock.at(WRITTEN):
        a_draft(form=[{"code": "project", "title": words(), "fields": [field("goal", "long_text")]}])
        browser = sign_in(visitor(), an_official())
        browser.send(browser.see(f"{RULES}/part/texts"), {"languages": '["lv", "et"]'}, button="Store")
        browser.send(browser.see(f"{RULES}/part/texts"), {"title_et": "Noorte konkurss"}, button="Store")
        browser.send(browser.see(f"{RULES}/item/form/project/goal"), {"label_et": "Eesmärk"}, button="Store")
    document = dump(rules_of(call_by_slug("piemers-2030")))
    assert (document["languages"], document["title"]["et"]) == (["lv", "et"], "Noorte konkurss")
    assert document["form"][0]["fields"][0]["label"] == {"lv": "goal", "et": "Eesmärk"} | {"en": "goal (en)"}


@pytest.mark.usefixtures("session")
def test_a_question_without_words_in_it_is_marked_as_another_language(visitor: Callable[[], Visitor]) -> None:
    said = field("said", "short_text", label={"lv": "Mērķis", "et": "Eesmärk"}, help={"lv": "Īsi."}, max_chars=90)
    silent = field("silent", "choice", options=[{"code": "a", "label": {"lv": "Mūzika"}}], label={"lv": "Joma"})
    section = {"code": "project", "title": {"lv": "Projekts", "et": "Projekt"}, "fields": [said, silent]}
    a_call(languages=["lv", "et"], form=[section])
    with clock.at(OPEN):
        reader = visitor()
        reader.open("/language/et")
        page = reader.see("/calls/piemers-2030/form")
    marked = ["".join(each.itertext()) for each in page.tree.iter() if each.get("lang") == "lv"]
    assert {"Īsi.", "Joma", "Mūzika"} <= {each.strip() for each in marked}
    assert not {"Eesmärk", "Projekt"} & set(marked)


@pytest.mark.usefixtures("monday")
def test_a_letter_is_put_in_own_words_in_it(browser_of: Browser) -> None:
    call = a_deliberated_call()
    browser = browser_of(an_official_of(call))
    address = f"/office/organisers/{call.organiser.slug}/wordings"
    assert "no text yet: the English one stands in" in browser.see(address).text
    page = browser.see(f"{address}/award/et")
    assert "The service has no text in this language" in page.text
    browser.send(page, {"words": OURS}, button="Store the text")
    facts = facts_in(call)
    before = document_of(facts, "et")
    after = document_of(type(facts)(**{**vars(facts), "texts": texts_for(call)}), "et")
    assert after.title == f"Otsus: {before.title}"
    assert "stands here in English" in "".join(before.lead)
    assert "stands here in English" not in "".join(after.lead)
    assert "Latviešu" in "".join(after.lead)


@pytest.mark.usefixtures("monday")
def test_a_message_is_put_in_own_words_in_it(browser_of: Browser) -> None:
    call = a_deliberated_call()
    browser = browser_of(an_official_of(call))
    page = browser.see(f"/office/organisers/{call.organiser.slug}/notices/results_published/et")
    assert "Eesti" in page.title
    typed = {"subject": "Tulemused: {call}", "body": "Vaata: {link}"}
    browser.send(page, typed, button="Store the text")
    person = an_official_of(call, name="Lugeja")
    person.language = "et"
    told = {"call": call, "organiser": call.organiser, "person": person}
    said = words_of("results_published", "awards/notices/results_published", person, told)
    assert said.subject == "Tulemused: Piemērs"
    assert said.body.endswith("Latviešu.")
