"""A file makes a third language a choice everywhere; what is not said in it is marked."""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from flask import Flask
from flask_babel import force_locale, gettext

from config import Settings
from grants import create_app
from grants.accounts.forms import ProfileForm
from grants.accounts.models import Organiser
from grants.calls.printed import rules_document
from grants.calls.rules.validation import read_rules
from grants.notices.rendering import render
from grants.web import formats
from grants.web.filters import markdown, spoken
from grants.web.languages import LANGUAGES
from scripts import translations
from tests.factories.calls import OPEN
from tests.factories.documents import whole_rules
from tests.support.pages import Page

ONLY_IN = "The rules of this call are only in this language: %(language)s."
SAID = {
    "Help": "Abi",
    "Skip to the content": "Sisu juurde",
    "Signing in to grant competitions": "Sisselogimine",
    ONLY_IN: "Reeglid: %(language)s.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a compiled Estonian catalogue of a few words."""
    catalogue = Catalog("et", fuzzy=False)
    catalogue.mime_headers = [("Plural-Forms", translations.plurals("et"))]
    for english, estonian in SAID.items():
        catalogue.add(english, estonian)
    file = tmp_path / "et" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    with file.open("wb") as target:
        write_po(target, catalogue)
    assert list(translations.compile_(str(tmp_path))) == []
    return tmp_path


@pytest.fixture
def site(folder: Path, tmp_path: Path) -> Iterator[Flask]:
    """Return the service with that folder."""
    before = dict(LANGUAGES)
    yield create_app(Settings(development=True, translations=folder, instance_path=tmp_path, database_url="sqlite://"))
    LANGUAGES.clear()
    LANGUAGES.update(before)


def test_it_is_a_choice_on_pages_and_in_the_profile(site: Flask) -> None:
    reader = site.test_client()
    assert "Eesti" in reader.get("/help/tour").text
    with site.test_request_context():
        assert ("et", "Eesti") in [(choice[0], choice[1]) for choice in ProfileForm().language.iter_choices()]


def test_pages_and_messages_speak_it_and_english_where_it_lacks_words(site: Flask) -> None:
    reader = site.test_client()
    reader.get("/language/et")
    page = Page(reader.get("/help/tour"))
    assert (page.tree.get("lang"), "Sisu juurde" in page.text, "Accessibility" in page.text) == ("et", True, True)
    with site.app_context(), force_locale("et"):
        assert gettext("Help") == "Abi"


def test_texts_of_rules_fall_back_and_say_in_which_language_they_are(site: Flask) -> None:
    text = {"lv": "Vārdi", "en": "Words"}
    with site.app_context(), force_locale("et"):
        assert spoken(text) == '<span lang="lv">Vārdi</span>'
        assert markdown(text).startswith('<div lang="lv">')
    with site.app_context(), force_locale("en"):
        assert spoken(text) == "Words"


def test_where_rules_are_not_in_it_a_page_and_their_document_say_so(site: Flask) -> None:
    with site.app_context(), force_locale("et"):
        shown = site.jinja_env.from_string(
            '{% from "web/macros/status.html" import only_in %}{{ only_in(["lv", "en"]) }}'
        )
        assert "Reeglid: Latviešu." in shown.render()
        printed = rules_document(read_rules(whole_rules()), [], Organiser(name="Piemērs", logo=""))
        assert (printed.language, printed.lead[0]) == ("et", "Reeglid: Latviešu.")
    with site.app_context(), force_locale("lv"):
        assert (
            rules_document(read_rules(whole_rules()), [], Organiser(name="Piemērs", logo="")).lead[0]
            != "Reeglid: Latviešu."
        )


def test_a_mail_is_written_in_it(site: Flask) -> None:
    with site.test_request_context():
        words = render("accounts/notices/sign_in", "et", {"code": "123456", "token": "t"})
    assert words.subject == "Sisselogimine"


def test_numbers_and_dates_are_written_as_cldr_has_them() -> None:
    zone = ZoneInfo("Europe/Riga")
    assert formats.number(4600.5, "et") == "4600,5"
    assert formats.day(OPEN, "et", zone) == "15. november 2029"
    assert formats.moment(OPEN, "et", zone) == "15. november 2029, 14:00"


def test_plural_forms_that_count_wrongly_are_named(folder: Path) -> None:
    file = folder / "et" / "LC_MESSAGES" / "messages.po"
    file.write_text(file.read_text().replace("nplurals=2; plural=", "nplurals=2; plural=1-"))
    file.with_suffix(".mo").unlink()
    assert ["plural forms should be" in fault for fault in translations.compile_(str(folder))] == [True]


def test_latvian_counts_as_cldr_has_it() -> None:
    assert translations.wrong_plurals("lv", translations.read("lv")) is None
