"""Whether web workers grow while files come in: half of them with a form, half in parts as the page's script sends."""

import json
from http.client import HTTPConnection
from urllib.parse import urlencode
from uuid import UUID

from tests.benchmarks.data import Filled, Reader
from tests.benchmarks.measure import Server
from tests.benchmarks.variants import FORM, Readers

COUNT, SIZE, PART = 500, 1024 * 1024, 512 * 1024
IN_ONE_DRAFT = 40
"""Fewer than a draft may hold."""
NAME = f"memory a worker gains by {COUNT} uploads of 1 MB, MB"
MOST = 30.0
BOUNDARY = "measured"


def growth(site: Server, filled: Filled, readers: Readers, count: int) -> float:
    """Send so many files and return by how many megabytes the largest worker has grown."""
    before = site.largest_worker()
    connection = HTTPConnection("127.0.0.1", site.port, timeout=60)
    for number in range(count):
        place = number // IN_ONE_DRAFT
        send = _in_parts if number % 2 else _with_a_form
        send(connection, filled.taking_files[place], readers.applicants[len(filled.ready) + place], number)
    connection.close()
    return max(site.largest_worker() - before, 0.0)


def _content(number: int) -> bytes:
    head = b"%PDF-1.7 " + str(number).encode()
    return head + bytes(SIZE - len(head))


def _with_a_form(connection: HTTPConnection, draft: UUID, reader: Reader, number: int) -> None:
    token = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{reader.token}\r\n'
    file = f'Content-Disposition: form-data; name="a-paper"; filename="{number}.pdf"\r\nContent-Type: application/pdf'
    head = f"{token}--{BOUNDARY}\r\n{file}\r\n\r\n".encode()
    body = head + _content(number) + f"\r\n--{BOUNDARY}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"} | reader.headers
    connection.request("POST", f"/applications/{draft}/sections/papers", body, headers)
    _answer(connection, 303)


def _in_parts(connection: HTTPConnection, draft: UUID, reader: Reader, number: int) -> None:
    content = _content(number)
    form = urlencode({"field": "paper", "name": f"{number}.pdf", "stamp": "1"})
    headers = {"Upload-Length": str(SIZE)} | FORM | reader.headers
    connection.request("POST", f"/applications/{draft}/uploads", form, headers)
    begun = json.loads(_answer(connection, 200))
    for offset in range(0, SIZE, PART):
        headers = {"Upload-Offset": str(offset), "Content-Type": "application/octet-stream"} | reader.headers
        connection.request("POST", begun["parts"], content[offset : offset + PART], headers)
        _answer(connection, 200)


def _answer(connection: HTTPConnection, status: int) -> bytes:
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != status:
        raise RuntimeError(f"an upload answered {answer.status}: {body[:300]!r}")
    return body
