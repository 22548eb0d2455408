"""What was typed into a form that was not taken is given back as a form of our own, to be looked at and sent again.

A token that is missing or out of date is what a forged request looks like too. So nothing is sent by itself: a person
sees what would be sent, and where, and presses the button; and only what our own pages sent is given back at all.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar
from urllib.parse import urlencode, urlsplit

from flask import Response, current_app, make_response, render_template, request, url_for

from grants.web.reader import reader

P = ParamSpec("P")
R = TypeVar("R")

TOKEN = "csrf_token"  # noqa: S105  # the name of a field
_SECRET = "grants_typed_secret"  # noqa: S105  # the name of an attribute


def holds_secret(view: Callable[P, R]) -> Callable[P, R]:
    """Never give back what was sent to this view: it is a secret; the decorator next to the route."""
    setattr(view, _SECRET, True)
    return view


def typed() -> list[tuple[str, str]]:
    """Return the fields of the form that was sent, without its token and what no page can hold."""
    return [(name, text.replace("\0", "")) for name, text in request.form.items(multi=True) if name != TOKEN]


def may_give_back() -> bool:
    """Tell whether this request is a form that one of our own pages sent, and nothing in it is a secret."""
    view = current_app.view_functions.get(request.endpoint or "")
    return request.method == "POST" and view is not None and not hasattr(view, _SECRET) and _from_our_page()


def give_back(message: object, status: int) -> Response:
    """Answer with what was typed, why it was not taken, and a button that sends it again with a new token."""
    page = render_template(
        "web/send_again.html",
        message=message,
        action=_address(),
        typed=typed(),
        files=[file.filename for file in request.files.values() if file.filename],
        signed_out=reader() is None,
    )
    return make_response(page, status)


def _from_our_page() -> bool:
    """Tell what the browser says of where the form stood; one that says nothing is not believed."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    ours = {_origin(request.host_url), _origin(current_app.extensions["settings"].base_url)}
    return (site or origin) is not None and site in (None, "same-origin") and (origin is None or origin in ours)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _address() -> str:
    """Return where the form went, built from the rule: whatever was asked for, it lies on this site."""
    query = urlencode(list(request.args.items(multi=True)))
    return url_for(request.endpoint or "", **(request.view_args or {})) + (f"?{query}" if query else "")
