"""Light or dark: as the device is set, until the reader chooses."""

import pytest
from flask.testing import FlaskClient

from tests.support.pages import Page


def dark_sheet(page: Page, media: str) -> bool:
    return any("dark.css" in (link.get("href") or "") for link in page.tree.findall(f".//link[@media='{media}']"))


def test_a_first_page_follows_the_device(reader: FlaskClient) -> None:
    page = Page(reader.get("/privacy"))
    assert page.tree.get("data-theme") == "auto"
    assert dark_sheet(page, "screen and (prefers-color-scheme: dark)")


@pytest.mark.parametrize(("code", "media"), [("dark", "screen"), ("light", "")])
def test_what_was_chosen_stays_and_leads_back_to_the_page(reader: FlaskClient, code: str, media: str) -> None:
    link = Page(reader.get("/privacy?a=1")).links[code]
    assert reader.get(link).location == "/privacy?a=1"
    page = Page(reader.get("/accessibility"))
    assert page.tree.get("data-theme") == code
    assert dark_sheet(page, "screen") is bool(media)


def test_colours_we_do_not_have_are_no_page(reader: FlaskClient) -> None:
    assert reader.get("/colours/pink").status_code == 404
