"""Files that are made for the reader and handed out under a name."""

from collections.abc import Iterator

from flask import Response


def handed_out(content: str | bytes | Iterator[bytes], media_type: str, name: str) -> Response:
    """Return an answer that a browser stores as a file; the name is made of codes, never of what somebody typed."""
    return Response(content, mimetype=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
