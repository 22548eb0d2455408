"""The guides are served in both languages, their sections match, and every picture is one the command takes."""

from itertools import chain
from pathlib import Path

import pytest

from grants.site.guides.contents import BESIDE, DOCS, GUIDES, sections_of, words_of
from tests.browser.guide_pictures import FOLDER, named
from tests.browser.pictures import MAIN

MOST_BYTES = 1_500_000
PAGES = {f"{role}-{name}" for role, pages in MAIN.items() for name in pages}


@pytest.mark.parametrize("name", [name for name, guide in GUIDES.items() if len(guide.files) > 1])
def test_a_guide_has_as_many_sections_in_each_language(name: str) -> None:
    assert len({len(sections_of(words_of(GUIDES[name], language))) for language in GUIDES[name].files}) == 1


@pytest.mark.parametrize(("guide", "section"), sorted(set(BESIDE.values())))
def test_what_stands_beside_a_page_is_a_section_of_a_guide(guide: str, section: int) -> None:
    for language in GUIDES[guide].files:
        assert 0 < section < len(sections_of(words_of(GUIDES[guide], language)))


def test_every_picture_of_a_guide_is_a_page_the_command_takes() -> None:
    assert {page for _file, page, _language in named()} <= PAGES


def test_every_picture_is_there_and_none_is_left_over() -> None:
    assert {path.name for path in FOLDER.glob("*")} == {file for file, _page, _language in named()}


def test_the_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*")) <= MOST_BYTES


def test_links_between_guides_lead_to_served_ones() -> None:
    text = "".join(words_of(guide, language) for guide in GUIDES.values() for language in guide.files)
    assert ".md)" not in text
    assert "](/help/evaluator)" in text


def test_a_guide_without_the_readers_language_is_read_in_another() -> None:
    assert [GUIDES["operator"].language_for("lv"), GUIDES["tour"].language_for("et")] == ["en", "en"]


def test_every_file_of_a_guide_is_there() -> None:
    files = chain.from_iterable(guide.files.values() for guide in GUIDES.values())
    assert [file for file in files if not Path(DOCS, file).exists()] == []
