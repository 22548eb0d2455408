"""The smallest files of every kind that a form can ask for. Pure."""

import io
import zipfile

from grants.calls.rules.document import FormField

_ASIC = b"application/vnd.etsi.asic-e+zip"


def invent_file(field: FormField) -> tuple[str, bytes]:
    """Return the name and the bytes of a file that a field takes."""
    kind = field.accept[0] if field.accept else "pdf"
    return f"pielikums.{kind}", _CONTENTS[kind]


def _archive(**members: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)  # without the time, so that the bytes are always the same
    return written.getvalue()


_SIGNED = _archive(mimetype=_ASIC)
_CONTENTS = {
    "pdf": b"%PDF-1.7\n%%EOF\n",
    "jpg": b"\xff\xd8\xff\xe0\xff\xd9",
    "png": b"\x89PNG\r\n\x1a\n",
    "heic": b"\x00\x00\x00\x10ftypheic\x00\x00\x00\x00",
    "edoc": _SIGNED,
    "asice": _SIGNED,
    "docx": _archive(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}),
}
