"""The installed browser, driven by Playwright without downloading another."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.support.availability import require
from tests.support.processes import PATIENCE

MILLISECONDS = PATIENCE * 1000
"""How long whatever a browser waits for may take."""
QUIET = (
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the installed Chromium without a window."""
    program = require("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET, headless=True, timeout=MILLISECONDS)
        try:
            yield browser
        finally:
            browser.close()
