"""`make pictures ARGS=--mails`: every message as mail programs show it, light and dark, in Latvian and English.

Into build/pictures/mails: a picture of each, and one file of plain text for each language, to be read to its end.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from flask import Flask
from playwright.sync_api import Browser

from config import Settings
from grants import create_app
from tests.support.mails import Mail, every_mail

LANGUAGES = ("lv", "en")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTH, HEIGHT = 390, 500


def take(browser: Browser, folder: Path, settings: Settings) -> Iterator[Path]:
    """Take the pictures and write the texts; return each file."""
    folder.mkdir(parents=True, exist_ok=True)
    app = create_app(settings)
    for language in LANGUAGES:
        mails = mails_in(app, language)
        text = folder / f"all-{language}.txt"
        text.write_text("\n\n".join(map(as_text, mails)), encoding="utf-8")
        yield text
        for scheme in SCHEMES:
            with browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=scheme) as page:
                for mail in mails:
                    page.set_content(mail.words.page(language))
                    picture = folder / f"{mail.name}-{scheme}-{language}.png"
                    page.screenshot(path=picture, full_page=True)
                    yield picture


def mails_in(app: Flask, language: str) -> list[Mail]:
    """Return every message in a language."""
    with app.test_request_context():
        return list(every_mail(language))


def as_text(mail: Mail) -> str:
    """Return a message as a terminal shows it, below its name."""
    return f"{'=' * 100}\n{mail.name}\n\n{mail.words.subject}\n{'-' * 60}\n{mail.words.text}"
