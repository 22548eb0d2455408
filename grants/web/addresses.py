"""Addresses that others name: a link's `next`, the page a form stood on, the host that was asked."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_HOST = re.compile(r"(\[[\da-fA-F:.]{2,45}\]|[\w-]{1,63}(\.[\w-]{1,63}){0,30}\.?)(:\d{1,5})?", re.ASCII)
_LOCAL = re.compile(r"/(?!/)[^\\\x00-\x1f\x7f]*")
"""Browsers take a backslash for a slash, and leave out tabs and line ends."""


class WellFormed:
    """Leave out of each request what is no address: a malformed `Host` counts as none, and so do the others."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer the request."""
        if not _HOST.fullmatch(environ.get("HTTP_HOST", "")):
            environ.pop("HTTP_HOST", None)
        for header in ("HTTP_REFERER", "HTTP_ORIGIN"):
            if not _is_address(environ.get(header, "")):
                del environ[header]
        return self._application(environ, start_response)


def local_path(address: str) -> str:
    """Return an address if it stays on this site, else the start page, so that no link leads elsewhere unseen."""
    return address if _LOCAL.fullmatch(address) else "/"


def page_before() -> str:
    """Return the path of the page of this site from which the request came, or nothing."""
    parts = urlsplit(request.referrer or "")
    return local_path(parts.path) if parts.netloc == request.host else ""


def init_app(app: Flask) -> None:
    """Let no request through with what is no address."""
    app.wsgi_app = WellFormed(app.wsgi_app)  # type: ignore[method-assign]  # Flask's documented way


def _is_address(text: str) -> bool:
    try:
        urlsplit(text)
    except ValueError:  # such as "http://[", which begins a number of IPv6 and does not end it
        return False
    return True
