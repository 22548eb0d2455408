"""People in front of browsers: they look for words, follow links, press buttons and type beside labels."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

Letter = Callable[[str, str], str]
"""Gives the text of the newest message to an address, its subject with these words; waits until it has come."""


class Somebody:
    """Be a person with an address, who does only what can be seen on the page."""

    def __init__(self, page: Page, email: str, letter: Letter, name: str = "") -> None:
        self.page = page
        self.email = email
        self.name = name
        self._letter = letter

    def opens(self, address: str) -> None:
        """Open an address, typed or from a message."""
        self.page.goto(address)

    def follows(self, link: str) -> None:
        """Follow a link, named by its whole words."""
        self.page.get_by_role("link", name=link, exact=True).first.click()
        self.page.wait_for_load_state()

    def presses(self, button: str) -> None:
        """Press a button, named by its whole words."""
        self.page.get_by_role("button", name=button, exact=True).click()
        self.page.wait_for_load_state()

    def presses_knowing(self, button: str) -> None:
        """Open what a button says that it will do, then press it."""
        self.page.locator("summary").filter(has_text=button).first.click()
        self.presses(button)

    def types(self, label: str, text: str) -> None:
        """Type into the field beside a label."""
        self._field(label).fill(text)

    def chooses(self, answer: str, question: str = "") -> None:
        """Choose an answer, if several questions have it that of one question."""
        self._question(question).get_by_label(answer, exact=True).check()

    def attaches(self, label: str, path: Path) -> None:
        """Attach a file beside a label."""
        self._field(label).set_input_files(path)

    def downloads(self, link: str) -> bytes:
        """Follow a link to a file and return what is in it."""
        with self.page.expect_download() as coming:
            self.follows(link)
        return coming.value.path().read_bytes()

    def sees(self, *words: str) -> None:
        """Fail unless all these words come to stand on the page."""
        for each in words:
            expect(self.page.locator("body")).to_contain_text(each)

    def reads(self, heading: str) -> None:
        """Fail unless the page comes to have this heading."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def gets(self, subject: str) -> str:
        """Return the text of the newest message whose subject has these words."""
        return self._letter(self.email, subject)

    def asks_to_sign_in(self) -> str:
        """Come to the site, ask for a sign-in in English and return the message."""
        self.opens("/")
        self.follows("English")
        self.follows("Sign in")
        return self.says_address()

    def says_address(self, button: str = "Send me the message") -> str:
        """Type one's address on the sign-in page, or where a draft asks for it, and return the message that comes."""
        self.types("E-mail address", self.email)
        self.presses(button)
        self.reads("Type the code")
        return self.gets("Signing in")

    def types_code(self, message: str) -> None:
        """Type the code of a message in the tab that asked, and one's name where it is not known yet."""
        code = re.search(r"\b\d{6}\b", message)
        assert code, "the message has no code"
        self.types("Six-digit code", code[0])
        self.presses("Sign in")
        if self.name:
            self.types("Name and surname", self.name)
            self.presses("Continue")

    def signs_in(self) -> None:
        """Come to the site and sign in with the code."""
        self.types_code(self.asks_to_sign_in())
        self.sees("What waits for you")

    def signs_in_by_link(self, sees: str) -> None:
        """Sign in by opening the link of the message and pressing its button, and see what comes first then."""
        link = re.search(r"https?://\S+/sign-in/link/[\w-]+", self.asks_to_sign_in())
        assert link, "the message has no link"
        self.opens(link[0])
        self.presses("Sign in")
        self.sees(sees)

    def _field(self, label: str) -> Locator:
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s*\(optional\))?\s*$"))

    def _question(self, words: str) -> Locator | Page:
        return self.page.get_by_role("group", name=words) if words else self.page
