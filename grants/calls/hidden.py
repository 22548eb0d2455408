"""Calls that stand in no list: their address ends in what nobody can guess, so that only its link leads to it."""

import hashlib
import hmac
import re

from flask import Flask, Response, current_app, request

from grants.calls.rules.document import Rules

_SECRET = re.compile(r"-[0-9a-f]{16}$")
MAX_BASE = 63
"""How much of an address stays before the part that cannot be guessed."""


def hidden(rules: Rules) -> Rules:
    """Return rules with an address that cannot be guessed, if they ask for one and have none yet."""
    if not rules.publication.by_link or _SECRET.search(rules.slug):
        return rules
    return rules.model_copy(update={"slug": hidden_address(rules.slug)})


def hidden_address(slug: str) -> str:
    """Return the address that an address becomes: always the same, so that a form sent twice means the same call."""
    key = str(current_app.secret_key).encode()
    secret = hmac.new(key, f"hidden call {slug}".encode(), hashlib.sha256).hexdigest()[:16]
    return f"{slug[:MAX_BASE].rstrip('-')}-{secret}"


def init_app(app: Flask) -> None:
    """Ask search engines to leave out every page and file of a hidden call."""
    app.after_request(_keep_out_of_indexes)


def _keep_out_of_indexes(response: Response) -> Response:
    if _SECRET.search(str((request.view_args or {}).get("slug", ""))):
        response.headers["X-Robots-Tag"] = "noindex"
    return response
