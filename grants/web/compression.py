"""Answers of words are sent compressed to who can read them so: pages, style sheets, scripts, drawings.

A page that says a secret beside what somebody else may have put into its address could be guessed letter by letter from
its compressed length (BREACH). Cookies are `SameSite=Lax`, so no other site can have pages asked for unseen; and a name
of random length in the head of the compressed page hides how long it is (Heal the BREACH, Palacios et al., 2022).
"""

import gzip
import secrets
import zlib
from functools import lru_cache

from flask import Flask, Response, request

SMALLEST = 800
"""Bytes below which nothing is won: an answer fits one packet of the network anyway."""
LARGEST = 4 * 1024 * 1024
"""Bytes beyond which an answer is a file that is stored rather than a page that is read."""
KINDS = frozenset({"text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml"})
LEVEL, BEST = 4, 9
"""How hard is tried: for a page that is made once, and for a file of the program that is sent thousands of times."""
LONGEST_NAME = 100
"""Bytes of the random name, as much as Django takes."""


def init_app(app: Flask) -> None:
    """Compress the answers of the application."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if response.mimetype not in KINDS or response.status_code in (204, 206, 304):
        return response
    response.vary.add("Accept-Encoding")
    fixed = request.path.startswith("/static/")
    if not request.accept_encodings["gzip"] or "Content-Encoding" in response.headers:
        return response
    if response.direct_passthrough and fixed:
        response.direct_passthrough = False  # a small file of the program
    if response.is_streamed and not fixed:
        return response
    content = response.get_data()
    if SMALLEST <= len(content) <= LARGEST:
        response.set_data(_once(content) if fixed else _page(content))
        response.headers["Content-Encoding"] = "gzip"
        if "ETag" in response.headers:
            response.set_etag(f"{response.get_etag()[0]}-gzip", weak=True)
    return response


@lru_cache(maxsize=64)
def _once(content: bytes) -> bytes:
    return gzip.compress(content, BEST, mtime=0)


def _page(content: bytes) -> bytes:
    """Return a page compressed, its length blurred by a name of random length in the head (RFC 1952, FNAME)."""
    raw = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = raw.compress(content) + raw.flush()
    name = b"a" * (1 + secrets.randbelow(LONGEST_NAME)) + b"\0"
    head = b"\x1f\x8b\x08\x08\0\0\0\0\0\xff" + name
    return head + body + zlib.crc32(content).to_bytes(4, "little") + (len(content) % 2**32).to_bytes(4, "little")
