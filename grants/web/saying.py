"""What the script of a page is told."""

from flask import Response, jsonify


def said(message: object, status: int) -> Response:
    """Return words for the reader, with a status for the script."""
    answer = jsonify(said=str(message))
    answer.status_code = status
    return answer
