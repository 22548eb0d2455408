"""Read pages as a browser would, and use their forms instead of guessing addresses and fields."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

Values = dict[str, Any]
"""What is typed: a text, a list of texts, or `(stream, file name)`."""


class Page:
    """One answer of the site; reading its content raises ParseError if it is not correct HTML5."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.address = response.request.path

    @cached_property
    def tree(self) -> Element:
        """The document, parsed strictly."""
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        tree: Element = parser.parse(self.response.get_data(as_text=True))
        return tree

    @cached_property
    def text(self) -> str:
        """All words of the page with single spaces."""
        return words(self.tree.find("body"))

    @property
    def excerpt(self) -> str:
        """The first words of any answer, correct or not, for messages."""
        return words(html5lib.parse(self.response.get_data(as_text=True), namespaceHTMLElements=False).find("body"))[
            :600
        ]

    @property
    def title(self) -> str:
        """The words that name the page among open ones."""
        return words(self.tree.find("head/title"))

    @property
    def heading(self) -> str:
        """The words of the first-level heading."""
        return words(self.tree.find(".//h1"))

    @property
    def errors(self) -> list[str]:
        """The messages of fields and of the form that were refused."""
        return [
            words(element) for element in self.tree.iter() if "invalid-feedback" in element.get("class", "").split()
        ]

    @property
    def links(self) -> dict[str, str]:
        """The addresses behind the words of links."""
        return {words(link): link.get("href", "") for link in self.tree.iter("a")}

    @cached_property
    def forms(self) -> list["Form"]:
        """The forms in the order in which they stand."""
        return [Form.read(element, self.response.request.full_path.rstrip("?")) for element in self.tree.iter("form")]

    @property
    def token(self) -> str:
        """The token that every form of this reader carries which changes something."""
        return str(next(form.values["csrf_token"][0] for form in self.forms if "csrf_token" in form.values))

    def form(self, button: str = "") -> "Form":
        """Return the form with this button, or the first that changes something; AssertionError if there is none."""
        for form in self.forms:
            if button in form.buttons if button else form.method == "post":
                return form
        offered = [label for form in self.forms for label in form.buttons]
        raise AssertionError(f"{self.address} has no form “{button}”; it has {offered}")


@dataclass
class Form:
    """A form with what is already filled in."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    choices: set[str] = field(default_factory=set)
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, element: Element, address: str) -> "Form":
        """Read a form element of the page at an address."""
        form = cls(element.get("action") or address, element.get("method", "get").lower())
        for child in element.iter():
            form._add(child)
        return form

    @property
    def names(self) -> set[str]:
        """Every field that can be filled in."""
        return self.files | self.choices | set(self.values)

    def filled(self, typed: Values, button: str = "") -> Values:
        """Return what a browser sends after typing; raise AssertionError for a field the form does not have."""
        unknown = typed.keys() - self.names
        assert not unknown, f"the form {self.action} has no {sorted(unknown)}; it has {sorted(self.names)}"
        name, value = self.buttons.get(button, ("", ""))
        return {**self.values, **typed, **({name: value} if name else {})}

    def _add(self, element: Element) -> None:
        name, kind = element.get("name", ""), element.get("type", "")
        if element.tag == "button" or kind == "submit":
            self.buttons[words(element) or element.get("value", "")] = (name, element.get("value", ""))
        elif not name or element.get("disabled") is not None:
            return
        elif kind == "file":
            self.files.add(name)
        elif kind in {"checkbox", "radio"}:
            self.choices.add(name)
            if element.get("checked") is not None:
                self.values.setdefault(name, []).append(element.get("value", "on"))
        elif element.tag in {"input", "textarea", "select"}:
            self.values.setdefault(name, []).extend(_typed_in(element))


def _typed_in(element: Element) -> Iterator[str]:
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        if not chosen and element.get("multiple") is None:
            chosen = options[:1]
        yield from (option.get("value", words(option)) for option in chosen)
    elif element.tag == "textarea":
        yield element.text or ""
    else:
        yield element.get("value", "")


def words(element: Element | None) -> str:
    """Return the text of an element with single spaces; nothing for no element."""
    return "" if element is None else " ".join(" ".join(element.itertext()).split())
