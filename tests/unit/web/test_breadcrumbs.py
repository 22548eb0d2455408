"""Every page below the first level says where it is."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[3] / "templates"
FIRST_LEVEL = {
    "accounts/administrators.html": "opened from the start page",
    "accounts/lists/keep.html": "refuses a view, and leads back to the list",
    "accounts/home.html": "the start page",
    "accounts/moving/confirm.html": "opened by a link from a message",
    "accounts/moving/ended.html": "opened by a link from a message",
    "accounts/name.html": "asked at the first sign-in, before there is anywhere to be",
    "accounts/organisers.html": "opened from the start page",
    "accounts/sign_in.html": "in the menu",
    "accounts/sign_in_code.html": "a step of signing in",
    "accounts/sign_in_ended.html": "a step of signing in",
    "accounts/sign_in_link.html": "a step of signing in",
    "applications/confirm.html": "opened by a link from a message, without an account",
    "applications/index.html": "in the menu",
    "applications/unsaved.html": "the answer to a form; leads back to it",
    "awards/meetings/vote.html": "opened by a link from a message, without an account",
    "calls/asking/confirm.html": "opened by a link from a message",
    "calls/asking/stop.html": "opened by a link from a message",
    "calls/index.html": "the first page",
    "calls/office/index.html": "in the menu",
    "calls/procedure/general.html": "in the foot of every page",
    "evaluation/index.html": "in the menu",
    "journal/chains.html": "opened from the start page",
    "notices/choices/off.html": "opened by a link from a message",
    "notices/mailbox.html": "in the head of every page of development",
    "notices/standing.html": "opened from the start page",
    "site/banners.html": "opened from the start page",
    "site/beginning/page.html": "opened from the start page",
    "site/guides/index.html": "in the foot of every page",
    "web/accessibility.html": "in the foot of every page",
    "web/error.html": "stands in the place of any page",
    "web/privacy.html": "in the foot of every page",
    "web/send_again.html": "stands in the place of any page",
}
"""Pages without a trail, and how one gets there."""


def test_every_page_below_the_first_level_says_where_it_is() -> None:
    pages = {path.relative_to(TEMPLATES).as_posix(): path.read_text() for path in TEMPLATES.rglob("*.html")}
    without = {
        name
        for name, content in pages.items()
        if '{% extends "web/layout.html" %}' in content and "{% block breadcrumbs %}" not in content
    }
    assert without == FIRST_LEVEL.keys()


def test_a_trail_leads_somewhere() -> None:
    empty = re.compile(r"{% block breadcrumbs %}\s*{% endblock %}|breadcrumbs\(\[\]\)")
    assert [path.name for path in TEMPLATES.rglob("*.html") if empty.search(path.read_text())] == ["layout.html"]
