"""Security headers on every answer: nothing inline, nothing from elsewhere, nothing framed, nothing guessed."""

import time

from flask import Flask, Response, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Bootstrap draws its small icons as `data:` images."""
MILLISECONDS = 1000
"""`Server-Timing` counts in them: it tells pages what the server's clock shows, also those that were remembered."""
YEAR = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Add the headers to every answer."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers["Server-Timing"] = f"now;dur={time.time() * MILLISECONDS:.0f}"
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}; includeSubDomains")
    if request.path.startswith("/static/"):
        headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if "v" in request.args else "no-cache"
    else:
        # not `no-store`: with it a browser forgets what was typed when its reader comes back from a refusal
        headers.setdefault("Cache-Control", "private, no-cache")
    return response
