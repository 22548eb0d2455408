"""The pictures of logos that documents name by digest: found by whoever keeps them, at the moment a file is made."""

from collections.abc import Callable, Iterable

from flask import Flask, current_app

from grants.documents.content import Document

_KEY = "grants.documents.logos"


def find_logos_with(app: Flask, finder: Callable[[str], bytes]) -> None:
    """Let whoever keeps logos give the PNG of one by its digest."""
    app.extensions[_KEY] = finder


def pictures_of(documents: Iterable[Document]) -> dict[str, bytes]:
    """Return the pictures of the logos that documents name, by digest; nothing is asked where none names one."""
    named = sorted({each.logo.digest for each in documents if each.logo})
    return {digest: current_app.extensions[_KEY](digest) for digest in named}
