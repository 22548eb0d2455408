"""What every page has, whoever reads it."""

import re
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient

from grants import ROOT
from grants.web.slots import fill
from tests.support.pages import Page, words

PAGES = ("/gallery", "/accessibility", "/privacy", "/no-such-page")


def see(reader: FlaskClient, address: str) -> Page:
    return Page(reader.get(address))


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_correct_html_with_one_heading_and_one_main_part(reader: FlaskClient, address: str) -> None:
    tree = see(reader, address).tree
    assert [len(tree.findall(f".//{tag}")) for tag in ("h1", "main", "title")] == [1, 1, 1]


@pytest.mark.parametrize("address", PAGES)
def test_no_id_is_given_twice(reader: FlaskClient, address: str) -> None:
    ids = [element.get("id") for element in see(reader, address).tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_inline_or_from_elsewhere(reader: FlaskClient, address: str) -> None:
    tree = see(reader, address).tree
    assert not [element for element in tree.iter() if element.get("style") or element.tag == "style"]
    loaded = [
        element.get("src") or element.get("href") or ""
        for element in tree.iter()
        if element.tag in ("script", "link", "img")
    ]
    assert loaded
    assert all(source.startswith("/static/") for source in loaded)


def test_what_a_page_loads_is_there_and_kept_for_a_year(reader: FlaskClient) -> None:
    tree = see(reader, "/gallery").tree
    for element in tree.iter():
        source = element.get("src") or (element.get("href") if element.tag == "link" else None)
        if source:
            with reader.get(source) as answer:
                assert (answer.status_code, "immutable" in answer.headers["Cache-Control"]) == (200, True), source


@pytest.mark.parametrize("sheet", ["site.css", "dark.css"])
def test_pictures_that_styles_name_are_there(sheet: str) -> None:
    folder = ROOT / "grants/static/css"
    pictures = re.findall(r'url\("([^"]+)"\)', (folder / sheet).read_text(encoding="utf-8"))
    assert pictures
    assert [picture for picture in pictures if not (folder / picture).is_file()] == []


def test_the_first_link_leads_to_the_content(reader: FlaskClient) -> None:
    tree = see(reader, "/privacy").tree
    first = tree.find(".//a")
    assert first is not None
    assert first.get("href") == "#content"
    assert tree.find(".//main[@id='content']") is not None


def test_what_happened_is_told_to_screen_readers(reader: FlaskClient) -> None:
    tree = see(reader, "/gallery").tree
    flashes = tree.findall(".//div[@class='flashes']/div")
    assert [(words(flash), flash.get("role")) for flash in flashes] == [
        ("Saglabāts.", "status"),
        ("Neizdevās.", "alert"),
    ]


def test_a_stage_can_add_to_the_menu(frame: Flask, reader: FlaskClient) -> None:
    fill(frame, "layout.menu", "menu.html", lambda: {"words": "Vērtēšana"})
    menu = see(reader, "/privacy").tree.find(".//nav")
    assert menu is not None
    assert words(menu) == "Calls Vērtēšana"


def described(tree: Element) -> list[tuple[str, list[str]]]:
    return [
        (element.get("id") or "", (element.get("aria-describedby") or "").split())
        for element in tree.iter()
        if element.get("aria-describedby")
    ]


def test_help_and_errors_are_tied_to_their_fields(reader: FlaskClient) -> None:
    tree = see(reader, "/gallery").tree
    ids = {element.get("id") for element in tree.iter()}
    assert described(tree)
    assert all(note in ids for _field, notes in described(tree) for note in notes)


def test_every_control_has_a_name(reader: FlaskClient) -> None:
    tree = see(reader, "/gallery").tree
    labelled = {label.get("for") for label in tree.iter("label")}
    controls = [
        element
        for element in tree.iter()
        if element.tag in ("input", "select", "textarea") and element.get("type") != "hidden"
    ]
    assert controls
    assert [
        item.get("name") for item in controls if item.get("id") not in labelled and not item.get("aria-label")
    ] == []


def test_every_problem_leads_to_its_field(reader: FlaskClient) -> None:
    tree = see(reader, "/gallery").tree
    ids = {element.get("id") for element in tree.iter()}
    summary = tree.find(".//div[@role='alert'][@data-focus]")
    assert summary is not None
    targets = [(link.get("href") or "").removeprefix("#") for link in summary.iter("a")]
    assert targets
    assert set(targets) <= ids


def test_every_form_that_posts_carries_its_token(reader: FlaskClient) -> None:
    for form in see(reader, "/gallery").forms:
        assert form.method != "post" or form.values["csrf_token"]


def test_the_flag_of_the_union_stands_with_fund_programme_and_number(reader: FlaskClient) -> None:
    block = see(reader, "/gallery").tree.find(".//div[@class='eu-block']")
    assert (
        words(block)
        == "Co-funded by the European Union European Social Fund Izaugsme un nodarbinātība Project No. 8.3.4.0/16/I/001"
    )


def test_time_left_is_text_of_the_server(reader: FlaskClient) -> None:
    assert "26 h 10 min left" in see(reader, "/gallery").text
