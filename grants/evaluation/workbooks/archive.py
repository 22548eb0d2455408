"""Open a workbook that somebody sent without trusting it: its size, its parts, its formulas, its far cells. Pure.

A few kilobytes can unpack to gigabytes or name a cell in the millionth row, and the last value of a formula tells
nothing of the formula. So everything is unpacked bit by bit, looked through as XML, and only then handed to the reader
of values, packed anew.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from grants.evaluation.workbooks.layout import (
    MAX_COLUMNS,
    MAX_PARTS,
    MAX_SHEETS,
    MAX_UNPACKED,
    MAX_WORKBOOK,
    MOST_ROWS,
    Grid,
    Refused,
    Wrong,
)

Places = frozenset[tuple[int, int]]

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_UNPACKED_BIT_BY_BIT = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, EOFError, NotImplementedError)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_ENCRYPTED = b"\xd0\xcf\x11\xe0"
"""How a workbook with a password begins, and one of before 2007."""


def open_workbook(content: bytes) -> list[Grid]:
    """Return the sheets of an .xlsx or .ods workbook; raise Refused for what is none, or larger than it may be."""
    if len(content) > MAX_WORKBOOK:
        raise Refused(Wrong.TOO_LARGE)
    if content.startswith(_ENCRYPTED):
        raise Refused(Wrong.LOCKED)
    parts = _parts(content)
    try:
        formulas = _of_ods(parts) if "content.xml" in parts else _of_xlsx(parts)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(_packed(parts)))
        grids = [
            Grid(name, _values(workbook, name), formulas.get(name, frozenset()))
            for name in workbook.sheet_names[:MAX_SHEETS]
        ]
    except PasswordError as error:
        raise Refused(Wrong.LOCKED) from error
    except (CalamineError, etree.XMLSyntaxError, KeyError, ValueError) as error:
        raise Refused(Wrong.NOT_A_WORKBOOK) from error
    return grids


def _values(workbook: CalamineWorkbook, name: str) -> list[list[object]]:
    return [list(row) for row in workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)]


def _parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of an archive, as far as they are not larger than they may be."""
    parts: dict[str, bytes] = {}
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > MAX_PARTS or len({member.filename for member in members}) < len(members):
                raise Refused(Wrong.NOT_A_WORKBOOK)
            for member in members:
                if member.flag_bits & 1:
                    raise Refused(Wrong.LOCKED)
                if member.compress_type not in _UNPACKED_BIT_BY_BIT:
                    raise Refused(Wrong.NOT_A_WORKBOOK)
                with archive.open(member) as part:
                    parts[member.filename] = part.read(left + 1)
                left -= len(parts[member.filename])
                if left < 0:
                    raise Refused(Wrong.TOO_LARGE)
    except _UNREADABLE as error:
        raise Refused(Wrong.NOT_A_WORKBOOK) from error
    return parts


def _packed(parts: dict[str, bytes]) -> bytes:
    """Pack parts anew, so that the reader of values unpacks what was looked through and nothing else."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def _of_xlsx(parts: dict[str, bytes]) -> dict[str, Places]:
    """Return where formulas stand, by the name of the sheet."""
    targets = {each.get("Id"): each.get("Target", "") for each in _tree(parts["xl/_rels/workbook.xml.rels"])}
    sheets = _tree(parts["xl/workbook.xml"]).iter(f"{_MAIN}sheet")
    paths = {str(each.get("name")): _path(targets.get(each.get(_RELATED), "")) for each in sheets}
    if not set(paths.values()) <= set(parts):
        raise Refused(Wrong.NOT_A_WORKBOOK)
    looked = {path: frozenset(_in_xlsx(parts[path])) for path in paths.values()}
    return {name: looked[path] for name, path in paths.items()}


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _in_xlsx(part: bytes) -> Iterator[tuple[int, int]]:
    """Yield the places of formulas in a sheet; raise Refused for a value in a row or column that is too far away."""
    row, column = -1, -1
    for element in _tree(part).iter(f"{_MAIN}row", f"{_MAIN}c"):
        if element.tag == f"{_MAIN}row":
            row, column = int(element.get("r", row + 2)) - 1, -1
            continue
        named = _CELL.fullmatch(element.get("r", ""))
        row, column = (int(named[2]) - 1, _number(named[1])) if named else (row, column + 1)
        if len(element):
            _require_near(row, column)
        if element.find(f"{_MAIN}f") is not None:
            yield row, column


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _of_ods(parts: dict[str, bytes]) -> dict[str, Places]:
    tables = _tree(parts["content.xml"]).iter(f"{_TABLE}table")
    return {str(table.get(f"{_TABLE}name")): frozenset(_in_ods(table)) for table in tables}


def _in_ods(table: Any) -> Iterator[tuple[int, int]]:
    row = 0
    for element in table.iter(f"{_TABLE}table-row"):
        rows, column = int(element.get(f"{_TABLE}number-rows-repeated", 1)), 0
        for cell in element.iter(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            columns = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
            is_formula = cell.get(f"{_TABLE}formula") is not None
            if is_formula or len(cell) or cell.get(f"{_OFFICE}value-type") is not None:
                _require_near(row + rows - 1, column + columns - 1)
            if is_formula:
                yield from ((row + down, column + right) for down in range(rows) for right in range(columns))
            column += columns
        row += rows


def _require_near(row: int, column: int) -> None:
    if row >= MOST_ROWS or column >= MAX_COLUMNS:
        raise Refused(Wrong.TOO_LARGE)


def _tree(part: bytes) -> Any:
    """Read XML that may say anything: no entity, no document type, nothing from elsewhere."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    tree: Any = etree.fromstring(part, parser)
    if tree.getroottree().docinfo.doctype:
        raise Refused(Wrong.NOT_A_WORKBOOK)
    return tree
